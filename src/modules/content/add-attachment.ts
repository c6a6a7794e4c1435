import { z } from 'zod'
import { boundedText } from './material-fields.ts'
import { base64Invalid } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'
import { digestText } from './shapes.ts'

const mebibyte = 1024 * 1024
/** Base64 of 10 MiB, the most that the file store takes. */
const longestBase64 = Math.ceil((10 * mebibyte) / 3) * 4

export const addAttachment = defineOperation({
  name: 'content.add-attachment',
  summary: { zh: '上传附件', en: 'Upload an attachment' },
  effect: 'change',
  permission: 'content.write',
  records: ['attachment.added'],
  bodyLimit: 14 * mebibyte,
  input: z.object({ name: boundedText(1, 200), base64: z.string().min(1).max(longestBase64) }),
  output: z.object({ digest: digestText, mediaType: z.string(), size: z.int() }),
  run: async (ctx, { base64 }) => {
    personOf(ctx)
    const file = await ctx.files.put(bytesOf(base64))
    ctx.record({
      type: 'attachment.added',
      subject: { kind: 'file', id: file.digest },
      detail: { mediaType: file.mediaType, size: file.size },
    })
    return { digest: file.digest, mediaType: file.mediaType, size: file.size }
  },
})

/** Node's decoder skips what it does not know, so the way back tells whether anything was lost. */
const bytesOf = (base64: string): Uint8Array => {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.toString('base64') !== base64) throw base64Invalid()
  return bytes
}
