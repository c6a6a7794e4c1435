import { z } from 'zod'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import { defineOperation } from '../scope.ts'
import { purposesField, scopesBeyond, scopesField } from './scopes.ts'

const accountClosed = defineProblem('conflict', 'account.closed-already', {
  zh: '账号已停用，不能再登记授权应用。',
  en: 'The account is closed; no application can be linked to it.',
})

export const linkApp = defineOperation({
  name: 'accounts.link-app',
  summary: { zh: '登记授权给第三方应用的权限', en: 'Record an application that was given rights on an account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['app.linked'],
  input: z.strictObject({
    accountId: z.uuid(),
    name: z.string().trim().min(1).max(100),
    appId: z.string().trim().min(1).max(100).nullable(),
    purposes: purposesField,
    scopes: scopesField,
    tokenExpiresAt: z.iso.datetime({ offset: true }).nullable(),
  }),
  output: z.object({
    id: z.uuid(),
    /** Scopes that none of the purposes needs. */
    beyond: z.array(z.string()),
  }),
  run: async (ctx, { accountId, name, appId, purposes, scopes, tokenExpiresAt }) => {
    const account = await ctx.db
      .selectFrom('marketing_account')
      .select(['platform', 'state'])
      .where('id', '=', accountId)
      .executeTakeFirst()
    if (account === undefined) throw notFound()
    if (account.state !== 'active') throw accountClosed()
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('linked_app')
      .values({
        id,
        account_id: accountId,
        name,
        app_id: appId,
        purposes: JSON.stringify(purposes),
        scopes: JSON.stringify(scopes),
        token_expires_at: tokenExpiresAt === null ? null : new Date(tokenExpiresAt),
        linked_at: ctx.now,
      })
      .execute()
    const beyond = [...scopesBeyond(account.platform, { scopes, purposes })]
    ctx.record({
      type: 'app.linked',
      subject: { kind: 'account', id: accountId },
      detail: { app: id, name, purposes, scopes, beyond },
    })
    return { id, beyond }
  },
})
