import { z } from 'zod'
import { isUniqueViolation } from '../../kernel/database/index.ts'
import { newId } from '../../kernel/id.ts'
import { accountFields, accountTaken, checkHands } from './account-fields.ts'
import { defineOperation } from './scope.ts'

export const registerAccount = defineOperation({
  name: 'accounts.register-account',
  summary: { zh: '登记营销账号', en: 'Register a marketing account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['account.registered'],
  input: z.strictObject(accountFields),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { platform, name, platformId, departmentId, ownerId, core }) => {
    await checkHands(ctx, { departmentId, ownerId })
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('marketing_account')
      .values({
        id,
        platform,
        name,
        platform_id: platformId,
        department_id: departmentId,
        owner_id: ownerId,
        core,
        state: 'active',
        registered_at: ctx.now,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? accountTaken() : error
      })
    ctx.record({
      type: 'account.registered',
      subject: { kind: 'account', id },
      detail: { platform, name, platformId, department: departmentId, owner: ownerId, core },
    })
    return { id }
  },
})
