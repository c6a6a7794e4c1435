import { z } from 'zod'
import { packChangeSchema } from './changes.ts'
import { keepEdit, prepareEdit } from './draft-store.ts'
import { changeIdle, unknownRule } from './problems.ts'
import { defineOperation } from './scope.ts'

export const changeRule = defineOperation({
  name: 'rules.change-rule',
  summary: {
    zh: '在草稿中停用内置规则，或改它的级别、原因、建议',
    en: 'Switch a shipped rule off in the draft, or change it',
  },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: packChangeSchema,
  output: z.object({ revision: z.int() }),
  prepare: async ({ db, ports }, change) => {
    const rule = (await ports.engine.shipped()).find(({ id }) => id === change.rule)
    if (rule === undefined) throw unknownRule({ rule: change.rule })
    const { off, severity = rule.severity, why = rule.why, advice = rule.advice } = change
    const idle = !off && severity === rule.severity && why === rule.why && advice === rule.advice
    if (idle) throw changeIdle()
    return { rule, severity, edit: await prepareEdit(db, ports, { kind: 'change-rule', change }) }
  },
  run: async (ctx, { off, reason }, { rule, severity, edit }) => {
    const draft = await keepEdit(ctx, edit)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: off ? 'rule-off' : 'rule-changed', rule: rule.id, severity, reason, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
