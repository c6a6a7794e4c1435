import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { contactKinds } from '../vocabulary.ts'

export const viewEntrance = defineOperation({
  name: 'requests.view-entrance',
  summary: { zh: '查看权利请求页面：由谁答复、用什么验证', en: 'See who answers requests, and how one proves who one is' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'It shows the name of the company, and nothing about anybody.' },
  input: z.strictObject({}),
  output: z.object({ company: z.string().nullable(), ways: z.array(z.enum(contactKinds)) }),
  run: async (ctx) => ({
    company: await ctx.ports.company(ctx.db),
    ways: [...(ctx.ports.sendSms === undefined ? [] : (['mobile'] as const)), ...(ctx.ports.sendMail === undefined ? [] : (['email'] as const))],
  }),
})
