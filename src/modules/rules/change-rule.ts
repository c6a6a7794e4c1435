import { z } from 'zod'
import { packChangeSchema } from './changes.ts'
import { editDraft, keepChange, requireBounds } from './draft-store.ts'
import { changeIdle, unknownRule } from './problems.ts'
import { defineOperation } from './scope.ts'

export const changeRule = defineOperation({
  name: 'rules.change-rule',
  summary: { zh: '在草稿中停用内置规则，或改它的级别、原因、建议', en: 'Switch a shipped rule off in the draft, or change it' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: packChangeSchema,
  output: z.object({ revision: z.int() }),
  prepare: async ({ db, ports }) => ({
    inForce: await ports.engine.inForce(db),
    shipped: await ports.engine.shipped(),
  }),
  run: async (ctx, change, { inForce, shipped }) => {
    const rule = shipped.find(({ id }) => id === change.rule)
    if (rule === undefined) throw unknownRule({ rule: change.rule })
    const { off, severity = rule.severity, why = rule.why, advice = rule.advice, reason } = change
    const idle = !off && severity === rule.severity && why === rule.why && advice === rule.advice
    if (idle) throw changeIdle()
    const draft = await editDraft(ctx, inForce)
    await keepChange(ctx, draft.id, change)
    await requireBounds(ctx, draft.id)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: off ? 'rule-off' : 'rule-changed', rule: rule.id, severity, reason, revision: draft.revision },
    })
    return { revision: draft.revision }
  },
})
