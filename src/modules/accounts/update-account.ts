import { z } from 'zod'
import { defineOperation } from './scope.ts'
import { changeAccount, changedAccountInput } from './write-account.ts'

export const updateAccount = defineOperation({
  name: 'accounts.update-account',
  summary: { zh: '修改营销账号', en: 'Change a marketing account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['account.changed', 'account.closed', 'account.reopened'],
  input: changedAccountInput,
  output: z.object({}),
  run: async (ctx, fields) => {
    await changeAccount(ctx, fields)
    return {}
  },
})
