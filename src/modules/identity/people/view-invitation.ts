import { z } from 'zod'
import { companyOf } from '../company.ts'
import { defineOperation } from '../scope.ts'
import { tokenInput } from '../sessions/token.ts'
import { findInvited } from './find-invitation.ts'

export const viewInvitation = defineOperation({
  name: 'identity.view-invitation',
  summary: { zh: '查看收到的邀请', en: 'See the invitation that you were sent' },
  effect: 'read',
  permission: 'anyone',
  records: { unrecorded: 'Whoever holds the one-time token sees the name that it was made for.' },
  input: z.strictObject({ token: tokenInput }),
  output: z.object({ name: z.string(), loginName: z.string(), company: z.string() }),
  bodyLimit: 4096,
  run: async (ctx, { token }) => {
    const person = await findInvited(ctx, token)
    const { name: company } = await companyOf(ctx.db)
    return { name: person.name, loginName: person.login_name, company }
  },
})
