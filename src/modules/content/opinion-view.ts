import { z } from 'zod'
import type { OpinionRow } from './opinion-store.ts'
import { missingReasons } from './second-opinion.ts'
import { instant } from './shapes.ts'

/** A second opinion as the console shows it. */
export const opinionShape = z.object({
  id: z.uuid(),
  provider: z.string().max(40),
  state: z.enum(['waiting', 'given', 'missing']),
  decision: z.enum(['pass', 'review', 'block']).nullable(),
  labels: z.array(z.string().max(100)).max(20),
  reasons: z.array(z.string().max(500)).max(20),
  score: z.int().nullable(),
  requestId: z.string().max(200).nullable(),
  /** Whether it made a person necessary where the machine had found nothing. */
  raised: z.boolean(),
  missingReason: z.enum(missingReasons).nullable(),
  askedAt: instant,
  answeredAt: instant.nullable(),
  nextAttemptAt: instant.nullable(),
})

const knownReason = (reason: string | null): (typeof missingReasons)[number] | null =>
  reason === null ? null : (missingReasons.find((known) => known === reason) ?? 'unreadable')

export const opinionView = (row: OpinionRow): z.input<typeof opinionShape> => ({
  id: row.id,
  provider: row.provider,
  state: row.state,
  decision: row.decision,
  labels: row.labels,
  reasons: row.reasons,
  score: row.score,
  requestId: row.request_id,
  raised: row.raised,
  missingReason: knownReason(row.missing_reason),
  askedAt: row.opened_at.toISOString(),
  answeredAt: row.answered_at?.toISOString() ?? null,
  nextAttemptAt: row.next_attempt_at?.toISOString() ?? null,
})
