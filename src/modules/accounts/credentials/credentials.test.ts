import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import type { InputOf } from '../../../client.ts'
import { transact } from '../../../kernel/database/transact.ts'
import type { Operations } from '../../../main.ts'
import { startAccountHouse } from '../accounts.fixture.ts'
import { useCredential } from '../index.ts'

type Fields = InputOf<Operations, 'accounts.store-credential'>
const hour = 3_600_000
const day = 24 * hour
// Put together here, so that no secret of any form stands in the file.
const secretOf = (n: number): string => `s${String(n).repeat(30)}x${n}`
const explanation = '发布周五的活动预告'

describe.each(testDatabases())('credentials of platforms and partners on $name (ACC-8)', async ({ name: database }) => {
  const house = await startAccountHouse({ database })
  const { app, people, administrator, register, grant } = house
  const accountId = await register()
  let number = 0
  const fields = (change: Partial<Fields> = {}): Fields => ({
    kind: 'app-secret',
    accountId,
    partner: null,
    name: '抖音开放平台应用',
    ownerId: people.second,
    purposes: ['publish'],
    scopes: ['video.create'],
    rotationDays: 90,
    value: secretOf((number += 1)),
    ...change,
  })
  const store = async (change: Partial<Fields> = {}) =>
    (await app.call('accounts.store-credential', fields(change), administrator)).id
  const listed = async (id: string) => {
    const { items } = await app.call('accounts.list-credentials', { pageSize: 100 }, administrator)
    const found = items.find((item) => item.id === id)
    if (found === undefined) throw new Error('it is in the list')
    return found
  }
  const obligationsOf = async (id: string) => (await house.obligations()).filter(({ subject_id: subject }) => subject === id)
  const reveal = async (id: string, name: 'operator' | 'second' = 'operator') =>
    app.call('accounts.reveal-credential', { id, reason: 'publish', explanation }, await house.as(name))
  const use = (id: string, purpose: 'publish' | 'comments') =>
    transact(app.database, (db) => {
      const events: unknown[] = []
      const record = (event: unknown) => void events.push(event)
      return useCredential({ db, now: app.clock.now(), secrets: app.inner.secrets, record }, id, purpose).then((value) => ({ value, events }))
    })
  const wholeDatabase = async (): Promise<string> => {
    const texts: string[] = []
    for (const table of ['credential', 'credential_reveal', 'ledger_entry', 'obligation', 'notice']) {
      const { rows } = await sql`select * from ${sql.table(table)}`.execute(app.db)
      texts.push(JSON.stringify(rows, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value)))
    }
    return texts.join()
  }

  it('stores a secret sealed, shows its last four signs and no more, and lists no value', async () => {
    const value = secretOf(7)
    const answer = await app.call('accounts.store-credential', fields({ value }), administrator)
    expect(answer.lastFour).toBe('77x7')
    const { id } = answer
    expect(await listed(id)).toMatchObject({ lastFour: '77x7', account: { name: '青禾旗舰店' }, state: 'active', flags: [] })
    expect(JSON.stringify(await listed(id))).not.toContain(value)
    expect(await wholeDatabase()).not.toContain(value)
  })

  it('shows nothing at all of a password or of a short value', async () => {
    for (const change of [{ kind: 'password', value: 'a-very-long-shared-passphrase' }, { value: 'short-one' }] satisfies Partial<Fields>[]) {
      expect(await listed(await store(change))).toMatchObject({ lastFour: '' })
    }
  })

  it('belongs to an account or a partner, and to an active owner', async () => {
    await expect(store({ partner: '某服务商' })).rejects.toMatchObject({ code: 'credential.one-subject' })
    await expect(store({ accountId: null })).rejects.toMatchObject({ code: 'credential.one-subject' })
    await expect(store({ ownerId: accountId })).rejects.toMatchObject({ code: 'credential.owner-unfit' })
    expect(await listed(await store({ accountId: null, partner: '某直播服务商', scopes: [] }))).toMatchObject({
      account: null,
      partner: '某直播服务商',
    })
  })

  it('asks the owner to replace it in time, reminds two weeks before, and takes the new value as proof', async () => {
    const id = await store()
    const [asked] = await obligationsOf(id)
    expect(asked).toMatchObject({ state: 'open', owner_person: people.second, due_at: new Date((await listed(id)).dueAt) })
    const reminded = (asked?.due_at.getTime() ?? 0) - (asked?.remind_at.getTime() ?? 0)
    expect(Math.round(reminded / day)).toBe(14)
    const same = app.call('accounts.rotate-credential', { id, value: secretOf(number) }, administrator)
    await expect(same).rejects.toMatchObject({ code: 'credential.same-as-before' })
    app.clock.advance(40 * day)
    await app.call('accounts.rotate-credential', { id, value: secretOf(number + 100) }, await house.as('second'))
    const states = (await obligationsOf(id)).map(({ state }) => state)
    expect(states).toEqual(['met', 'open'])
    expect(new Date((await listed(id)).dueAt).getTime()).toBeGreaterThan(app.clock.now().getTime() + 89 * day)
  })

  it('lets an owner replace their own and nobody else', async () => {
    const id = await store()
    const other = app.call('accounts.rotate-credential', { id, value: secretOf(55) }, await house.as('operator'))
    await expect(other).rejects.toMatchObject({ code: 'credential.not-yours' })
  })

  it('is flagged when overdue, unused for 90 days, or wider than its purpose', async () => {
    const id = await store({ rotationDays: 30, scopes: ['video.create', 'im.direct_message'] })
    expect(await listed(id)).toMatchObject({ flags: ['beyond'], beyond: ['im.direct_message'] })
    app.clock.advance(91 * day)
    expect((await listed(id)).flags).toEqual(['overdue', 'unused', 'beyond'])
    await use(id, 'publish')
    expect((await listed(id)).flags).toEqual(['overdue', 'beyond'])
  })

  it('is used by the server for what it is on record for, and each use is recorded', async () => {
    const id = await store({ value: 'the-secret-of-the-app-1' })
    expect(await use(id, 'publish')).toEqual({
      value: 'the-secret-of-the-app-1',
      events: [{ type: 'credential.used', subject: { kind: 'credential', id }, detail: { name: '抖音开放平台应用', purpose: 'publish' } }],
    })
    expect((await listed(id)).lastUsedAt).toBe(app.clock.now().toISOString())
    await expect(use(id, 'comments')).rejects.toMatchObject({ code: 'credential.not-for-this' })
  })

  it('is used no more once it leaked, until it was replaced within a day', async () => {
    const id = await store()
    await app.call('accounts.report-leak', { id, note: '出现在外部群聊里' }, administrator)
    expect((await listed(id)).flags).toEqual(['leaked'])
    await expect(use(id, 'publish')).rejects.toMatchObject({ code: 'credential.not-for-this' })
    const open = (await obligationsOf(id)).filter(({ state }) => state === 'open')
    expect(open).toMatchObject([{ due_at: new Date(app.clock.now().getTime() + day) }])
    const longer = { id, name: '应用', ownerId: people.second, purposes: ['publish' as const], scopes: [], rotationDays: 700 }
    const { dueAt } = await app.call('accounts.update-credential', longer, administrator)
    expect(dueAt).toBe(open[0]?.due_at.toISOString())
    await app.call('accounts.rotate-credential', { id, value: secretOf(66) }, administrator)
    expect(await listed(id)).toMatchObject({ state: 'active', flags: [] })
    expect((await use(id, 'publish')).value).toBe(secretOf(66))
  })

  it('is destroyed when it is retired: nothing opens it any more', async () => {
    const id = await store()
    await app.call('accounts.retire-credential', { id, reason: '应用已下线' }, administrator)
    await expect(use(id, 'publish')).rejects.toMatchObject({ code: 'credential.retired' })
    await expect(app.call('accounts.rotate-credential', { id, value: secretOf(9) }, administrator)).rejects.toMatchObject({ code: 'credential.retired' })
    expect((await obligationsOf(id)).map(({ state }) => state)).toEqual(['cancelled'])
    const { rows } = await sql<{ sealed_value: unknown }>`select sealed_value from credential where id = ${id}`.execute(app.db)
    expect(rows).toEqual([{ sealed_value: null }])
  })

  it('shows a shared password to whoever has a seat, with reason and record, and asks for a new one in a day', async () => {
    const value = '共用密码-Kq7!'
    const id = await store({ kind: 'password', value, scopes: [] })
    await expect(app.call('accounts.reveal-credential', { id, reason: 'publish', explanation }, await house.as('head'))).rejects.toMatchObject({
      code: 'gate.refused',
      reasons: [{ code: 'reveal.no-seat' }],
    })
    await grant(accountId, 'head', 'administrator')
    const answer = await app.call('accounts.reveal-credential', { id, reason: 'publish', explanation }, await house.as('head'))
    const changeBy = new Date(app.clock.now().getTime() + day).toISOString()
    expect(answer).toEqual({ value, seconds: 30, changeBy })
    const [entry] = (await house.entries('credential.revealed')).slice(-1)
    expect(entry).toMatchObject({ subject_id: id, detail: { reason: 'publish', explanation } })
    expect((await obligationsOf(id)).map(({ state }) => state)).toEqual(['cancelled', 'open'])
    expect(await wholeDatabase()).not.toContain(value)
    // A second look does not move the deadline.
    app.clock.advance(hour)
    expect(await app.call('accounts.reveal-credential', { id, reason: 'other', explanation }, await house.as('head'))).toMatchObject({ changeBy })
  })

  it('shows the password of a core account to a session with a security key alone (ACC-3)', async () => {
    const id = await store({ kind: 'password', value: 'core-Password-1!' })
    const operator = await house.as('operator')
    const weaker = { ...operator, onCoreAccounts: false }
    const asked = { id, reason: 'publish' as const, explanation }
    await expect(app.call('accounts.reveal-credential', asked, weaker)).rejects.toMatchObject({ reasons: [{ code: 'reveal.core-account' }] })
    const stale = { ...operator, provenAt: new Date(app.clock.now().getTime() - 6 * 60_000) }
    await expect(app.call('accounts.reveal-credential', asked, stale)).rejects.toMatchObject({ code: 'session.prove-again' })
  })

  it('shows no app secret, key or token to anybody', async () => {
    for (const kind of ['app-secret', 'api-key', 'token'] as const) {
      await expect(reveal(await store({ kind }), 'second')).rejects.toMatchObject({ reasons: [{ code: 'reveal.not-a-password' }] })
    }
  })

  it('shows at most three passwords an hour to one person, also when they ask at once', async () => {
    app.clock.advance(2 * hour)
    const id = await store({ kind: 'password', value: 'shared-Pass-1!' })
    const asked = await Promise.allSettled(Array.from({ length: 6 }, () => reveal(id)))
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
    await expect(reveal(id)).rejects.toMatchObject({ reasons: [{ code: 'reveal.too-many' }] })
    app.clock.advance(hour + 1000)
    expect(await reveal(id)).toMatchObject({ value: 'shared-Pass-1!' })
  })

  it('rotates the key-encryption key while credentials are in use, and all of them open afterwards (DAT-1)', async () => {
    const ids = await Promise.all([1, 2, 3].map((n) => store({ value: `rotating-secret-number-${n}` })))
    const { version } = await app.call('keys.rotate-keys', {}, administrator)
    await expect(app.call('keys.rotate-keys', {}, administrator)).rejects.toMatchObject({ code: 'keys.rotation-running' })
    expect((await app.call('keys.view-keys', {}, administrator)).rotation).toMatchObject({ version, done: 0 })
    expect((await use(ids[0] ?? '', 'publish')).value).toBe('rotating-secret-number-1')
    await app.runJobs()
    const { keys, rotation } = await app.call('keys.view-keys', {}, administrator)
    expect(rotation).toBeNull()
    expect(keys.map(({ state }) => state)).toEqual(['active', 'retired'])
    expect(await Promise.all(ids.map(async (id) => (await use(id, 'publish')).value))).toEqual([1, 2, 3].map((n) => `rotating-secret-number-${n}`))
    expect(await house.entries('keys.rotated')).toMatchObject([{ detail: { version }, actor_kind: 'job' }])
  })

  it('does not open in the row of another credential', async () => {
    const [one, other] = [await store(), await store()]
    await sql`update credential set sealed_value = (select sealed_value from credential where id = ${one}) where id = ${other}`.execute(app.db)
    await expect(use(other, 'publish')).rejects.toThrow('cannot be opened')
  })

  it('asks for what a leaver saw or kept to be replaced within a day (ACC-7)', async () => {
    const seen = await store({ kind: 'password', value: 'seen-by-leaver-1', ownerId: people.head })
    const kept = await store()
    const neither = await store({ ownerId: people.head })
    await reveal(seen, 'operator')
    await app.call('accounts.rotate-credential', { id: seen, value: 'seen-by-leaver-2' }, administrator)
    app.clock.advance(2 * hour)
    await grant(accountId, 'second', 'operator')
    await reveal(seen, 'second')
    app.clock.advance(hour)
    await house.suspend('second')
    await app.runJobs()
    const due = async (id: string) => (await obligationsOf(id)).filter(({ state }) => state === 'open')
    expect(await due(kept)).toMatchObject([{ owner_post: 'security-administrator', due_at: new Date(app.clock.now().getTime() + day) }])
    expect(await due(seen)).toMatchObject([{ owner_person: people.head }])
    expect((await due(seen))[0]?.due_at.getTime()).toBeLessThan(app.clock.now().getTime() + day)
    expect((await due(neither))[0]?.due_at.getTime()).toBeGreaterThan(app.clock.now().getTime() + 80 * day)
  })
})

