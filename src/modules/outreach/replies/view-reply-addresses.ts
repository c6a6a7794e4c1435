import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { replyPath, replySuppliers, replyToken } from './reply-source.ts'

export const viewReplyAddresses = defineOperation({
  name: 'outreach.view-reply-addresses',
  summary: { zh: '查看短信回复的回调地址', en: 'See the addresses for replies to text messages' },
  effect: 'read',
  permission: 'outreach.configure',
  records: { unrecorded: 'Addresses of this installation, for administrators; nothing personal.' },
  input: z.strictObject({}),
  output: z.object({ items: z.array(z.object({ supplier: z.enum(replySuppliers), url: z.string() })) }),
  run: async ({ ports, secrets }) => ({
    items: replySuppliers.map((supplier) => ({
      supplier,
      url: new URL(`${replyPath}/${supplier}/${replyToken(secrets, supplier)}`, ports.site()).href,
    })),
  }),
})
