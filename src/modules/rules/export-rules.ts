import { z } from 'zod'
import { shanghaiTime } from '../../kernel/shanghai-time.ts'
import { notFound } from '../../kernel/errors.ts'
import { numberInForce, setOf } from './in-force.ts'
import { defineOperation } from './scope.ts'

export const exportRules = defineOperation({
  name: 'rules.export',
  summary: { zh: '导出公司词条和规则（YAML 或 Excel）', en: 'Export the company’s terms and rules (YAML or Excel)' },
  effect: 'read',
  permission: 'rules.edit',
  records: ['rules.exported'],
  input: z.strictObject({
    /** A version, or the draft where none is named; 0 gives an empty file to fill in. */
    number: z.int().min(0).max(1_000_000).optional(),
    format: z.enum(['yaml', 'xlsx']),
  }),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  prepare: async ({ db, ports }, { number, format }) => {
    if (number !== undefined && number > (await numberInForce(db))) throw notFound()
    const set = number === undefined ? await ports.engine.draftSet(db) : await setOf(db, number)
    if (set === undefined) throw notFound()
    const { counts } = await ports.engine.thread.contents(set)
    return { counts, bytes: await ports.engine.thread.writeFile(set, format) }
  },
  run: async (ctx, { number, format }, { counts, bytes }) => {
    const from = number === undefined ? 'draft' : `v${number}`
    ctx.record({
      type: 'rules.exported',
      subject: { kind: 'rules', id: from },
      detail: { format, counts },
    })
    const name = number === undefined ? '草稿' : from
    return {
      fileName: `公司规则-${name}-${shanghaiTime(ctx.now).slice(0, 10)}.${format}`,
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
