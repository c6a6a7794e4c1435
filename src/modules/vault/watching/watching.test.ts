import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import type { VaultTables } from '../tables.ts'
import { newExport } from '../exporting/exporting.fixture.ts'
import { newCustomer } from '../vault.fixture.ts'
import { defaultThresholds } from './model/thresholds.ts'

const minute = 60_000
const day = 24 * 60 * minute
const idOf = (actor: Actor): string => (actor.kind === 'person' ? actor.id : '')

describe.each(testDatabases())('unusual reading on $name (DAT-4)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const as = async (name: string, department: string, post: string) => app.as(await hire(app, { name, department, posts: [post] }))
  const administrator = await as('管理员甲', '信息部', 'security-administrator')
  const otherAdministrator = await as('管理员乙', '信息部', 'security-administrator')
  const head = await as('客服主管', '客服部', 'department-head')
  const otherHead = await as('市场主管', '市场部', 'department-head')
  const reader = await as('客服员', '客服部', 'customer-service')
  const db = app.database.kysely as unknown as Kysely<VaultTables>
  const customers: string[] = []
  for (let index = 0; index < 40; index += 1) {
    app.clock.advance(minute)
    customers.push((await app.call('vault.register-customer', newCustomer({ name: '测试甲某', mobile: `1380000${String(index * 37).padStart(4, '0')}` }), reader)).id)
  }
  await app.call('vault.update-settings', { fieldsAnHour: 1000, searchesAnHour: 1000, shownSeconds: 60 }, administrator)
  const open = (id: string, actor: Actor = reader) => app.call('vault.open-fields', { id, kinds: ['mobile'], purpose: 'contact', reason: '回访夏季试吃' }, actor)
  const at = (index: number): string => customers[(index * 17) % customers.length] ?? ''
  const alertsOf = (actor: Actor) => db.selectFrom('reading_alert').selectAll().where('person_id', '=', idOf(actor)).orderBy('raised_at').execute()
  const list = (actor: Actor = administrator, input = {}) => app.call('vault.list-readings', input, actor)
  const noticesOf = async (actor: Actor) =>
    (await app.db.selectFrom('notice').select('kind').where('person_id', '=', idOf(actor)).where('kind', '=', 'reading.unusual').execute()).length
  const blocked = { reasons: [{ code: 'reading.blocked' }] }
  /** What somebody read on each of the days before, as the ledger would add it up. */
  const past = async (actor: Actor, opened: number, exportedLately = 0): Promise<void> => {
    const date = (back: number): string => new Date(app.clock.now().getTime() - back * day + 8 * 60 * minute).toISOString().slice(0, 10)
    const exported = (rows: number) => ({ exported: rows, exportedAlone: rows })
    const days = Array.from({ length: 30 }, (_, index) => ({ day: date(30 - index), opened, openedPeak: opened, searched: 5, seen: 40, ...exported(index < 28 ? 0 : exportedLately), elsewhere: 0, night: 5 }))
    const values = { day: date(0), days: JSON.stringify(days), made_at: app.clock.now() }
    await db.insertInto('reading_baseline').values({ person_id: idOf(actor), ...values }).onConflict((conflict) => conflict.column('person_id').doUpdateSet(values)).execute()
  }
  const nextDay = (): void => app.clock.advance(day)

  it('reckons the days before from the ledger, once a day', async () => {
    for (let index = 0; index < 4; index += 1) await open(at(index))
    await app.call('vault.list-customers', { pageSize: 20 }, reader)
    nextDay()
    await open(at(1))
    const rows = await db.selectFrom('reading_baseline').selectAll().where('person_id', '=', idOf(reader)).execute()
    expect(rows[0]?.days).toEqual([{ day: '2026-06-01', opened: 4, openedPeak: 4, searched: 0, seen: 20, exported: 0, exportedAlone: 0, elsewhere: 0, night: 0 }])
    expect(await alertsOf(reader)).toEqual([])
  })

  it('raises, slows down and stops somebody who reads far more than usual, from wherever, with the words and numbers', async () => {
    nextDay()
    await past(reader, 4)
    // From two places by turns: what counts is the person.
    const opening = async (index: number) =>
      index % 2 === 0 ? open(at(index)) : app.invoke('vault.open-fields', { id: at(index), kinds: ['mobile'], purpose: 'contact', reason: '回访夏季试吃' }, reader)
    // Nobody is bothered below twenty a day.
    for (let index = 0; index < 19; index += 1) await opening(index)
    expect(await alertsOf(reader)).toMatchObject([{ grade: 'raised', reasons: [{ code: 'bulk.hour' }] }])
    // Eight spreads of four above the four that are usual.
    for (let index = 19; index < 36; index += 1) await opening(index)
    expect(await alertsOf(reader)).toMatchObject([{ grade: 'throttled' }])
    await expect(opening(36)).rejects.toMatchObject({ reasons: [{ code: 'reading.slowed', params: { waitSeconds: 30 } }] })
    // Another way of reading is no way around.
    await expect(app.call('vault.list-customers', {}, reader)).rejects.toMatchObject({ reasons: [{ code: 'reading.slowed' }] })
    const refusals: unknown[] = []
    for (let index = 36; index < 90 && refusals.length === 0; index += 1) {
      app.clock.advance(31_000)
      await app.call('vault.list-customers', { pageSize: 100 }, reader).catch((error: unknown) => {
        refusals.push(error)
      })
    }
    // The alert that stopped it is kept, though the reading was refused.
    expect(refusals[0]).toMatchObject(blocked)
    expect(await alertsOf(reader)).toMatchObject([{ grade: 'blocked', decided_at: null }])
    app.clock.advance(60_000)
    for (const call of [
      () => open(at(1)),
      () => app.call('vault.list-customers', {}, reader),
      () => app.call('vault.view-customer', { id: at(1) }, reader),
      () => app.call('vault.ask-export', newExport(), reader),
      () => app.call('vault.find-customer', { by: 'last-four', kind: 'mobile', value: '0000' }, reader),
    ]) {
      await expect(call()).rejects.toMatchObject(blocked)
    }
    const { items } = await list()
    expect(items[0]).toMatchObject({ person: { name: '客服员' }, grade: 'blocked', decision: null })
    expect(items[0]?.reasons.map(({ text }) => text).join()).toMatch(/今天查看了 36 位客户的原文，平时约 4 位/)
  })

  it('tells administrators and the manager, not the reader, and starts a clock', async () => {
    expect([await noticesOf(administrator), await noticesOf(head), await noticesOf(reader)]).toEqual([3, 3, 0])
    const [alert] = await alertsOf(reader)
    const obligation = await app.db.selectFrom('obligation').selectAll().where('id', '=', alert?.obligation_id ?? '').executeTakeFirstOrThrow()
    expect(obligation).toMatchObject({ owner_post: 'security-administrator', escalate_post: 'department-head', state: 'open' })
    expect(obligation.due_at.getTime() - obligation.opened_at.getTime()).toBe(defaultThresholds.answerHours * 60 * minute)
  })

  it('lets reading go on by a second person alone, for a time, slowly, and stops again after it', async () => {
    const id = (await alertsOf(reader))[0]?.id ?? ''
    const agree = (actor: Actor, hours = 2) => app.call('vault.agree-to-read', { id, hours, reason: '月末集中回访，已核对名单' }, actor)
    await expect(agree(reader)).rejects.toMatchObject({ code: 'permission.missing' })
    // The head of another department sees nothing of it, neither list nor alert.
    expect((await list(otherHead)).total).toBe(0)
    await expect(agree(otherHead)).rejects.toMatchObject({ code: 'record.not-found' })
    await expect(app.invoke('vault.agree-to-read', { id, hours: 73, reason: '月末集中回访' }, head)).rejects.toMatchObject({ code: 'input.invalid' })
    await agree(head)
    app.clock.advance(60_000)
    await open(at(1))
    await expect(open(at(2))).rejects.toMatchObject({ reasons: [{ code: 'reading.slowed' }] })
    app.clock.advance(2 * 60 * minute)
    await expect(open(at(2))).rejects.toMatchObject(blocked)
  })

  it('is kept by the database as well: nobody agrees for themselves, for longer, about somebody else, and nothing is changed', async () => {
    const [alert] = await alertsOf(reader)
    const now = app.clock.now()
    const verdict = {
      id: newId(), alert_id: alert?.id ?? '', person_id: idOf(reader), by_id: idOf(head), kind: 'agreed' as const, reason: '直接写入', at: now, until: new Date(now.getTime() + 60_000),
    }
    const put = (change: object) => db.insertInto('reading_verdict').values({ ...verdict, ...change }).execute()
    await expect(put({ by_id: idOf(reader) })).rejects.toThrow()
    await expect(put({ until: new Date(now.getTime() + 4 * day) })).rejects.toThrow()
    await expect(put({ person_id: idOf(head), by_id: idOf(administrator) })).rejects.toThrow()
    await expect(db.updateTable('reading_verdict').set({ until: new Date(now.getTime() + day) }).execute()).rejects.toThrow()
    await expect(db.deleteFrom('reading_verdict').execute()).rejects.toThrow()
  })

  it('goes on once it was found harmless, and the like of it stays quiet for its time', async () => {
    const id = (await alertsOf(reader))[0]?.id ?? ''
    const decide = (decision: 'harmless' | 'block' | 'case', actor = administrator) =>
      app.call('vault.decide-reading', { id, decision, reason: '月末集中回访，名单核对无误' }, actor)
    await decide('block')
    await expect(open(at(3))).rejects.toMatchObject(blocked)
    await decide('case', head)
    expect(await app.db.selectFrom('obligation').select('kind').where('kind', '=', 'vault.reading-case').execute()).toHaveLength(1)
    await decide('harmless')
    await expect(decide('block')).rejects.toMatchObject({ code: 'reading.decided-so' })
    for (let index = 0; index < 12; index += 1) await open(at(index))
    expect(await alertsOf(reader)).toHaveLength(1)
    const seen = await app.call('vault.view-reading', { id }, administrator)
    expect(seen.verdicts.map(({ kind, by }) => [kind, by.name])).toEqual([['agreed', '客服主管'], ['block', '管理员甲'], ['case', '客服主管'], ['harmless', '管理员甲']])
    expect(seen.days).toHaveLength(30)
  })

  it('refuses two friends who agree for each other within a day, also at the same moment, in the operation and in the database', async () => {
    const [first, second] = [await as('主管甲', '客服部', 'department-head'), await as('主管乙', '客服部', 'department-head')]
    const stop = async (actor: Actor): Promise<string> => {
      const obligationId = await app.db.selectFrom('obligation').select('id').limit(1).executeTakeFirstOrThrow()
      const id = newId()
      await db.insertInto('reading_alert').values({
        id, kind: 'unusual', person_id: idOf(actor), department_id: actor.kind === 'person' ? actor.departmentId : '', grade: 'blocked', reasons: '[]', decoy_id: null,
        raised_at: app.clock.now(), last_at: app.clock.now(), obligation_id: obligationId.id, due_at: app.clock.now(), decision: 'block', decided_at: app.clock.now(),
      }).execute()
      return id
    }
    const agree = (id: string, actor: Actor) => app.call('vault.agree-to-read', { id, hours: 1, reason: '已当面核对用途' }, actor)
    const [ofFirst, ofSecond] = [await stop(first), await stop(second)]
    // Whose own reading is stopped lets nobody read.
    await expect(agree(ofFirst, second)).rejects.toMatchObject({ reasons: [{ code: 'agreement.own-alert' }] })
    await db.updateTable('reading_alert').set({ decision: 'harmless' }).where('id', '=', ofSecond).execute()
    await agree(ofFirst, second)
    await db.updateTable('reading_alert').set({ decision: 'harmless' }).where('id', '=', ofFirst).execute()
    await db.updateTable('reading_alert').set({ decision: 'block' }).where('id', '=', ofSecond).execute()
    await expect(agree(ofSecond, first)).rejects.toMatchObject({ reasons: [{ code: 'agreement.mutual' }] })
    const now = app.clock.now()
    const reverse = () =>
      db.insertInto('reading_verdict').values({
        id: newId(), alert_id: ofSecond, person_id: idOf(second), by_id: idOf(first), kind: 'agreed', reason: '直接写入', at: now, until: new Date(now.getTime() + 60_000),
      }).execute()
    await expect(reverse()).rejects.toThrow()
    // Two at the same moment: one of them is the second.
    const [third, fourth] = [await as('主管丙', '客服部', 'department-head'), await as('主管丁', '客服部', 'department-head')]
    const [ofThird, ofFourth] = [await stop(third), await stop(fourth)]
    const put = (alertId: string, person: Actor, by: Actor) =>
      db.insertInto('reading_verdict').values({
        id: newId(), alert_id: alertId, person_id: idOf(person), by_id: idOf(by), kind: 'agreed', reason: '直接写入', at: now, until: new Date(now.getTime() + 60_000),
      }).execute()
    const both = await Promise.allSettled([put(ofThird, third, fourth), put(ofFourth, fourth, third)])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    app.clock.advance(day + minute)
    await expect(agree(ofSecond, first)).resolves.toMatchObject({ until: expect.any(String) })
  })

  it('sees through numbers that are tried one after the other', async () => {
    const prober = await as('试号员', '客服部', 'customer-service')
    const tryNumber = (value: number) => app.call('vault.find-customer', { by: 'last-four', kind: 'mobile', value: String(value).padStart(4, '0') }, prober)
    for (const value of [2001, 2002, 2003, 2004, 2005]) await tryNumber(value)
    expect(await alertsOf(prober)).toEqual([])
    await tryNumber(2006)
    expect(await alertsOf(prober)).toMatchObject([{ grade: 'raised', reasons: [{ code: 'nearby' }] }])
    const entries = await app.db.selectFrom('ledger_entry').select('detail').where('actor_id', '=', idOf(prober)).where('type', '=', 'customer.searched').execute()
    expect(JSON.stringify(entries)).not.toMatch(/200[1-6]/)
    app.clock.advance(day + minute)
    await app.runJob('vault.forget-search-trails')
    expect(await db.selectFrom('search_trail').select('id').execute()).toEqual([])
  })

  it('raises reading in the order of registration, and the fifth who looks at one customer', async () => {
    const careful = await as('按序员', '客服部', 'customer-service')
    for (const id of customers.slice(0, 19)) {
      app.clock.advance(31_000)
      await open(id, careful)
    }
    expect((await alertsOf(careful)).flatMap(({ reasons }) => reasons.map(({ code }) => code))).toContain('in-order')
    const famous = customers[30] ?? ''
    const crowd = await Promise.all([1, 2, 3, 4, 5].map((index) => as(`围观员${index}`, '客服部', 'customer-service')))
    for (const one of crowd) await app.call('vault.view-customer', { id: famous }, one)
    expect(await Promise.all(crowd.map(async (one) => (await alertsOf(one)).length))).toEqual([0, 0, 0, 0, 1])
  })

  it('watches somebody who is about to leave more closely', async () => {
    nextDay()
    const leaver = await as('离职员', '客服部', 'customer-service')
    await past(leaver, 15)
    await sql`insert into leaving (id, person_id, state, source, reason, due_at, begun_at)
      values (${newId()}, ${idOf(leaver)}, 'planned', 'person', '个人原因', ${new Date(app.clock.now().getTime() + 10 * day)}, ${app.clock.now()})`.execute(app.db)
    for (let index = 0; index < 24; index += 1) await open(at(index), leaver)
    expect((await alertsOf(leaver)).flatMap(({ reasons }) => reasons.map(({ code }) => code))).toContain('leaving')
  })

  it('counts files as reading: slowed down by slices, somebody takes out nothing more that no second person agreed to', async () => {
    nextDay()
    const taker = await as('导出员', '客服部', 'customer-service')
    const wish = (count: number) => newExport({ kinds: ['mobile'], filter: { ids: customers.slice(0, count) } })
    const download = (id: string) => app.call('vault.download-export', { id }, taker)
    const before = await app.call('vault.ask-export', wish(1), taker)
    await app.runJobs()
    // Two days of 450 rows each, and these.
    await past(taker, 15, 450)
    const asked = await app.call('vault.ask-export', wish(40), taker)
    expect([before.waits, asked.waits]).toEqual([false, true])
    expect(await alertsOf(taker)).toMatchObject([{ grade: 'throttled', reasons: [{ code: 'bulk.exported', params: { count: 941, usual: 0 } }] }])
    await expect(download(before.id)).rejects.toMatchObject({ reasons: [{ code: 'download.slowed' }] })
    app.clock.advance(minute)
    expect(await app.call('vault.preview-export', { filter: { ids: [at(1)] }, kinds: ['name'], variant: 'masked', format: 'csv', purpose: 'analysis' }, taker)).toMatchObject({ verdict: 'review' })
    const colleague = await as('同级主管', '客服部', 'department-head')
    const agree = (actor: Actor) => app.call('vault.decide-export', { id: asked.id, agree: true, reason: '名单已核对' }, actor)
    await db.updateTable('reading_alert').set({ person_id: idOf(colleague) }).where('person_id', '=', idOf(taker)).execute()
    await expect(agree(colleague)).rejects.toMatchObject({ reasons: [{ code: 'agree.own-alert' }] })
    await db.updateTable('reading_alert').set({ person_id: idOf(taker) }).where('person_id', '=', idOf(colleague)).execute()
    await agree(head)
    await app.runJobs()
    expect((await download(asked.id)).left).toBe(2)
    // The file is still there for the time after.
    await db.updateTable('reading_alert').set({ grade: 'raised' }).where('person_id', '=', idOf(taker)).execute()
    expect((await download(before.id)).left).toBe(2)
  })

  it('lets one hour hold no more by files than by openings, and gives back what nobody downloaded', async () => {
    await app.call('vault.update-settings', { fieldsAnHour: 10, searchesAnHour: 2, shownSeconds: 60 }, administrator)
    const taker = await as('时额员', '客服部', 'customer-service')
    const wish = newExport({ kinds: ['name', 'mobile'], filter: { ids: customers.slice(0, 5) } })
    const first = await app.call('vault.ask-export', wish, taker)
    expect(first.waits).toBe(false)
    await expect(open(at(1), taker)).rejects.toMatchObject({ reasons: [{ code: 'open.too-many', params: { recent: 10, wanted: 1, limit: 10 } }] })
    const second = await app.call('vault.ask-export', wish, taker)
    expect(second.waits).toBe(true)
    // Masks are what lists show.
    expect((await app.call('vault.ask-export', { ...wish, variant: 'masked' }, taker)).waits).toBe(false)
    await app.runJobs()
    await app.call('vault.end-export', { id: first.id }, taker)
    await open(at(1), taker)
    const third = await app.call('vault.ask-export', wish, taker)
    expect(third.waits).toBe(false)
    await app.runJobs()
    for (const value of ['2001', '7001']) await app.call('vault.find-customer', { by: 'last-four', kind: 'mobile', value }, taker)
    await expect(app.call('vault.download-export', { id: third.id }, taker)).rejects.toMatchObject({ reasons: [{ code: 'download.hour' }] })
    app.clock.advance(61 * minute)
    expect((await app.call('vault.download-export', { id: third.id }, taker)).left).toBe(2)
    await app.call('vault.update-settings', { fieldsAnHour: 1000, searchesAnHour: 1000, shownSeconds: 60 }, administrator)
  })

  it('lets no program read customers, whatever its key', async () => {
    const machine = { kind: 'machine', id: 'command-socket', permissions: new Set(['vault.view', 'vault.open']) } as const
    await expect(open(at(1), machine)).rejects.toMatchObject({ code: 'customer.person-required' })
    await expect(app.call('vault.list-customers', {}, machine)).rejects.toMatchObject({ code: 'customer.person-required' })
    const reading = ['vault.open-fields', 'vault.list-customers', 'vault.find-customer', 'vault.view-customer']
    expect(reading.filter((name) => app.catalogue.operations.get(name)?.byKey !== false)).toEqual([])
  })

  it('counts once what is read at the same moment in many calls', async () => {
    const racer = await as('并发员', '客服部', 'customer-service')
    await past(racer, 4)
    const answers = await Promise.allSettled(customers.slice(0, 30).map((id) => open(id, racer)))
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(23)
    expect((await alertsOf(racer)).length).toBe(1)
  })

  it('measures which alerts were decided in time, and takes new thresholds', async () => {
    const measured = async () => {
      await app.call('score.measure-now', {}, administrator)
      return (await app.call('score.view-score', {}, administrator)).controls.find(({ id }) => id === 'vault.unusual-handled')
    }
    app.clock.advance(5 * 60 * minute)
    const { state, share } = (await measured()) ?? {}
    expect([state === 'holds', share === 1]).toEqual([false, false])
    await app.call('vault.update-watching', { ...defaultThresholds, raisedAt: 6 }, otherAdministrator)
    expect((await app.call('vault.view-watching', {}, administrator)).thresholds).toMatchObject({ raisedAt: 6 })
  })
})
