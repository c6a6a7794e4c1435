import { type Kysely, sql } from 'kysely'
import type { KernelTables } from '../tables.ts'
import type { ControlState, Dimension, Evidence, Measurement } from './measurement.ts'

export type KeptMeasurement = Measurement & { at: Date }
export type KeptScore = {
  at: Date
  overall: number | null
  dimensions: readonly { id: Dimension; score: number | null }[]
  coverage: number
}

/** The latest measurement of each control that has one. */
export const latestMeasurements = async (
  db: Kysely<KernelTables>,
  controlIds: readonly string[],
): Promise<Map<string, KeptMeasurement>> => {
  const { rows } = await sql<{ id: string; at: Date; state: ControlState; share: number; evidence: readonly Evidence[] }>`
    select control.id, latest.at, latest.state, latest.share, latest.evidence
    from unnest(cast(${controlIds} as text[])) as control (id)
    cross join lateral (
      select * from control_measurement where control_id = control.id order by at desc, id desc limit 1
    ) latest`.execute(db)
  return new Map(rows.map(({ id, ...measurement }) => [id, measurement]))
}

/** The score as it was kept last; undefined before the first measurement. */
export const latestScore = async (db: Kysely<KernelTables>): Promise<KeptScore | undefined> =>
  db
    .selectFrom('score_measurement')
    .select(['at', 'overall', 'dimensions', 'coverage'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

/** Points of a trend that are worth drawing. */
const maxPoints = 400

/**
 * The score over time, oldest first: everything that was kept, or, where that is more than 400 points, the last of each
 * of 400 equally long stretches.
 * @param range.to later than `range.from`
 */
export const scoreTrend = async (
  db: Kysely<KernelTables>,
  { from, to }: { from: Date; to: Date },
): Promise<readonly KeptScore[]> => {
  const all = await db
    .selectFrom('score_measurement')
    .select(['at', 'overall', 'dimensions', 'coverage'])
    .where('at', '>=', from)
    .where('at', '<=', to)
    .orderBy('at')
    .orderBy('id')
    .limit(maxPoints + 1)
    .execute()
  if (all.length <= maxPoints) return all
  const stretch = Math.max(1, Math.ceil((to.getTime() - from.getTime()) / maxPoints / 1000))
  const { rows } = await sql<KeptScore>`
    select distinct on (stretch) floor(extract(epoch from at) / cast(${stretch} as integer)) as stretch, at, overall, dimensions, coverage
    from score_measurement
    where at >= ${from} and at <= ${to}
    order by stretch, at desc, id desc`.execute(db)
  return rows.map(({ at, overall, dimensions, coverage }) => ({ at, overall, dimensions, coverage }))
}

/** How one control held over time: its latest 500 measurements, oldest first, without their evidence. */
export const controlHistory = async (
  db: Kysely<KernelTables>,
  controlId: string,
): Promise<readonly { at: Date; state: ControlState; share: number }[]> => {
  const rows = await db
    .selectFrom('control_measurement')
    .select(['at', 'state', 'share'])
    .where('control_id', '=', controlId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute()
  return rows.toReversed()
}
