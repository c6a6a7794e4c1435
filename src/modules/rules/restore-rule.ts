import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { editDraft } from './draft-store.ts'
import { defineOperation } from './scope.ts'

export const restoreRule = defineOperation({
  name: 'rules.restore-rule',
  summary: { zh: '在草稿中恢复内置规则原样，或删除自有规则', en: 'Take a change of a shipped rule, or a rule of the own, out of the draft' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: z.strictObject({ rule: z.string().min(1).max(100) }),
  output: z.object({ revision: z.int() }),
  prepare: ({ db, ports }) => ports.engine.inForce(db),
  run: async (ctx, { rule }, inForce) => {
    const draft = await editDraft(ctx, inForce)
    const changed = await ctx.db
      .deleteFrom('rule_draft_change')
      .where('draft_id', '=', draft.id)
      .where('rule', '=', rule)
      .returning('rule')
      .executeTakeFirst()
    const own = await ctx.db
      .deleteFrom('rule_draft_rule')
      .where('draft_id', '=', draft.id)
      .where('id', '=', rule)
      .returning('id')
      .executeTakeFirst()
    if (changed === undefined && own === undefined) throw notFound()
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: own === undefined ? 'rule-restored' : 'rule-removed', rule, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
