import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { defineOperation } from '../scope.ts'
import { sheetName } from './account-sheet.ts'
import { errorSheet, importBodyLimit, importInput, readFile } from './import-file.ts'
import { planImport } from './plan-import.ts'

/** Faults that the answer lists; the sheet has them all. */
const mostListed = 100

export const checkImport = defineOperation({
  name: 'accounts.check-import',
  summary: { zh: '检查要导入的账号登记表，不保存', en: 'Check a file of accounts before it is imported; nothing is saved' },
  effect: 'read',
  permission: 'accounts.manage',
  records: { unrecorded: 'A comparison of a file with the register; nothing is stored, and contacts stay masked.' },
  bodyLimit: importBodyLimit,
  input: importInput,
  output: z.object({
    added: z.int(),
    changed: z.int(),
    unchanged: z.int(),
    faultCount: z.int(),
    faults: z.array(z.object({ sheet: z.string(), row: z.int(), column: z.string(), wrong: z.string(), todo: z.string() })),
    /** Every fault as an Excel sheet; null when there is none. */
    errorSheet: z.string().nullable(),
  }),
  prepare: (_tools, input) => readFile(input),
  run: async (ctx, _input, { rows, faults }) => {
    const plan = await planImport(ctx, rows)
    const all = [...faults, ...plan.faults].toSorted((a, b) => a.row - b.row)
    return {
      added: plan.added.length,
      changed: plan.changed.length,
      unchanged: plan.unchanged,
      faultCount: all.length,
      faults: all.slice(0, mostListed).map(({ row, column, wrong, todo }) => ({
        sheet: sheetName,
        row,
        column,
        wrong: say(wrong, ctx.locale),
        todo: say(todo, ctx.locale),
      })),
      errorSheet: all.length === 0 ? null : (await errorSheet(all)).toString('base64'),
    }
  },
})
