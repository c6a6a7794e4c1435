import { isDeepStrictEqual } from 'node:util'
import { type Kysely, sql, type Transaction } from 'kysely'
import { takeAdvisoryLock } from '../database/advisory-lock.ts'
import { newId } from '../id.ts'
import type { KernelTables } from '../tables.ts'
import type { Control } from './control.ts'
import type { Measurement } from './measurement.ts'
import { latestMeasurements, latestScore } from './read.ts'
import { type Score, scoreOf } from './score.ts'

/** Evidence kept with a measurement. */
export const maxEvidence = 50

const hour = 3_600_000
const day = 24 * hour
/** How long every measurement is kept; older ones are thinned out to the last of each day. */
const keepAll = 90 * day

/** A control with what was measured just now; `failure` names the error when measuring itself failed. */
export type Measured = { control: Control; measurement: Measurement; failure?: string }

/**
 * Measures controls, outside a transaction or inside. One that fails does not stop the others: it is inconclusive and
 * says so.
 */
export const takeMeasurements = async (
  db: Kysely<KernelTables>,
  controls: readonly Control[],
  now: Date,
): Promise<readonly Measured[]> => {
  const measured: Measured[] = []
  for (const control of controls) measured.push(await measureOne(db, control, now))
  return measured
}

const measureOne = async (db: Kysely<KernelTables>, control: Control, now: Date): Promise<Measured> => {
  try {
    const { state, share, evidence } = await control.measure(db, now)
    if (!(share >= 0 && share <= 1)) throw new RangeError(`The share of ${control.id} is not in 0 to 1`)
    return { control, measurement: { state, share, evidence: evidence.slice(0, maxEvidence) } }
  } catch (error) {
    return { control, measurement: notMeasured, failure: error instanceof Error ? error.name : 'unknown' }
  }
}

const notMeasured: Measurement = {
  state: 'inconclusive',
  share: 0,
  evidence: [
    {
      sentence: {
        zh: '这次没有测成：读取数据时出错。系统每小时会再测一次；若持续如此，请联系运维人员查看日志。',
        en: 'This could not be measured: reading the data failed. It is tried again every hour; if that goes on, ask whoever runs the server to look at the log.',
      },
    },
  ],
}

/**
 * Keeps measurements that say something new, or are the first in an hour, and the score that follows from the latest of
 * every control.
 * @param controls every control of the program: the score is made of all of them
 * @returns the score, and whether it differs from the one kept before
 */
export const storeMeasurements = async (
  trx: Transaction<KernelTables>,
  { measured, controls, now }: { measured: readonly Measured[]; controls: readonly Control[]; now: Date },
): Promise<{ score: Score; before: number | null; changed: boolean }> => {
  await takeAdvisoryLock(trx, 'weidun/score/measure')
  const known = await latestMeasurements(trx, controls.map(({ id }) => id))
  for (const { control, measurement } of measured) {
    const last = known.get(control.id)
    const same = last !== undefined && isDeepStrictEqual(plain(measurement), plain(last))
    if (same && now.getTime() - last.at.getTime() < hour) continue
    await trx
      .insertInto('control_measurement')
      .values({
        id: newId(now.getTime()),
        control_id: control.id,
        at: now,
        state: measurement.state,
        share: measurement.share,
        evidence: JSON.stringify(measurement.evidence),
      })
      .execute()
    known.set(control.id, { at: now, ...measurement })
  }
  await thin(trx, now)

  const score = scoreOf(
    controls.map(({ id, dimension, weight }) => ({
      id,
      dimension,
      weight,
      measurement: known.get(id) ?? { state: 'inconclusive', share: 0 },
    })),
  )
  const last = await latestScore(trx)
  const { overall, dimensions, coverage } = score
  const changed = last === undefined || last.overall !== overall || !isDeepStrictEqual(last.dimensions, dimensions)
  if (changed || last.coverage !== coverage || now.getTime() - last.at.getTime() >= day) {
    await trx
      .insertInto('score_measurement')
      .values({ id: newId(now.getTime()), at: now, overall, dimensions: JSON.stringify(dimensions), coverage })
      .execute()
  }
  return { score, before: last?.overall ?? null, changed }
}

/** Measures and keeps in one transaction. */
export const measureControls = async (
  trx: Transaction<KernelTables>,
  controls: readonly Control[],
  now: Date,
): Promise<{ score: Score; before: number | null; changed: boolean }> =>
  storeMeasurements(trx, { measured: await takeMeasurements(trx, controls, now), controls, now })

/** As JSON keeps it: an absent field and an undefined one are the same. */
const plain = ({ state, share, evidence }: Measurement): unknown => JSON.parse(JSON.stringify({ state, share, evidence }))

/** A week at a time is enough: it runs at least hourly. */
const thin = async (trx: Transaction<KernelTables>, now: Date): Promise<void> => {
  const until = new Date(now.getTime() - keepAll)
  const from = new Date(until.getTime() - 7 * day)
  await sql`
    delete from control_measurement old using control_measurement later
    where old.at >= ${from} and old.at < ${until} and later.at < ${until} and later.control_id = old.control_id and later.at > old.at
      and (later.at at time zone 'Asia/Shanghai')::date = (old.at at time zone 'Asia/Shanghai')::date`.execute(trx)
}
