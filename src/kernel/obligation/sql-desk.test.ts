import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { type Calendar, calendarWith } from '../calendar/calendar.ts'
import type { RecordedEvent } from '../context.ts'
import type { Database } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import { newId } from '../id.ts'
import { writeNotice } from '../notify/write-notice.ts'
import type { KernelTables } from '../tables.ts'
import type { NewObligation, ObligationDesk, Owner } from './desk.ts'
import { settleProvisional } from './settle-provisional.ts'
import { sqlDesk } from './sql-desk.ts'
import { sweepBatch, sweepObligations } from './sweep.ts'

const minute = 60_000
const start = new Date('2026-03-02T01:00:00.000Z')
const after = (minutes: number): Date => new Date(start.getTime() + minutes * minute)

const ownerId = newId()
const headId = newId()
/** Who holds which post in this company. */
const holders: Record<string, readonly string[]> = { legal: [ownerId], 'department-head': [headId], finance: [] }

const review: NewObligation = {
  kind: 'content.review',
  title: { zh: '审核“{title}”', en: 'Review "{title}"' },
  params: { title: '春季新品' },
  subject: { kind: 'material', id: 'm-1' },
  owner: { personId: ownerId },
  escalateTo: { post: 'department-head' },
  term: { minutes: 100 },
  link: '/materials/m-1',
}

describe.each(testDatabases())('obligations on $name', ({ create }) => {
  let database: Database<KernelTables>
  let events: RecordedEvent[]
  let jobs: { name: string; startAfter: Date | undefined; key: string | undefined }[]

  beforeAll(async () => {
    database = await create<KernelTables>()
  })
  afterAll(() => database.close())
  beforeEach(async () => {
    events = []
    jobs = []
    await database.kysely.deleteFrom('obligation').execute()
    await database.kysely.deleteFrom('notice').execute()
  })

  const at = <T>(now: Date, run: (desk: ObligationDesk) => Promise<T>): Promise<T> =>
    transact(database, (db) => run(sqlDesk({ db, now, record: (event) => events.push(event), enqueue })))

  const enqueue = async (name: string, _data: object, options: { startAfter?: Date; key?: string } = {}): Promise<void> => {
    jobs.push({ name, startAfter: options.startAfter, key: options.key })
  }

  const sweep = (now: Date): Promise<void> =>
    transact(database, (db) =>
      sweepObligations({
        db,
        now,
        record: (event) => events.push(event),
        enqueue,
        notify: (personId, notice) => writeNotice(db, { personId, notice, now }),
        ports: {
          resolveOwner: async (_db, owner: Owner) => ('personId' in owner ? [owner.personId] : (holders[owner.post] ?? [])),
        },
      }),
    )

  const open = async (obligation: Partial<NewObligation> = {}): Promise<string> =>
    (await at(start, (desk) => desk.open({ ...review, ...obligation }))).id
  const row = (id: string) =>
    database.kysely.selectFrom('obligation').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const notices = async () =>
    (await database.kysely.selectFrom('notice').select(['person_id', 'kind', 'sentence', 'link']).orderBy('at').execute())
  const types = (): string[] => events.map(({ type }) => type)

  it('opens with deadline and reminder, and asks to be woken at both', async () => {
    const opened = await at(start, (desk) => desk.open(review))
    expect(opened).toMatchObject({ dueAt: after(100), provisional: false })
    expect(await row(opened.id)).toMatchObject({ state: 'open', due_at: after(100), remind_at: after(70), params: { title: '春季新品' } })
    expect(events).toMatchObject([
      { type: 'obligation.opened', subject: { kind: 'obligation', id: opened.id }, detail: { kind: 'content.review', about: { kind: 'material', id: 'm-1' } } },
    ])
    // A second after the moment itself: what is done at that very moment is in time.
    expect(jobs.map(({ name, startAfter }) => [name, startAfter])).toEqual([
      ['desk.sweep-obligations', new Date(after(70).getTime() + 1000)],
      ['desk.sweep-obligations', new Date(after(100).getTime() + 1000)],
    ])
  })

  it('does not exist when the transaction fails', async () => {
    await expect(
      at(start, async (desk) => {
        await desk.open(review)
        throw new Error('later')
      }),
    ).rejects.toThrow('later')
    expect(await database.kysely.selectFrom('obligation').selectAll().execute()).toEqual([])
  })

  it('is met in time with evidence', async () => {
    const id = await open()
    await at(after(100), (desk) => desk.meet(id, { decision: 'approved' }))
    expect(await row(id)).toMatchObject({ state: 'met', ended_at: after(100), breached_at: null, evidence: { decision: 'approved' } })
    expect(events.at(-1)).toMatchObject({ type: 'obligation.met', detail: { late: false } })
    await sweep(after(200))
    expect(types()).not.toContain('obligation.breached')
  })

  it('keeps both facts when it is met late', async () => {
    const id = await open()
    await sweep(after(101))
    await at(after(110), (desk) => desk.meet(id, {}))
    expect(await row(id)).toMatchObject({ state: 'met', breached_at: after(101), ended_at: after(110) })
    expect(events.at(-1)).toMatchObject({ type: 'obligation.met', detail: { late: true } })
  })

  it('records the breach that no sweep has seen yet when it is met late', async () => {
    const id = await open()
    await at(after(101), (desk) => desk.meet(id, {}))
    expect(types()).toEqual(['obligation.opened', 'obligation.breached', 'obligation.met'])
    expect((await row(id)).breached_at).toEqual(after(101))
  })

  it('reminds the owner once, before the deadline', async () => {
    const id = await open()
    await sweep(after(69))
    expect(await notices()).toEqual([])
    await sweep(after(70))
    await sweep(after(71))
    expect(await notices()).toEqual([
      {
        person_id: ownerId,
        kind: 'obligation.reminded',
        sentence: { zh: '“审核“春季新品””须在 2026-03-02 10:40 前完成，请及时处理。', en: expect.stringContaining('Review "春季新品"') },
        link: '/materials/m-1',
      },
    ])
    expect(types().filter((type) => type === 'obligation.reminded')).toEqual(['obligation.reminded'])
    expect((await row(id)).reminded_at).toEqual(after(70))
  })

  it('reminds the owner several days before, once each, and leaves out what a pause swallowed', async () => {
    const days = (count: number): Date => after(count * 24 * 60)
    const id = await open({ term: { hours: 30 * 24 }, remindDaysBefore: [1, 14, 7, 60] })
    expect(await row(id)).toMatchObject({
      remind_at: days(16),
      later_reminders: [days(23).toISOString(), days(29).toISOString()],
    })
    expect(jobs.map(({ startAfter }) => startAfter?.getTime())).toEqual([16, 23, 29, 30].map((at) => days(at).getTime() + 1000))
    for (const at of [15, 16, 17, 24, 25]) await sweep(days(at))
    expect(await notices()).toHaveLength(2)
    await at(days(26), (desk) => desk.pause(id, '出差'))
    await at(days(28), (desk) => desk.resume(id))
    expect(await row(id)).toMatchObject({ due_at: days(32), remind_at: days(31), later_reminders: [], reminded_at: null })
    for (const at of [30, 31, 31.5]) await sweep(days(at))
    expect(await notices()).toHaveLength(3)
    expect((await row(id)).reminded_at).toEqual(days(31))
  })

  it('tells owner and superior once when the deadline has passed, and records the breach', async () => {
    const id = await open()
    await sweep(after(100))
    expect(types()).not.toContain('obligation.breached')
    await sweep(after(101))
    await sweep(after(102))
    const told = await notices()
    expect(told.filter(({ kind }) => kind !== 'obligation.reminded').map(({ person_id, kind }) => [person_id, kind]).toSorted()).toEqual(
      [[headId, 'obligation.escalated'], [ownerId, 'obligation.breached']].toSorted(),
    )
    expect(events.filter(({ type }) => type === 'obligation.breached')).toMatchObject([
      { subject: { id }, detail: { told: [ownerId], escalatedTo: [headId] } },
    ])
  })

  it('tells somebody once who is both owner and superior', async () => {
    await open({ escalateTo: { personId: ownerId } })
    await sweep(after(101))
    expect((await notices()).map(({ kind }) => kind)).toEqual(['obligation.breached'])
  })

  it('is breached all the same when nobody holds the post', async () => {
    await open({ owner: { post: 'finance' } })
    await sweep(after(101))
    expect(events.at(-1)).toMatchObject({ type: 'obligation.breached', detail: { told: [], escalatedTo: [headId] } })
  })

  it('stands still while paused, and is due later by as much', async () => {
    const id = await open()
    await at(after(50), (desk) => desk.pause(id, '等待客户补充资料'))
    await sweep(after(500))
    expect(types()).toEqual(['obligation.opened', 'obligation.paused'])
    await at(after(500), (desk) => desk.resume(id))
    expect(await row(id)).toMatchObject({ state: 'open', due_at: after(550), remind_at: after(520), paused_at: null })
    await sweep(after(551))
    expect(types()).toContain('obligation.breached')
  })

  it('adds whole working days for a pause of a term in working days, and keeps the distance of its reminders (PRV-2)', async () => {
    const id = await open({ term: { workingDays: 7 }, remindDaysBefore: [3, 1] })
    const before = await row(id)
    await at(after(60), (desk) => desk.pause(id, '等待本人补充资料'))
    await at(after(60 + 24 * 60), (desk) => desk.resume(id))
    const resumed = await row(id)
    expect(resumed.due_at.getTime() - before.due_at.getTime()).toBe(24 * 3_600_000)
    expect(resumed.remind_at.getTime() - before.remind_at.getTime()).toBe(24 * 3_600_000)
    expect(resumed.pauses).toEqual([{ from: after(60).toISOString(), to: after(60 + 24 * 60).toISOString() }])
  })

  it('reckons a provisional deadline anew once the holidays are known, and only then (PRV-2)', async () => {
    const december = new Date('2026-12-30T02:00:00Z')
    const { id, dueAt, provisional } = await at(december, (desk) => desk.open({ ...review, term: { workingDays: 7 } }))
    expect(provisional).toBe(true)
    const settle = (calendar?: Calendar) =>
      transact(database, (db) =>
        settleProvisional({ db, now: december, record: (event) => events.push(event), enqueue }, ...(calendar === undefined ? [] : [calendar])),
      )
    expect(await settle()).toBe(0)
    const known = calendarWith({ '2027-01-01': 'off', '2027-01-04': 'off', '2027-01-05': 'off' }, [2027])
    expect(await settle(known)).toBe(1)
    const settled = await row(id)
    expect(settled).toMatchObject({ provisional: false })
    expect(settled.due_at.getTime() - dueAt.getTime()).toBe(5 * 24 * 3_600_000)
    expect(types().at(-1)).toBe('obligation.reckoned-anew')
    expect(await settle(known)).toBe(0)
  })

  it('is not paused to escape a breach', async () => {
    const id = await open()
    await expect(at(after(101), (desk) => desk.pause(id, '来不及了'))).rejects.toMatchObject({ code: 'obligation.overdue' })
  })

  it('is extended with a reason, reminded again, and keeps an earlier breach', async () => {
    const id = await open()
    await sweep(after(101))
    await at(after(110), (desk) => desk.extend(id, after(300), '资料刚到'))
    expect(await row(id)).toMatchObject({ due_at: after(300), reminded_at: null, breached_at: after(101) })
    expect(events.at(-1)).toMatchObject({ type: 'obligation.extended', detail: { reason: '资料刚到', to: after(300).toISOString() } })
    await sweep(after(301))
    expect(types().filter((type) => type === 'obligation.breached')).toHaveLength(1)
  })

  it('cannot be extended past a breach that no sweep has seen yet without recording it', async () => {
    const id = await open()
    await at(after(101), (desk) => desk.extend(id, after(300), '资料刚到'))
    expect(types()).toEqual(['obligation.opened', 'obligation.breached', 'obligation.extended'])
  })

  it.each([
    ['an earlier deadline', after(90), 'obligation.deadline-not-later'],
    ['the same deadline', after(100), 'obligation.deadline-not-later'],
  ])('refuses %s', async (_what, dueAt, code) => {
    const id = await open()
    await expect(at(after(1), (desk) => desk.extend(id, dueAt, '理由'))).rejects.toMatchObject({ code })
  })

  it('refuses to extend, pause or cancel without a reason', async () => {
    const id = await open()
    const missing = { code: 'obligation.reason-missing' }
    await expect(at(after(1), (desk) => desk.extend(id, after(200), ' '))).rejects.toMatchObject(missing)
    await expect(at(after(1), (desk) => desk.pause(id, ''))).rejects.toMatchObject(missing)
    await expect(at(after(1), (desk) => desk.cancel(id, ''))).rejects.toMatchObject(missing)
    expect((await row(id)).state).toBe('open')
  })

  it('ends once: nothing changes one that was met or cancelled', async () => {
    const met = await open()
    await at(after(1), (desk) => desk.meet(met, {}))
    const cancelled = await open()
    await at(after(1), (desk) => desk.cancel(cancelled, '物料已作废'))
    for (const id of [met, cancelled]) {
      const ended = { code: 'obligation.ended' }
      await expect(at(after(2), (desk) => desk.meet(id, {}))).rejects.toMatchObject(ended)
      await expect(at(after(2), (desk) => desk.cancel(id, '再次'))).rejects.toMatchObject(ended)
      await expect(at(after(2), (desk) => desk.extend(id, after(200), '再次'))).rejects.toMatchObject(ended)
    }
    await expect(at(after(2), (desk) => desk.meet(newId(), {}))).rejects.toMatchObject({ code: 'record.not-found' })
  })

  it('is swept once when many sweeps run at the same time', async () => {
    for (let count = 0; count < 20; count += 1) await open({ escalateTo: { personId: headId } })
    await Promise.all([sweep(after(101)), sweep(after(101)), sweep(after(101))])
    await sweep(after(101))
    expect(events.filter(({ type }) => type === 'obligation.breached')).toHaveLength(20)
    expect(await notices()).toHaveLength(40)
  })

  it('leaves what is beyond one batch to the next run, and asks for it', async () => {
    await at(start, async (desk) => {
      for (let count = 0; count <= sweepBatch; count += 1) await desk.open(review)
    })
    await sweep(after(101))
    expect(events.filter(({ type }) => type === 'obligation.breached')).toHaveLength(sweepBatch)
    expect(jobs.at(-1)).toMatchObject({ name: 'desk.sweep-obligations', startAfter: undefined })
    await sweep(after(101))
    expect(events.filter(({ type }) => type === 'obligation.breached')).toHaveLength(sweepBatch + 1)
  })
})
