import { z } from 'zod'
import { packChangeSchema, termSchema } from './changes.ts'

/** Pieces of answers that several operations share. Times are UTC in ISO 8601. */
export const instant = z.iso.datetime()
export const brief = z.object({ id: z.uuid(), name: z.string() })
export const verdictShape = z.enum(['allow', 'review', 'deny'])
export const severityShape = z.enum(['block', 'warn', 'note'])
export const countsShape = z.object({ deny: z.int(), allow: z.int(), changes: z.int(), rules: z.int() })
export const termShape = termSchema
export const packChangeShape = packChangeSchema

/** A finding of the machine in a whole text. */
export const findingShape = z.object({
  rule: z.string(),
  category: z.string(),
  severity: severityShape,
  start: z.int(),
  end: z.int(),
  excerpt: z.string(),
  law: z.string(),
  advice: z.string(),
  why: z.string(),
  proof: z.string().optional(),
})

/** A finding as a report keeps it. */
export const findingBriefShape = z.object({
  rule: z.string(),
  severity: severityShape,
  excerpt: z.string(),
  why: z.string(),
  law: z.string(),
  attachment: z.object({ name: z.string(), place: z.string() }).optional(),
})

export const reasonsShape = z.array(z.object({ code: z.string(), text: z.string() }))

const unknownName = '—'

/** A person for the screen; people never vanish from the register, so the dash is for a broken one. */
export const named = (names: ReadonlyMap<string, { name: string }>, id: string): { id: string; name: string } => ({
  id,
  name: names.get(id)?.name ?? unknownName,
})
