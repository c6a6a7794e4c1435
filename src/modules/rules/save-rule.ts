import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { keepEdit, prepareEdit } from './draft-store.ts'
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
    if (faults.length > 0) return { rule, faults }
    return { rule, faults, edit: await prepareEdit(db, ports, { kind: 'save-rule', rule }) }
  },
  run: async (ctx, _input, { rule, faults, edit }) => {
    if (edit === undefined) {
      const issues = faults.map(({ sentence }) => ({ path: rule.id, message: say(sentence, ctx.locale) }))
      throw ruleInvalid({}, { issues })
    }
    const draft = await keepEdit(ctx, edit)
    ctx.record({
      type: 'rules.drafted',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { what: 'rule-saved', rule: rule.id, revision: draft.revision },
    })
    return { id: rule.id, revision: draft.revision }
  },
})
