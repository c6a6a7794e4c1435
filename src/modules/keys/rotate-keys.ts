import { z } from 'zod'
import { defineProblem } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import { beginRotation } from '../../kernel/secrets/rotation.ts'
import { rewrapJob } from './rewrap-values.ts'
import { defineOperation } from './scope.ts'

const rotationRunning = defineProblem('conflict', 'keys.rotation-running', {
  zh: '上一次轮换还在进行，请等它完成后再开始。',
  en: 'A rotation is under way; wait until it has finished.',
})

export const rotateKeys = defineOperation({
  name: 'keys.rotate-keys',
  summary: { zh: '轮换加密密钥，期间不停机', en: 'Rotate the encryption keys while everything goes on' },
  effect: 'change',
  permission: 'keys.rotate',
  fresh: true,
  records: ['keys.rotation-begun'],
  input: z.strictObject({}),
  output: z.object({ version: z.int(), total: z.int() }),
  run: async (ctx) => {
    const id = newId(ctx.now.getTime())
    const begun = await beginRotation(ctx, { columns: ctx.ports.sealedColumns(), id })
    if (begun === null) throw rotationRunning()
    ctx.record({ type: 'keys.rotation-begun', subject: { kind: 'key-rotation', id }, detail: begun })
    await ctx.enqueue(rewrapJob, {}, { key: `${id} begin` })
    return begun
  },
})
