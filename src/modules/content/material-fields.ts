import { z } from 'zod'
import { channels } from './channels.ts'

/** Text that every reader takes the same way: RFC 8785 knows no lone surrogate, PostgreSQL no U+0000. */
export const boundedText = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .refine((text) => text.isWellFormed() && !text.includes('\0'), { error: '含有无法保存的字符，请删除后重试' })

/** Bounded text that says something: not spaces only. */
export const reasonText = boundedText(1, 1000).refine((text) => text.trim() !== '', { error: '请填写内容' })

export const fileDigest = z.string().length(64).regex(/^[0-9a-f]{64}$/)

export const attachmentSchema = z.object({ digest: fileDigest, name: boundedText(1, 200) })

const unique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/** The files of a material, in the order of the page. */
export const attachmentList = z
  .array(attachmentSchema)
  .max(20)
  .refine((files) => unique(files.map(({ digest }) => digest)), { error: '同一附件只能添加一次' })

/** Everything about a material that will be published or decides how it may be. */
export const materialFields = z.object({
  title: boundedText(1, 100),
  copy: boundedText(1, 20_000),
  channel: z.enum(channels),
  industry: boundedText(1, 40).nullable(),
  advertising: z.boolean(),
  aiGenerated: z.boolean(),
  /** On which consent a private message, group message or SMS rests. */
  audienceConsent: boundedText(0, 500).nullable(),
  accountIds: z.array(z.uuid()).max(20).refine(unique, { error: '同一账号只能选择一次' }),
  attachments: attachmentList,
})

export type MaterialFields = z.output<typeof materialFields>

export type Attachment = z.output<typeof attachmentSchema>
