import { z } from 'zod'
import { lockDraft } from './draft-store.ts'
import { defineOperation, personOf } from './scope.ts'

export const discardDraft = defineOperation({
  name: 'rules.discard-draft',
  summary: { zh: '作废规则草稿', en: 'Discard the draft of the rules' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.draft-discarded'],
  input: z.strictObject({ reason: z.string().trim().min(1).max(500) }),
  output: z.object({}),
  run: async (ctx, { reason }) => {
    personOf(ctx)
    const draft = await lockDraft(ctx)
    await ctx.db
      .updateTable('rule_dry_run')
      .set({ state: 'superseded', ended_at: ctx.now })
      .where('draft_id', '=', draft.id)
      .where('state', '=', 'running')
      .execute()
    await ctx.db.deleteFrom('rule_draft').where('id', '=', draft.id).execute()
    ctx.record({
      type: 'rules.draft-discarded',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { reason, revision: draft.revision },
    })
    return {}
  },
})
