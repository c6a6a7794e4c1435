import { z } from 'zod'
import { workbookOf } from '../../../kernel/files/workbook.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { defineOperation } from '../scope.ts'
import { accountColumns, sheetName } from './account-sheet.ts'
import { registerRows } from './register-rows.ts'

export const exportAccounts = defineOperation({
  name: 'accounts.export-accounts',
  summary: { zh: '导出营销账号登记表（Excel）', en: 'Export the register of accounts (Excel)' },
  effect: 'read',
  permission: 'accounts.manage',
  records: ['accounts.exported'],
  input: z.strictObject({}),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  run: async (ctx) => {
    const rows = await registerRows(ctx)
    const workbook = await workbookOf(sheetName, accountColumns, rows)
    ctx.record({
      type: 'accounts.exported',
      subject: { kind: 'account-list', id: ctx.origin.request },
      detail: { rows: rows.length },
    })
    return { fileName: `营销账号-${shanghaiTime(ctx.now).slice(0, 10)}.xlsx`, base64: workbook.toString('base64') }
  },
})
