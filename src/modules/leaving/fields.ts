import { z } from 'zod'
import { itemStates, leavingStates } from './life-cycle.ts'

/** Why somebody leaves, in the words of whoever enters it. */
export const reasonField = z.string().trim().min(2).max(500)
/** The moment of a planned leaving; null for at once. */
export const momentField = z.iso.datetime({ offset: true }).nullable()
export const takeoverField = z.uuid().nullable()

const reference = z.object({ id: z.uuid(), name: z.string() })

export const leavingSchema = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string(), departmentName: z.string() }),
  state: z.enum(leavingStates),
  source: z.enum(['person', 'wecom', 'scim']),
  reason: z.string(),
  takeover: reference.nullable(),
  dueAt: z.iso.datetime(),
  begunBy: reference.nullable(),
  begunAt: z.iso.datetime(),
  /** Since when it is due and cannot be carried out. */
  blockedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  withdrawn: z.int(),
  pending: z.int(),
  manual: z.int(),
})

export const itemSchema = z.object({
  id: z.uuid(),
  kind: z.string(),
  /** In the reader's language. */
  title: z.string(),
  state: z.enum(itemStates),
  /** What the outside said last. */
  note: z.string().nullable(),
  proof: z.string().nullable(),
  /** Of those that are done by hand: by when, and whether it is too late already. */
  dueAt: z.iso.datetime().nullable(),
  overdue: z.boolean(),
  nextAt: z.iso.datetime().nullable(),
  settledAt: z.iso.datetime().nullable(),
  settledBy: reference.nullable(),
  /** Whether the reader may say that it is done. */
  mayComplete: z.boolean(),
})

export const holdingSchema = z.object({
  kind: z.string(),
  ref: z.string(),
  title: z.string(),
  link: z.string().nullable(),
  /** `dormant`: opens again when the person is reinstated. `in-hand`: being taken back, or left to a person. */
  standing: z.enum(['open', 'dormant', 'in-hand']),
})
