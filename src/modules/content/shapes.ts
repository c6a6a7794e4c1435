import { z } from 'zod'
import { channels } from './channels.ts'
import { materialStates } from './life-cycle.ts'
import { attachmentSchema } from './material-fields.ts'

/** Pieces of answers that several operations share. Times are UTC in ISO 8601. */
export const instant = z.iso.datetime()
export const materialState = z.enum(materialStates)
export const channelName = z.enum(channels)
export const level = z.enum(['self', 'department', 'legal'])
export const reviewState = z.enum(['waiting', 'claimed', 'approved', 'returned', 'withdrawn'])
export const brief = z.object({ id: z.uuid(), name: z.string().max(100) })
export const findingCounts = z.object({ block: z.int(), warn: z.int(), note: z.int() })
export const digestText = z.string().length(64)

/** One page of a list. */
export const paging = {
  page: z.int().min(1).max(10_000).default(1),
  pageSize: z.int().min(1).max(100).default(20),
}

/** A finding of the machine in a text. */
export const checkFinding = z.object({
  rule: z.string().max(100),
  category: z.string().max(60),
  severity: z.enum(['block', 'warn', 'note']),
  /** UTF-16 offsets within the text or field. */
  start: z.int(),
  end: z.int(),
  excerpt: z.string().max(200_000),
  law: z.string().max(500),
  advice: z.string().max(2000),
  why: z.string().max(2000),
  proof: z.string().max(2000).optional(),
})

/** A finding of the machine within one field or attached file. */
export const fieldFinding = checkFinding.extend({
  field: z.enum(['title', 'copy', 'attachment']),
  /** Which file and where in it; there when the field is `attachment`. */
  attachment: z.object({ digest: digestText, name: z.string().max(200), place: z.string().max(200) }).optional(),
})

/** A finding that was stored, with what people said about it. */
export const storedFinding = fieldFinding.extend({
  id: z.uuid(),
  /** The second opinion that it stands for; null for the machine's own. */
  opinionId: z.uuid().nullable(),
  answer: z
    .object({
      reason: z.string(),
      evidence: z.object({ text: z.string().optional(), attachments: z.array(attachmentSchema) }),
      by: brief,
      at: instant,
    })
    .nullable(),
  overrule: z
    .object({ reason: z.string(), by: brief, at: instant, level: z.enum(['department', 'legal']) })
    .nullable(),
})

export const unknownName = '—'
