import type { Selectable } from 'kysely'
import { z } from 'zod'
import { instant } from './shapes.ts'
import type { RulesTables } from './tables.ts'

export const dryRunShape = z.object({
  id: z.uuid(),
  state: z.enum(['running', 'done', 'cancelled', 'superseded']),
  /** Whether the draft was edited since: the result is about another one. */
  stale: z.boolean(),
  since: instant,
  total: z.int(),
  checked: z.int(),
  moreStopped: z.int(),
  fewerStopped: z.int(),
  moreReviewed: z.int(),
  fewerReviewed: z.int(),
  startedAt: instant,
  endedAt: instant.nullable(),
})

/** A dry-run as the screen shows it. */
export const dryRunView = (
  row: Selectable<RulesTables['rule_dry_run']>,
  { stale }: { stale: boolean },
): z.input<typeof dryRunShape> => ({
  id: row.id,
  state: row.state,
  stale,
  since: row.since.toISOString(),
  // What was submitted since it began may have come on top.
  total: Math.max(row.total, row.checked),
  checked: row.checked,
  moreStopped: row.more_stopped,
  fewerStopped: row.fewer_stopped,
  moreReviewed: row.more_reviewed,
  fewerReviewed: row.fewer_reviewed,
  startedAt: row.started_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
})
