import { z } from 'zod'
import { findCompany } from '../company.ts'
import { defineOperation } from '../scope.ts'

export const viewSetUp = defineOperation({
  name: 'identity.view-set-up',
  summary: { zh: '查看是否需要初始设置', en: 'See whether this installation still needs to be set up' },
  effect: 'read',
  permission: 'anyone',
  records: { unrecorded: 'The name of the company stands on the sign-in page; nothing personal is shown.' },
  input: z.strictObject({}),
  output: z.object({ needed: z.boolean(), company: z.string().optional() }),
  anonymousPerMinute: 120,
  run: async (ctx) => {
    const company = await findCompany(ctx.db)
    return company === undefined ? { needed: true } : { needed: false, company: company.name }
  },
})
