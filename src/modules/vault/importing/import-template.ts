import { z } from 'zod'
import { workbookOf } from '../../../kernel/files/workbook.ts'
import { say } from '../../../kernel/sentence.ts'
import { fieldKinds, kindNames } from '../fields/kinds.ts'
import { defineOperation } from '../scope.ts'

export const importTemplate = defineOperation({
  name: 'vault.export-import-template',
  summary: { zh: '下载客户导入模板（Excel）', en: 'Download the template for importing customers (Excel)' },
  effect: 'read',
  permission: 'vault.import',
  records: { unrecorded: 'an empty sheet' },
  input: z.strictObject({}),
  output: z.object({ fileName: z.string(), base64: z.string() }),
  run: async ({ locale }) => {
    const columns = kindNames.map((kind) => ({ header: say(fieldKinds[kind].title, locale), width: 22, text: () => '' }))
    const workbook = await workbookOf(locale === 'zh' ? '客户' : 'Customers', columns, [])
    return { fileName: locale === 'zh' ? '客户导入模板.xlsx' : 'customers.xlsx', base64: workbook.toString('base64') }
  },
})
