import { z } from 'zod'
import { ownRulePrefix } from './changes.ts'
import { keepEdit, prepareEdit } from './draft-store.ts'
import { defineOperation } from './scope.ts'

export const restoreRule = defineOperation({
  name: 'rules.restore-rule',
  summary: {
    zh: '在草稿中恢复内置规则原样，或删除自有规则',
    en: 'Take a change of a shipped rule, or a rule of the own, out of the draft',
  },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: z.strictObject({ rule: z.string().min(1).max(100) }),
  output: z.object({ revision: z.int() }),
  prepare: ({ db, ports }, { rule }) => prepareEdit(db, ports, { kind: 'restore-rule', rule }),
  run: async (ctx, { rule }, edit) => {
    const draft = await keepEdit(ctx, edit)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: {
        what: rule.startsWith(ownRulePrefix) ? 'rule-removed' : 'rule-restored',
        rule,
        revision: draft.revision,
      },
    })
    return { revision: draft.revision }
  },
})
