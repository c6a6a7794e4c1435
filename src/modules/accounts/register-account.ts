import { z } from 'zod'
import { defineOperation } from './scope.ts'
import { insertAccount, newAccountInput } from './write-account.ts'

export const registerAccount = defineOperation({
  name: 'accounts.register-account',
  summary: { zh: '登记营销账号', en: 'Register a marketing account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['account.registered'],
  input: newAccountInput,
  output: z.object({ id: z.uuid() }),
  run: async (ctx, fields) => ({ id: await insertAccount(ctx, fields) }),
})
