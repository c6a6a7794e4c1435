import { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { changeAccount, insertChecked } from '../write-account.ts'
import { importBodyLimit, importInput, readFile } from './import-file.ts'
import { planImport } from './plan-import.ts'

const importFaulty = defineProblem('invalid', 'accounts.import-faulty', {
  zh: '文件中有 {count} 处错误，没有导入任何内容。请先检查文件，按错误清单改正。',
  en: 'The file has {count} faults, and nothing was imported. Check the file and correct it by the list of faults.',
})

export const importAccounts = defineOperation({
  name: 'accounts.import',
  summary: { zh: '导入账号登记表（Excel），全部成功或全部不变', en: 'Import the register (Excel): all of it or nothing' },
  effect: 'change',
  permission: 'accounts.manage',
  records: [
    'accounts.imported',
    'account.imported',
    'account.changed-by-import',
    'account.closed',
    'account.reopened',
  ],
  bodyLimit: importBodyLimit,
  input: importInput,
  output: z.object({ added: z.int(), changed: z.int(), unchanged: z.int() }),
  prepare: (_tools, input) => readFile(input),
  run: async (ctx, _input, { rows, faults }) => {
    const plan = await planImport(ctx, rows)
    const count = faults.length + plan.faults.length
    if (count > 0) throw importFaulty({ count })
    // Events of their own: what follows the change of an account follows an import once, and not for each of them.
    for (const account of plan.changed) await changeAccount(ctx, account, 'account.changed-by-import')
    await insertChecked(ctx, plan.added, 'account.imported')
    const counts = { added: plan.added.length, changed: plan.changed.length, unchanged: plan.unchanged }
    ctx.record({ type: 'accounts.imported', subject: { kind: 'account-list', id: ctx.origin.request }, detail: counts })
    return counts
  },
})
