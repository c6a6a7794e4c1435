import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { defineOperation, personOf } from '../scope.ts'
import { exportGate } from './export-gate.ts'
import { exportWish, factsOf } from './facts.ts'

export const previewExport = defineOperation({
  name: 'vault.preview-export',
  summary: { zh: '看看一次导出有多少客户、要不要他人同意', en: 'See how many customers an export would hold and whether somebody has to agree' },
  effect: 'read',
  permission: 'vault.export',
  records: { unrecorded: 'A count of one’s own customers and the decision on it: nothing of anybody.' },
  input: z.strictObject(exportWish),
  output: z.object({
    customers: z.int(),
    /** `review`: a second person has to agree. */
    verdict: z.enum(['allow', 'review', 'deny']),
    why: z.array(z.string()),
  }),
  run: async (ctx, wish) => {
    const facts = await factsOf(ctx, personOf(ctx), wish)
    const { verdict, reasons } = exportGate(facts)
    return { customers: facts.wanted, verdict, why: reasons.map(({ sentence, params }) => say(sentence, ctx.locale, params)) }
  },
})
