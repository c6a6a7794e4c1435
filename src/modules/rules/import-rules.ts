import { z } from 'zod'
import { editDraft, emptyDraft, keepChange, keepRule, keepTerms, requireBounds } from './draft-store.ts'
import { checkFile, importBodyLimit, importInput, talliesOf, talliesShape } from './import-file.ts'
import { draftChanged, importFaulty } from './problems.ts'
import { defineOperation } from './scope.ts'

export const importRules = defineOperation({
  name: 'rules.import',
  summary: { zh: '把检查过的规则文件导入草稿', en: 'Import a file of rules into the draft' },
  effect: 'change',
  permission: 'rules.edit',
  records: ['rules.imported'],
  bodyLimit: importBodyLimit,
  input: z.strictObject({
    ...importInput,
    /** Of the draft at the check; 0 when there was none. */
    revision: z.int().min(0).max(100_000_000),
  }),
  output: z.object({ revision: z.int(), tallies: talliesShape }),
  prepare: ({ db, ports }, input) => checkFile({ db, ports }, input),
  run: async (ctx, { mode, revision }, file) => {
    if (file.faultCount > 0) throw importFaulty({ count: file.faultCount })
    if (file.revision !== revision) throw draftChanged()
    const draft = await editDraft(ctx, file.inForce)
    // One edit on top of what was compared with; a draft that began just now is at its first.
    if (draft.revision !== revision + 1) throw draftChanged()
    if (mode === 'replace') await emptyDraft(ctx, draft.id)
    await keepTerms(ctx, draft.id, file.read.terms)
    for (const change of file.read.changes) await keepChange(ctx, draft.id, change)
    for (const rule of file.read.rules) await keepRule(ctx, draft.id, rule)
    await requireBounds(ctx, draft.id)
    const tallies = talliesOf(file.differences)
    ctx.record({
      type: 'rules.imported',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { format: file.format, mode, tallies, revision: draft.revision },
    })
    return { revision: draft.revision, tallies }
  },
})
