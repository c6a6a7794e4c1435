import { carryOn } from '../../kernel/secrets/rotation.ts'
import { defineJob } from './scope.ts'

export const rewrapJob = 'keys.rewrap-values'

/**
 * One step of a rotation, which asks for the next. The row is the truth: the schedule carries on a rotation whose job
 * was lost.
 */
export const rewrapValues = defineJob({
  name: rewrapJob,
  schedule: '*/10 * * * *',
  run: async (ctx) => {
    const step = await carryOn(ctx, ctx.ports.sealedColumns())
    if (step.state === 'moving') await ctx.enqueue(rewrapJob, {}, { key: 'next' })
    if (step.state === 'finished') {
      const { id, version, values } = step
      ctx.record({ type: 'keys.rotated', subject: { kind: 'key-rotation', id }, detail: { version, values } })
    }
  },
})
