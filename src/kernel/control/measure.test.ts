import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import type { Database } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import type { KernelTables } from '../tables.ts'
import type { Control } from './control.ts'
import { type Measurement, shareMeasurement } from './measurement.ts'
import { maxEvidence, measureControls, takeMeasurements } from './measure.ts'
import { controlHistory, latestMeasurements, scoreTrend } from './read.ts'

const hour = 3_600_000
const start = new Date('2026-03-02T00:00:00.000Z')
const after = (hours: number): Date => new Date(start.getTime() + hours * hour)
const evidence = (text: string) => ({ sentence: { zh: text, en: text } })

const control = (id: string, weight: number, measure: () => Measurement | Promise<Measurement>): Control => ({
  id,
  title: { zh: id, en: id },
  purpose: { zh: id, en: id },
  dimension: 'content',
  weight,
  action: { sentence: { zh: id, en: id }, link: '/' },
  remeasureOn: [],
  measure: async () => measure(),
})

describe.each(testDatabases())('measuring controls on $name', ({ create }) => {
  let database: Database<KernelTables>

  beforeAll(async () => {
    database = await create<KernelTables>()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    await database.kysely.deleteFrom('control_measurement').execute()
    await database.kysely.deleteFrom('score_measurement').execute()
  })

  const measure = (controls: readonly Control[], now: Date) => transact(database, (trx) => measureControls(trx, controls, now))
  const kept = () => database.kysely.selectFrom('control_measurement').select(['at', 'share']).orderBy('at').execute()
  const scores = () => database.kysely.selectFrom('score_measurement').select(['at', 'overall']).orderBy('at').execute()

  it('keeps the first measurement and the score that follows from it (RSK-2)', async () => {
    const { score, before, changed } = await measure([control('a', 1, () => shareMeasurement(4, 3, [evidence('一条')]))], start)
    expect({ overall: score.overall, before, changed }).toEqual({ overall: 75, before: null, changed: true })
    expect(await scores()).toEqual([{ at: start, overall: 75 }])
    expect((await latestMeasurements(database.kysely, ['a', 'b'])).get('a')).toEqual({
      at: start,
      state: 'partly',
      share: 0.75,
      evidence: [evidence('一条')],
    })
  })

  it('keeps an unchanged measurement once an hour, and an unchanged score once a day', async () => {
    const controls = [control('a', 1, () => shareMeasurement(3, 1, [evidence('一条')]))]
    for (const hours of [0, 0.5, 0.9, 1, 23, 24]) await measure(controls, after(hours))
    expect((await kept()).map(({ at }) => at)).toEqual([after(0), after(1), after(23), after(24)])
    expect((await scores()).map(({ at }) => at)).toEqual([after(0), after(24)])
  })

  it('keeps one that changed at once, be it only in its evidence', async () => {
    let text = '第一条'
    const controls = [control('a', 1, () => shareMeasurement(2, 1, [evidence(text)]))]
    await measure(controls, start)
    text = '第二条'
    expect(await measure(controls, after(0.1))).toMatchObject({ changed: false })
    expect(await kept()).toHaveLength(2)
    expect(await scores()).toHaveLength(1)
  })

  it('counts what was not measured this time by its latest measurement', async () => {
    const a = control('a', 1, () => shareMeasurement(1, 0, []))
    const b = control('b', 1, () => shareMeasurement(1, 1, []))
    await measure([a, b], start)
    expect((await measure([a, b], after(1))).score.overall).toBe(50)
  })

  it('shows a control that cannot be measured as inconclusive and goes on', async () => {
    const broken = control('broken', 9, () => Promise.reject(new TypeError('what went wrong')))
    const bent = control('bent', 9, () => ({ state: 'holds', share: Number.NaN, evidence: [] }))
    const measured = await takeMeasurements(database.kysely, [broken, bent, control('a', 1, () => shareMeasurement(1, 1, []))], start)
    expect(measured.map(({ failure, measurement }) => [failure, measurement.state])).toEqual([
      ['TypeError', 'inconclusive'],
      ['RangeError', 'inconclusive'],
      [undefined, 'holds'],
    ])
  })

  it('keeps a bounded amount of evidence', async () => {
    const many = Array.from({ length: 80 }, (_, number) => evidence(String(number)))
    await measure([control('a', 1, () => ({ state: 'fails', share: 0, evidence: many }))], start)
    expect((await latestMeasurements(database.kysely, ['a'])).get('a')?.evidence).toHaveLength(maxEvidence)
  })

  it('keeps one measurement a day of what is older than 90 days', async () => {
    const days = 24
    const controls = [control('a', 1, () => shareMeasurement(2, 1, []))]
    for (const hours of [1, 5, 15, 25, 26]) await measure(controls, after(hours))
    await measure(controls, after(93 * days))
    const history = await controlHistory(database.kysely, 'a')
    // Beijing days end at 16:00 UTC.
    expect(history.map(({ at }) => at)).toEqual([after(15), after(26), after(93 * days)])
  })

  it('draws a trend of bounded length from whatever was kept', async () => {
    const rows = Array.from({ length: 900 }, (_, at) => ({
      id: `018f0000-0000-7000-8000-${String(at).padStart(12, '0')}`,
      at: after(at),
      overall: at % 100,
      dimensions: '[]',
      coverage: 1,
    }))
    await database.kysely.insertInto('score_measurement').values(rows).execute()
    const trend = await scoreTrend(database.kysely, { from: start, to: after(899) })
    expect(trend.length).toBeGreaterThan(350)
    expect(trend.length).toBeLessThanOrEqual(401)
    expect(trend.at(-1)?.at).toEqual(after(899))
    expect(trend.map(({ at }) => at.getTime())).toEqual(trend.map(({ at }) => at.getTime()).toSorted((a, b) => a - b))
  })
})
