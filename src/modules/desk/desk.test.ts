import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import type { Actor } from '../../kernel/actor.ts'
import { transact } from '../../kernel/database/transact.ts'
import type { NewObligation, ObligationDesk } from '../../kernel/obligation/desk.ts'
import { sqlDesk } from '../../kernel/obligation/sql-desk.ts'

const minute = 60_000

describe.each(testDatabases())('the desk on $name', ({ name }) => {
  let app: TestApp
  let writer: Actor
  let head: Actor
  let lawyer: Actor
  let security: Actor
  let marketing: string

  beforeAll(async () => {
    app = await startTestApp({ database: name })
    const employ = async (who: string, department: string, post: string): Promise<Actor> =>
      app.as(await hire(app, { name: who, department, posts: [post] }))
    writer = await employ('林晓', '市场部', 'operations')
    head = await employ('王敏', '市场部', 'department-head')
    lawyer = await employ('周律', '法务部', 'legal')
    security = await employ('赵安', '安全部', 'security-administrator')
    marketing = head.kind === 'person' ? head.departmentId : ''
  })

  /** As an operation of another module would, on the real queue. */
  const onDesk = <T>(run: (desk: ObligationDesk) => Promise<T>): Promise<T> =>
    transact(app.database, (db) =>
      run(sqlDesk({ db, now: app.clock.now(), record: () => undefined, enqueue: app.inner.queue.enqueueIn(db) })),
    )
  const open = async (obligation: Partial<NewObligation>): Promise<string> => {
    const { id } = await onDesk((desk) =>
      desk.open({
        kind: 'test.promise',
        title: { zh: '审核“{title}”', en: 'Review "{title}"' },
        params: { title: '春季新品' },
        subject: { kind: 'material', id: 'm-1' },
        owner: { post: 'legal' },
        term: { minutes: 60 },
        ...obligation,
      }),
    )
    return id
  }
  const idOf = (actor: Actor): string => (actor.kind === 'person' ? actor.id : '')
  const mine = async (actor: Actor, input: { state?: 'open' | 'breached' | 'met' | 'cancelled' } = {}) =>
    (await app.call('desk.list-obligations', { scope: 'mine', ...input }, actor)).items
  const notices = (actor: Actor) => app.call('desk.list-notices', {}, actor)

  it('shows a person what they or their post must do, and nobody else’s', async () => {
    const forPerson = await open({ owner: { personId: idOf(writer) } })
    const forPost = await open({ owner: { post: 'legal' } })
    const forHead = await open({ owner: { post: 'department-head', departmentId: marketing } })
    const ids = async (actor: Actor) => (await mine(actor)).map(({ id }) => id)
    expect(await ids(writer)).toEqual([forPerson])
    expect(await ids(lawyer)).toEqual([forPost])
    expect(await ids(head)).toEqual([forHead])
    expect(await mine(head)).toMatchObject([
      { title: '审核“春季新品”', owner: '部门负责人（市场部）', state: 'open', remainingSeconds: 3600, subject: { kind: 'material' } },
    ])
    expect(await mine(writer)).toMatchObject([{ owner: '林晓（市场部）' }])
    expect(await mine(lawyer)).toMatchObject([{ owner: '法务' }])
  })

  it('shows everything only to whoever may see it', async () => {
    await expect(app.call('desk.list-obligations', { scope: 'all' }, writer)).rejects.toMatchObject({ code: 'permission.missing' })
    const { total, items } = await app.call('desk.list-obligations', { scope: 'all' }, security)
    expect(total).toBe(3)
    expect(items.map(({ owner }) => owner).toSorted()).toEqual(['林晓（市场部）', '法务', '部门负责人（市场部）'].toSorted())
  })

  it('reminds by the queue, then tells owner and superior that it is late', async () => {
    const id = await open({ escalateTo: { personId: idOf(head) }, link: '/materials/m-1' })
    app.clock.advance(45 * minute)
    await app.runJobs()
    const [reminder] = (await notices(lawyer)).items
    expect(reminder).toMatchObject({ kind: 'obligation.reminded', link: '/materials/m-1', readAt: null })
    expect(reminder?.text).toContain('审核“春季新品”')

    app.clock.advance(16 * minute)
    await onDesk((desk) => desk.open({ kind: 'x', title: { zh: 'x', en: 'x' }, subject: { kind: 'x', id: 'x' }, owner: { post: 'finance' }, term: { days: 1 } }))
    await app.runJobs()
    expect((await notices(lawyer)).items.map(({ kind }) => kind)).toContain('obligation.breached')
    expect((await notices(head)).items.map(({ kind }) => kind)).toContain('obligation.escalated')
    expect((await mine(lawyer, { state: 'breached' })).map((item) => [item.id, item.state, item.remainingSeconds])).toContainEqual([id, 'breached', -60])
    const entries = await app.db.selectFrom('ledger_entry').select(['subject_id', 'actor_kind']).where('type', '=', 'obligation.breached').execute()
    expect(entries).toContainEqual({ subject_id: id, actor_kind: 'job' })
  })

  it('marks notices as read, only one’s own, and records it', async () => {
    const before = await notices(lawyer)
    const [first] = before.items
    expect(before.unread).toBeGreaterThan(1)
    expect(await app.call('desk.mark-notices-read', { ids: [first?.id ?? ''] }, writer)).toEqual({ marked: 0 })
    expect(await app.call('desk.mark-notices-read', { ids: [first?.id ?? ''] }, lawyer)).toEqual({ marked: 1 })
    expect((await notices(lawyer)).unread).toBe(before.unread - 1)
    expect(await app.call('desk.list-notices', { unread: true }, lawyer)).toMatchObject({ total: before.unread - 1 })
    await app.call('desk.mark-notices-read', { ids: 'all' }, lawyer)
    expect(await notices(lawyer)).toMatchObject({ unread: 0, total: before.total })
    const entry = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'notice.read').where('actor_id', '=', idOf(lawyer)).orderBy('id').limit(1).executeTakeFirstOrThrow()
    expect(entry.detail).toEqual({ count: 1, ids: [first?.id] })
  })

  it('lets a deadline be moved with a reason, and records who moved it', async () => {
    const id = await open({})
    const dueAt = new Date(app.clock.now().getTime() + 600 * minute).toISOString()
    expect(await app.call('desk.extend-obligation', { id, dueAt, reason: '客户资料未到' }, security)).toEqual({ id, dueAt })
    const entry = await app.db.selectFrom('ledger_entry').selectAll().where('type', '=', 'obligation.extended').where('subject_id', '=', id).executeTakeFirstOrThrow()
    expect(entry).toMatchObject({ actor_id: idOf(security), operation: 'desk.extend-obligation', detail: { to: dueAt, reason: '客户资料未到' } })
  })

  it('lets nobody move their own deadline', async () => {
    const dueAt = new Date(app.clock.now().getTime() + 600 * minute).toISOString()
    for (const owner of [{ personId: idOf(security) }, { post: 'security-administrator' }]) {
      const id = await open({ owner })
      await expect(app.call('desk.extend-obligation', { id, dueAt, reason: '来不及' }, security)).rejects.toMatchObject({
        code: 'gate.refused',
        reasons: [{ code: 'obligation.own-deadline' }],
      })
    }
  })

  it('refuses to move a deadline without the permission or without a reason', async () => {
    const id = await open({})
    const dueAt = new Date(app.clock.now().getTime() + 600 * minute).toISOString()
    await expect(app.call('desk.extend-obligation', { id, dueAt, reason: '理由' }, head)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('desk.extend-obligation', { id, dueAt, reason: ' ' }, security)).rejects.toMatchObject({ code: 'input.invalid' })
  })

  it('lists what still runs first, the nearest deadline on top', async () => {
    const late = await open({ owner: { personId: idOf(head) }, term: { minutes: 30 } })
    const met = await open({ owner: { personId: idOf(head) }, term: { minutes: 10 } })
    await onDesk((desk) => desk.meet(met, {}))
    const items = await mine(head)
    expect(items.at(-1)).toMatchObject({ id: met, state: 'met', remainingSeconds: null })
    const running = items.filter(({ endedAt }) => endedAt === null)
    expect(running.map(({ dueAt }) => dueAt)).toEqual(running.map(({ dueAt }) => dueAt).toSorted())
    expect(running.map(({ id }) => id)).toContain(late)
  })
})
