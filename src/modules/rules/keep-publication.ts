import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { offenceSettled } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'

export const keepPublication = defineOperation({
  name: 'rules.keep-publication',
  summary: { zh: '复查后说明理由，保留在线发布', en: 'Let a publication stay after a re-check, with a reason' },
  effect: 'change',
  permission: 'rules.enforce',
  records: ['publication.kept'],
  input: z.strictObject({ offenceId: z.uuid(), reason: z.string().trim().min(1).max(500) }),
  output: z.object({}),
  run: async (ctx, { offenceId, reason }) => {
    const person = personOf(ctx)
    const offence = await ctx.db
      .selectFrom('rule_offence')
      .selectAll()
      .where('id', '=', offenceId)
      .forUpdate()
      .executeTakeFirst()
    if (offence === undefined) throw notFound()
    if (offence.settled_at !== null) throw offenceSettled()
    await ctx.db
      .updateTable('rule_offence')
      .set({ kept_reason: reason, kept_by: person.id, settled_at: ctx.now })
      .where('obligation_id', '=', offence.obligation_id)
      .where('settled_at', 'is', null)
      .execute()
    ctx.record({
      type: 'publication.kept',
      subject: { kind: 'publication', id: offence.publication_id },
      detail: { reason, rules: offence.findings.map(({ rule }) => rule), obligation: offence.obligation_id },
    })
    await ctx.obligations.meet(offence.obligation_id, { kept: true, reason, by: person.id })
    return {}
  },
})
