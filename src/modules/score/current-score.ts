import type { Transaction } from 'kysely'
import type { Control } from '../../kernel/control/control.ts'
import { type KeptMeasurement, latestMeasurements } from '../../kernel/control/read.ts'
import { type Score, scoreOf } from '../../kernel/control/score.ts'
import type { KernelTables } from '../../kernel/tables.ts'

/** The score that the latest measurement of every control makes. */
export const currentScore = async (
  db: Transaction<KernelTables>,
  controls: readonly Control[],
): Promise<{ score: Score; latest: ReadonlyMap<string, KeptMeasurement>; lostBy: (controlId: string) => number }> => {
  const latest = await latestMeasurements(db, controls.map(({ id }) => id))
  const score = scoreOf(
    controls.map(({ id, dimension, weight }) => ({
      id,
      dimension,
      weight,
      measurement: latest.get(id) ?? { state: 'inconclusive', share: 0 },
    })),
  )
  const lost = new Map(score.lost.map(({ id, points }) => [id, points]))
  return { score, latest, lostBy: (controlId) => lost.get(controlId) ?? 0 }
}
