import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { editDraft, keepRule, requireBounds } from './draft-store.ts'
import { maxRuleYaml, ownRuleFrom } from './own-rule-yaml.ts'
import { ruleInvalid } from './problems.ts'
import { defineOperation } from './scope.ts'

export const saveRule = defineOperation({
  name: 'rules.save-rule',
  summary: { zh: '在草稿中新增或修改自有规则（YAML）', en: 'Add a rule of your own to the draft or change it (YAML)' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.drafted'],
  input: z.strictObject({ yaml: z.string().min(1).max(maxRuleYaml) }),
  output: z.object({ id: z.string(), revision: z.int() }),
  prepare: async ({ db, ports }, { yaml }) => {
    const rule = ownRuleFrom(yaml)
    const faults = await ports.engine.thread.faults([rule])
    return { rule, faults, inForce: await ports.engine.inForce(db) }
  },
  run: async (ctx, _input, { rule, faults, inForce }) => {
    if (faults.length > 0) {
      const issues = faults.map(({ sentence }) => ({ path: rule.id, message: say(sentence, ctx.locale) }))
      throw ruleInvalid({}, { issues })
    }
    const draft = await editDraft(ctx, inForce)
    await keepRule(ctx, draft.id, rule)
    await requireBounds(ctx, draft.id)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'rule-saved', rule: rule.id, revision: draft.revision },
    })
    return { id: rule.id, revision: draft.revision }
  },
})
