import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import type { Measurement } from '../../kernel/control/measurement.ts'
import { transact } from '../../kernel/database/transact.ts'
import type { ObligationDesk } from '../../kernel/obligation/desk.ts'
import { sqlDesk } from '../../kernel/obligation/sql-desk.ts'
import { obligationsKept } from './obligations-kept.ts'

const start = new Date('2026-06-01T02:00:00Z')
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000)

describe.each(testDatabases())('the control of obligations kept in time on $name (RSK-2)', ({ name }) => {
  let app: TestApp
  beforeAll(async () => {
    app = await startTestApp({ database: name })
  })
  beforeEach(async () => {
    await app.db.deleteFrom('obligation').execute()
  })

  const at = <T>(now: Date, run: (desk: ObligationDesk) => Promise<T>): Promise<T> =>
    transact(app.database, (db) => run(sqlDesk({ db, now, record: () => undefined, enqueue: async () => undefined })))
  const open = async (minutes: number): Promise<string> => {
    const title = { zh: '答复“{who}”的{en}请求', en: 'Answer {who}' }
    const { id } = await at(start, (desk) =>
      desk.open({ kind: 't', title, params: { who: '张女士' }, subject: { kind: 't', id: 't' }, owner: { post: 'legal' }, term: { minutes }, link: '/t' }),
    )
    return id
  }
  const measure = (now: Date): Promise<Measurement> => obligationsKept.measure(app.db, now)

  it('is inconclusive while nothing fell due', async () => {
    await open(60)
    expect(await measure(after(30))).toMatchObject({ state: 'inconclusive' })
  })

  it('holds while everything was met before its deadline', async () => {
    const id = await open(60)
    await at(after(60), (desk) => desk.meet(id, {}))
    expect(await measure(after(100))).toEqual({ state: 'holds', share: 1, evidence: [] })
  })

  it('counts what is late, met or not, and shows what can still be helped first', async () => {
    const [kept, metLate] = [await open(60), await open(60)]
    await open(70)
    await at(after(60), (desk) => desk.meet(kept, {}))
    await at(after(90), (desk) => desk.meet(metLate, {}))
    const { state, share, evidence } = await measure(after(100))
    expect({ state, share }).toEqual({ state: 'fails', share: 1 / 3 })
    expect(evidence.map(({ sentence, link }) => [sentence.zh, link])).toEqual([
      ['“{zh}”已逾期，期限 {due}', '/t'],
      ['“{zh}”晚于期限 {due} 完成', '/t'],
    ])
  })

  it('leaves out what was cancelled, what is paused and what fell due more than 90 days ago', async () => {
    const [cancelled, paused] = [await open(60), await open(60)]
    await open(50)
    await at(after(10), (desk) => desk.cancel(cancelled, '已作废'))
    await at(after(10), (desk) => desk.pause(paused, '等待资料'))
    expect(await measure(after(100))).toMatchObject({ state: 'fails', share: 0, evidence: [{ params: { zh: '答复“张女士”的{en}请求' } }] })
    expect(await measure(after(50 + 91 * 1440))).toMatchObject({ state: 'inconclusive' })
  })
})
