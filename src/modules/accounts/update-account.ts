import { z } from 'zod'
import { isUniqueViolation } from '../../kernel/database/index.ts'
import { notFound } from '../../kernel/errors.ts'
import { accountFields, accountTaken, checkHands } from './account-fields.ts'
import { defineOperation } from './scope.ts'

export const updateAccount = defineOperation({
  name: 'accounts.update-account',
  summary: { zh: '修改营销账号', en: 'Change a marketing account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['account.changed', 'account.closed', 'account.reopened'],
  input: z.strictObject({ id: z.uuid(), ...accountFields, state: z.enum(['active', 'closed']) }),
  output: z.object({}),
  run: async (ctx, { id, platform, name, platformId, departmentId, ownerId, core, state }) => {
    const before = await ctx.db
      .selectFrom('marketing_account')
      .selectAll()
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (before === undefined) throw notFound()
    await checkHands(
      ctx,
      { departmentId, ownerId },
      { departmentId: before.department_id, ownerId: before.owner_id },
    )
    const next = {
      platform,
      name,
      platform_id: platformId,
      department_id: departmentId,
      owner_id: ownerId,
      core,
      state,
    }
    await ctx.db
      .updateTable('marketing_account')
      .set(next)
      .where('id', '=', id)
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? accountTaken() : error
      })
    const subject = { kind: 'account', id }
    const keys = ['platform', 'name', 'platform_id', 'department_id', 'owner_id', 'core'] as const
    const changes = keys.filter((key) => before[key] !== next[key])
    if (before.state !== state) {
      ctx.record({ type: state === 'closed' ? 'account.closed' : 'account.reopened', subject })
    }
    if (changes.length > 0 || before.state === state) {
      ctx.record({
        type: 'account.changed',
        subject,
        detail: Object.fromEntries(changes.map((key) => [key, { from: before[key], to: next[key] }])),
      })
    }
    return {}
  },
})
