import { z } from 'zod'
import { channel, consentPurpose } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { linkToken } from '../view-link.ts'
import { givenBy } from './withdrawal-link.ts'

export const viewWithdrawal = defineOperation({
  name: 'outreach.view-withdrawal',
  summary: { zh: '打开撤回同意的链接', en: 'Open the link by which a consent is withdrawn' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'Opening changes nothing and shows nothing of the person but what was agreed to by this form.' },
  input: z.strictObject({ token: linkToken }),
  output: z.object({
    sender: z.string().nullable(),
    /** Whether any of it still stands. */
    stands: z.boolean(),
    given: z.array(z.object({ title: z.string(), purpose: consentPurpose, channel })),
  }),
  run: async (ctx, { token }) => {
    const rows = await givenBy(ctx.db, ctx.secrets, token)
    return {
      sender: await ctx.ports.company(ctx.db),
      stands: rows.some((row) => row.withdrawn_at === null),
      given: rows.map(({ title, purpose, channel: by }) => ({ title, purpose, channel: by })),
    }
  },
})
