import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { codeOf, databaseKinds, goodPassword, otherPassword, problemOf, startIdentity } from '../identity.fixture.ts'

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.1 Mobile/15E148 Safari/604.1'

const sessionItem = z.object({
  id: z.string(),
  device: z.string(),
  ip: z.string().nullable(),
  current: z.boolean(),
})
const itemsIn = (output: Record<string, unknown>) =>
  z.array(sessionItem).parse(output['items'])

describe.each(databaseKinds)('sessions on $name (ACC-4)', async (kind) => {
  const app = await startIdentity(kind)
  const twoSessions = async () => {
    const person = await app.join(['operations'])
    app.advance(1)
    const phone = await app.sessionOf(person.loginName, { ip: '203.0.113.8', device: iPhone })
    app.advance(1)
    const desk = await app.sessionOf(person.loginName, { ip: '203.0.113.9', device: '(Windows NT 10.0) Chrome/140' })
    const actor = await app.present(desk)
    if (actor === null) throw new Error('the session does not open')
    return { ...person, phone, desk, by: { actor } }
  }

  it('shows people their own sessions, this one first and marked', async () => {
    const { by } = await twoSessions()
    const items = itemsIn(await app.call('list-sessions', {}, by))
    expect(items.map(({ device, ip, current }) => ({ device, ip, current }))).toEqual([
      { device: '电脑 · Windows · Chrome', ip: '203.0.113.9', current: true },
      { device: 'iPhone · iOS · Safari', ip: '203.0.113.8', current: false },
      { device: '未知设备', ip: null, current: false },
    ])
  })

  it('ends one of them; its token opens nothing from then on', async () => {
    const { by, phone, desk } = await twoSessions()
    const [, other] = itemsIn(await app.call('list-sessions', {}, by))
    await app.call('end-session', { id: other?.id }, by)
    expect(await app.present(phone)).toBeNull()
    expect(await app.present(desk)).not.toBeNull()
  })

  it('ends nobody else\'s', async () => {
    const mine = await twoSessions()
    const theirs = await twoSessions()
    const [session] = itemsIn(await app.call('list-sessions', {}, theirs.by))
    expect(await codeOf(app.run('end-session', { id: session?.id }, mine.by))).toBe('record.not-found')
    expect(await app.present(theirs.desk)).not.toBeNull()
  })

  it('ends this one on signing out, and tells the transport', async () => {
    const { by, desk, phone } = await twoSessions()
    const { session } = await app.run('sign-out', {}, by)
    expect(session).toEqual({ kind: 'ended' })
    expect(await app.present(desk)).toBeNull()
    expect(await app.present(phone)).not.toBeNull()
  })

  it('are ten at most: the one that was unused longest ends for the eleventh', async () => {
    const { loginName } = await app.join(['operations'])
    const tokens: string[] = []
    for (let number = 1; number <= 11; number += 1) {
      app.advance(1)
      tokens.push(await app.sessionOf(loginName))
    }
    // The session of the invitation was the oldest, the first of these the next.
    expect(await app.present(tokens[0] ?? '')).toBeNull()
    expect(await app.present(tokens[1] ?? '')).not.toBeNull()
    expect(await app.present(tokens[10] ?? '')).not.toBeNull()
  })

  it('get a new token when a factor is proven in them', async () => {
    const { loginName } = await app.join(['operations'])
    const token = await app.sessionOf(loginName)
    const actor = await app.present(token)
    if (actor === null) throw new Error('no session')
    const proof = { factor: 'password', password: goodPassword }
    const next = app.grantedBy(await app.run('prove-again', { proof }, { actor }))
    expect(next).not.toBe(token)
    expect(await app.present(next)).not.toBeNull()
    app.advance(61)
    expect(await app.presentAgain(token)).toBe('copied')
  })

  it('is over after eight idle hours, and lives on while it is used', async () => {
    const { desk, phone } = await twoSessions()
    app.advance(7 * 3600)
    expect(await app.present(desk)).not.toBeNull()
    app.advance(2 * 3600)
    expect(await app.present(desk)).not.toBeNull()
    expect(await app.present(phone)).toBeNull()
  })

  it('is over after a day, however busy it was', async () => {
    const { desk } = await twoSessions()
    for (let hour = 1; hour < 24; hour += 1) {
      app.advance(3600)
      expect(await app.present(desk)).not.toBeNull()
    }
    app.advance(3600)
    expect(await app.present(desk)).toBeNull()
  })

  it('follows the settings of the company', async () => {
    const { desk } = await twoSessions()
    const by = { actor: await app.actor(app.administrator) }
    const wrongOrder = { sessionIdleMinutes: 60, sessionAbsoluteMinutes: 30 }
    expect(await codeOf(app.run('update-sign-in-settings', wrongOrder, by))).toBe('input.invalid')
    await app.call('update-sign-in-settings', { sessionIdleMinutes: 10, sessionAbsoluteMinutes: 1440 }, by)
    app.advance(10 * 60)
    expect(await app.present(desk)).toBeNull()
    await app.call('update-sign-in-settings', { sessionIdleMinutes: 480, sessionAbsoluteMinutes: 1440 }, by)
    expect(await app.call('view-sign-in-settings', {}, by)).toEqual({
      sessionIdleMinutes: 480,
      sessionAbsoluteMinutes: 1440,
    })
  })

  it('reads posts anew on every request: a right that was taken is gone at once (ACC-1)', async () => {
    const { id, desk } = await twoSessions()
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    const by = { actor: await app.actor(app.administrator) }
    expect((await app.present(desk))?.permissions.has('content.write')).toBe(true)
    await app.call('update-person', { id, name: '同事', departmentId, posts: ['hr'] }, by)
    expect((await app.present(desk))?.permissions.has('content.write')).toBe(false)
  })

  it('forgets sessions that ended three months ago', async () => {
    const { id, by } = await twoSessions()
    await app.call('sign-out', {}, by)
    app.advance(91 * 24 * 3600)
    const { loginName } = await app.join(['hr'])
    await app.sessionOf(loginName)
    await app.runJob('identity.forget-expired')
    const left = await app.db.selectFrom('session').select('person_id').execute()
    expect(left.map((session) => session.person_id)).not.toContain(id)
    expect(left.length).toBeGreaterThan(0)
  })
})

describe.each(databaseKinds)('changing one\'s password on $name (ACC-4)', async (kind) => {
  const app = await startIdentity(kind)

  it('needs the current one, and ends every other session', async () => {
    const { loginName } = await app.join(['operations'])
    const elsewhere = await app.sessionOf(loginName)
    const here = await app.sessionOf(loginName)
    const by = { actor: await app.present(here).then((actor) => actor ?? { kind: 'anonymous' as const }) }
    const wrong = await problemOf(app.run('change-password', { current: 'Wrong-password 1', next: otherPassword }, by))
    expect(wrong.code).toBe('password.current-wrong')
    await app.call('change-password', { current: goodPassword, next: otherPassword }, by)
    expect(await app.present(here)).not.toBeNull()
    expect(await app.present(elsewhere)).toBeNull()
    expect(await codeOf(app.signIn(loginName, goodPassword))).toBe('sign-in.wrong-credentials')
    expect((await app.signIn(loginName, otherPassword)).output).toEqual({ next: 'done' })
  })

  it('refuses the same password again, and one that breaks a rule, with the reasons', async () => {
    const { loginName } = await app.join(['operations'])
    const by = { actor: await app.signedIn(loginName) }
    const codes = async (next: string) =>
      (await problemOf(app.run('change-password', { current: goodPassword, next }, by))).reasons.map(({ code }) => code)
    expect(await codes(goodPassword)).toEqual(['password.in-use'])
    expect(await codes('short')).toContain('password.length')
    expect(await codes(`Xk7!云溪茶业qzvw`)).toEqual(['password.contains-name'])
  })

  it('lets nobody guess the current one in a session left open', async () => {
    const { loginName, id } = await app.join(['operations'])
    const by = { actor: await app.signedIn(loginName) }
    const guess = () => problemOf(app.run('change-password', { current: 'Wrong-password 1', next: otherPassword }, by))
    for (let failure = 1; failure <= 5; failure += 1) expect((await guess()).code).toBe('password.current-wrong')
    expect((await guess()).code).toBe('sign-in.too-many-failures')
    const failed = (await app.ledger('person.check-failed')).filter(({ subject_id: subject }) => subject === id)
    expect(failed).toHaveLength(5)
  })

  it('puts no password into the ledger', async () => {
    const text = JSON.stringify(await app.db.selectFrom('ledger_entry').selectAll().execute())
    for (const secret of [goodPassword, otherPassword, 'Wrong-password', '$argon2']) expect(text).not.toContain(secret)
    expect(text).toContain('password.changed')
  })
})
