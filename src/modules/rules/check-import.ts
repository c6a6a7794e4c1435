import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { checkFile, importBodyLimit, importInput, talliesOf, talliesShape } from './import-file.ts'
import { defineOperation } from './scope.ts'
import { countsShape } from './shapes.ts'

/** Faults that the answer lists; the sheet has them all. */
const mostListed = 100

export const checkImport = defineOperation({
  name: 'rules.check-import',
  summary: { zh: '检查要导入的规则文件，不保存', en: 'Check a file of rules before it is imported; nothing is saved' },
  effect: 'read',
  permission: 'rules.edit',
  records: { unrecorded: 'a pure computation on a file that is neither stored nor shown to anybody else' },
  bodyLimit: importBodyLimit,
  input: z.strictObject(importInput),
  output: z.object({
    format: z.enum(['yaml', 'xlsx']),
    /** Of the draft that it was compared with; 0 when there is none. */
    revision: z.int(),
    counts: countsShape,
    tallies: talliesShape,
    faultCount: z.int(),
    faults: z.array(
      z.object({ sheet: z.string(), row: z.int(), column: z.string(), wrong: z.string(), todo: z.string() }),
    ),
    /** Every fault as an Excel sheet; null when there is none. */
    errorSheet: z.string().nullable(),
  }),
  prepare: async ({ db, ports }, input) => {
    const { format, revision, file } = await checkFile({ db, ports }, input)
    const sheet = file.faults.length === 0 ? null : await ports.engine.thread.errorSheet(file.faults)
    return { format, revision, file, sheet }
  },
  run: async ({ locale }, _input, { format, revision, file, sheet }) => ({
    format,
    revision,
    counts: file.counts,
    tallies: talliesOf(file.differences),
    faultCount: file.faultCount,
    faults: file.faults.slice(0, mostListed).map(({ sheet: name, row, column, wrong, todo }) => ({
      sheet: name,
      row,
      column,
      wrong: say(wrong, locale),
      todo: say(todo, locale),
    })),
    errorSheet: sheet === null ? null : Buffer.from(sheet).toString('base64'),
  }),
})
