import { z } from 'zod'
import { keepSet } from './draft-store.ts'
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
  run: async (ctx, { mode, revision }, { format, file, ...base }) => {
    if (file.faultCount > 0) throw importFaulty({ count: file.faultCount })
    if (base.revision !== revision) throw draftChanged()
    const draft = await keepSet(ctx, base, file.result)
    const tallies = talliesOf(file.differences)
    ctx.record({
      type: 'rules.imported',
      subject: { kind: 'rule-draft', id: draft.id },
      detail: { format, mode, tallies, revision: draft.revision },
    })
    return { revision: draft.revision, tallies }
  },
})
