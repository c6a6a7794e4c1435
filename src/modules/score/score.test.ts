import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import type { Actor } from '../../kernel/actor.ts'
import { transact } from '../../kernel/database/transact.ts'
import { sqlDesk } from '../../kernel/obligation/sql-desk.ts'

const hour = 3_600_000

describe.each(testDatabases())('the score on $name (RSK-2)', ({ name }) => {
  let app: TestApp
  let security: Actor

  beforeAll(async () => {
    app = await startTestApp({ database: name })
    security = await app.as(await hire(app, { name: '赵安', department: '安全部', posts: ['security-administrator'] }))
    await hire(app, { name: '周律', department: '法务部', posts: ['legal'] })
  })

  const view = () => app.call('score.view-score', {}, security)
  const controlOf = async (id: string) => {
    const found = (await view()).controls.find((control) => control.id === id)
    if (found === undefined) throw new Error(`There is no control ${id}`)
    return found
  }
  /** A promise of one hour that is met, or not, and swept. */
  const promise = async (kept: boolean): Promise<void> => {
    const onDesk = { now: app.clock.now(), record: () => undefined }
    await transact(app.database, async (db) => {
      const desk = sqlDesk({ db, ...onDesk, enqueue: app.inner.queue.enqueueIn(db) })
      const title = { zh: '答复客户', en: 'Answer the customer' }
      const { id } = await desk.open({ kind: 't', title, subject: { kind: 't', id: 't' }, owner: { post: 'legal' }, term: { hours: 1 }, link: '/t' })
      if (kept) await desk.meet(id, {})
    })
    app.clock.advance(hour + 1000)
    await app.runJobs()
  }
  const runJob = async (job: string): Promise<void> => {
    await transact(app.database, (db) => app.inner.queue.enqueueIn(db)(job, {}))
    await app.runJobs()
  }

  it('is nothing before anything was measured, and shows every control all the same', async () => {
    const score = await view()
    expect(score).toMatchObject({ overall: null, coverage: 0, measuredAt: null, gains: [] })
    expect(score.controls.map(({ id }) => id)).toEqual(expect.arrayContaining(['desk.obligations-kept', 'ledger.whole']))
    expect(new Set(score.controls.map(({ state }) => state))).toEqual(new Set(['inconclusive']))
  })

  it('measures again after an event that a control names, without anybody asking', async () => {
    await promise(false)
    expect(await controlOf('desk.obligations-kept')).toMatchObject({ state: 'fails', share: 0 })
  })

  it('explains every lost point by evidence that can be opened, and by the action that wins it back', async () => {
    const { overall, controls, gains } = await view()
    const lost = controls.filter((control) => control.lost > 0)
    expect(lost.length).toBeGreaterThan(0)
    expect(lost.reduce((sum, control) => sum + control.lost * 10, 0)).toBeCloseTo(1000 - (overall ?? 0) * 10)
    expect(gains.map(({ controlId, gain }) => [controlId, gain])).toEqual(
      lost.map(({ id, lost: points }) => [id, points] as const).toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)),
    )
    expect(await controlOf('desk.obligations-kept')).toMatchObject({
      evidence: [{ text: '“答复客户”已逾期，期限 2026-06-01 11:00', link: '/t' }],
      action: { link: '/desk?scope=all&state=breached' },
    })
  })

  it('rises when things get better, and keeps what it was', async () => {
    const before = (await view()).overall ?? 0
    for (let round = 0; round < 3; round += 1) await promise(true)
    const measured = await app.call('score.measure-now', {}, security)
    expect(measured.overall).toBeGreaterThan(before)
    expect((await view()).overall).toBe(measured.overall)
    const { items } = await app.call('score.view-trend', {}, security)
    expect(items.map(({ overall }) => overall)).toEqual(expect.arrayContaining([before, measured.overall]))
    expect(items.at(-1)?.overall).toBe(measured.overall)
    const control = await app.call('score.view-control', { id: 'desk.obligations-kept' }, security)
    expect(control.history.map(({ share }) => share)).toEqual([0, 0.75])
  })

  it('records that the score changed, from what to what', async () => {
    const entries = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'score.changed').orderBy('at').orderBy('id').execute()
    const steps = entries.map(({ detail }) => detail)
    expect(steps[0]).toMatchObject({ from: null })
    for (const [at, step] of steps.entries()) if (at > 0) expect(step['from']).toBe(steps[at - 1]?.['to'])
  })

  it('counts the ledger as whole after the nightly verification, and less when that is long ago', async () => {
    expect(await controlOf('ledger.whole')).toMatchObject({ state: 'inconclusive', measuredAt: expect.any(String) })
    await runJob('ledger.verify-entries')
    expect(await controlOf('ledger.whole')).toMatchObject({ state: 'holds', share: 1 })
    app.clock.advance(4 * 24 * hour)
    await runJob('score.measure-controls')
    expect(await controlOf('ledger.whole')).toMatchObject({ state: 'partly', share: 0.5 })
  })

  it('says that there is no such control, and refuses a trend that runs backwards', async () => {
    await expect(app.call('score.view-control', { id: 'nothing' }, security)).rejects.toMatchObject({ code: 'record.not-found' })
    const range = { from: '2026-06-02T00:00:00Z', to: '2026-06-01T00:00:00Z' }
    await expect(app.call('score.view-trend', range, security)).rejects.toMatchObject({ code: 'input.invalid', issues: [{ path: 'from' }] })
  })
})
