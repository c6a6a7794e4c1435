import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Outcome } from '../../../kernel/transaction.ts'
import { codeOf, databaseKinds, goodPassword, problemOf, startIdentity } from '../identity.fixture.ts'

describe.each(databaseKinds)('signing in on $name', async (kind) => {
  const app = await startIdentity(kind)
  const wrong = (loginName: string, ip?: string) =>
    problemOf(app.signIn(loginName, 'Wrong-password 1', ip === undefined ? {} : { ip }))

  it('opens a session whose token the database does not hold (ACC-4)', async () => {
    const { loginName, id } = await app.join(['operations'])
    const token = await app.sessionOf(loginName.toUpperCase(), { ip: '203.0.113.4', device: 'Mozilla/5.0' })
    expect(await app.present(token)).toMatchObject({ kind: 'person', id, posts: ['operations'] })
    expect((await app.present(token))?.permissions.has('content.write')).toBe(true)
    const rows = await app.db.selectFrom('session').selectAll().execute()
    expect(rows.some((row) => Buffer.from(row.token_digest).toString('latin1').includes(token))).toBe(false)
  })

  it('opens nothing for a token that was never given out', async () => {
    expect(await app.present('a'.repeat(43))).toBeNull()
    expect(await app.present('short')).toBeNull()
    expect(await app.present(`${'a'.repeat(42)}'`)).toBeNull()
  })

  it('answers a wrong password, an unknown name and a suspended person alike', async () => {
    const known = await app.join(['hr'])
    const suspended = await app.join(['hr'])
    const by = { actor: await app.actor(app.administrator) }
    await app.call('suspend-person', { id: suspended.id, reason: '离岗' }, by)
    const answers = [
      await wrong(known.loginName),
      await wrong('nobody-here'),
      await problemOf(app.signIn(suspended.loginName)),
    ]
    for (const { kind: family, code, params, sentence } of answers) {
      expect({ family, code, params, sentence }).toEqual({
        family: answers[0]?.kind,
        code: 'sign-in.wrong-credentials',
        params: {},
        sentence: answers[0]?.sentence,
      })
    }
  })

  it('records each failure, although it was refused, and no login name with it', async () => {
    const { loginName, id } = await app.join(['hr'])
    app.advance(1)
    await wrong(loginName)
    app.advance(1)
    await wrong('somebody.unheard-of')
    const [known, unknown] = (await app.ledger('person.sign-in-failed')).slice(-2)
    expect(known).toMatchObject({ subject_kind: 'person', subject_id: id, detail: { reason: 'password' } })
    expect(unknown).toMatchObject({ subject_kind: 'sign-in', subject_id: 'unknown' })
    expect(JSON.stringify([known, unknown])).not.toContain('unheard-of')
  })

  it('makes the sixth attempt wait, even with the right password, and says how long', async () => {
    const { loginName } = await app.join(['hr'])
    for (let failure = 1; failure <= 5; failure += 1) {
      expect((await wrong(loginName)).code).toBe('sign-in.wrong-credentials')
    }
    const refused = await problemOf(app.signIn(loginName))
    expect(refused).toMatchObject({ kind: 'too-many', code: 'sign-in.too-many-failures', retryAfterSeconds: 30 })
    app.advance(30)
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
  })

  it('delays an unknown name in the same way, so that a delay tells nothing', async () => {
    for (let failure = 1; failure <= 5; failure += 1) await wrong('nobody-at-all')
    expect(await wrong('nobody-at-all')).toMatchObject({ code: 'sign-in.too-many-failures', retryAfterSeconds: 30 })
  })

  it('forgets failures after a sign-in, and after a day', async () => {
    const { loginName } = await app.join(['hr'])
    for (let failure = 1; failure <= 4; failure += 1) await wrong(loginName)
    await app.signIn(loginName)
    for (let failure = 1; failure <= 4; failure += 1) await wrong(loginName)
    app.advance(25 * 3600)
    await wrong(loginName)
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
  })

  it('counts twenty attempts at once one after the other', async () => {
    const { loginName } = await app.join(['hr'])
    const answers = await Promise.all(Array.from({ length: 20 }, () => wrong(loginName)))
    expect(answers.filter(({ code }) => code === 'sign-in.wrong-credentials')).toHaveLength(5)
    expect(answers.filter(({ code }) => code === 'sign-in.too-many-failures')).toHaveLength(15)
  })

  it('delays a network that tries many names, whichever name comes next', async () => {
    for (let name = 1; name <= 20; name += 1) await wrong(`sprayed-${name}`, '198.51.100.9')
    const { loginName } = await app.join(['hr'])
    expect(await problemOf(app.signIn(loginName, goodPassword, { ip: '198.51.100.9' }))).toMatchObject({
      code: 'sign-in.too-many-failures',
    })
    expect((await app.signIn(loginName, goodPassword, { ip: '198.51.100.10' })).output).toEqual({ next: 'done' })
  })

  it('counts an IPv6 customer by the whole of their network', async () => {
    for (let host = 1; host <= 20; host += 1) await wrong(`v6-${host}`, `2001:db8:5:6::${host.toString(16)}`)
    expect(await wrong('v6-next', '2001:db8:5:6:ffff::1')).toMatchObject({ code: 'sign-in.too-many-failures' })
  })

  it('keeps neither names nor addresses in the table of failures', async () => {
    await wrong('remember.me-not', '192.0.2.55')
    const rows = await app.db.selectFrom('sign_in_failure').selectAll().execute()
    const text = rows.map(({ key }) => Buffer.from(key).toString('latin1')).join()
    expect(rows.every(({ key }) => key.length === 32)).toBe(true)
    expect(text).not.toMatch(/remember|192\.0\.2/)
  })

  it('gives somebody who was invited and has no password the same answer', async () => {
    const by = { actor: await app.actor(app.administrator) }
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    await app.call('add-person', { name: '待入职', loginName: 'not.yet', departmentId, posts: [] }, by)
    expect((await wrong('not.yet')).code).toBe('sign-in.wrong-credentials')
  })
})

const ticketIn = ({ output }: Outcome): string => z.object({ ticket: z.string() }).parse(output).ticket

describe.each(databaseKinds)('signing in with a second factor on $name (ACC-3)', async (kind) => {
  const app = await startIdentity(kind)
  const confirm = (ticket: string, code: string) =>
    app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code } })
  const withTotp = async () => {
    const person = await app.join(['operations'])
    const code = await app.enableTotp(await app.signedIn(person.loginName))
    const ticketFor = async () => ticketIn(await app.signIn(person.loginName))
    return { ...person, code, ticketFor }
  }

  it('opens no session by the password alone', async () => {
    const { loginName } = await withTotp()
    const { output, session } = await app.signIn(loginName)
    expect(output).toMatchObject({ next: 'proof', factors: ['totp'], phoneEnding: null })
    expect(session).toEqual({ kind: 'none' })
  })

  it('opens a session with ticket and code, and says so on the session', async () => {
    const { id, code, ticketFor } = await withTotp()
    const outcome = await confirm(await ticketFor(), code())
    expect(await app.present(app.grantedBy(outcome))).toMatchObject({ id })
    const latest = await app.db
      .selectFrom('session')
      .select('assurance')
      .where('person_id', '=', id)
      .orderBy('began_at', 'desc')
      .executeTakeFirst()
    expect(latest).toEqual({ assurance: 'totp' })
  })

  it('takes a code once, also for two tickets at the same moment', async () => {
    const { code, ticketFor } = await withTotp()
    const tickets = [await ticketFor(), await ticketFor()]
    const outcomes = await Promise.allSettled(tickets.map((ticket) => confirm(ticket, code())))
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const again = await problemOf(confirm(await ticketFor(), code()))
    expect(again.code).toBe('sign-in.proof-not-accepted')
    app.advance(30)
    expect((await confirm(await ticketFor(), code())).output).toEqual({ next: 'done' })
  })

  it('takes a ticket once and for five minutes', async () => {
    const { code, ticketFor } = await withTotp()
    const ticket = await ticketFor()
    await confirm(ticket, code())
    app.advance(60)
    expect(await codeOf(confirm(ticket, code()))).toBe('sign-in.expired')
    const late = await ticketFor()
    app.advance(300)
    expect(await codeOf(confirm(late, code()))).toBe('sign-in.expired')
  })

  it('slows down who guesses codes with the right password', async () => {
    const { id, code, ticketFor } = await withTotp()
    const wrongCode = code() === '000000' ? '111111' : '000000'
    for (let guess = 1; guess <= 5; guess += 1) {
      const answer = await problemOf(confirm(await ticketFor(), wrongCode))
      expect(answer.code).toBe('sign-in.proof-not-accepted')
    }
    expect(await codeOf(ticketFor())).toBe('sign-in.too-many-failures')
    const failed = (await app.ledger('person.sign-in-failed')).filter(({ subject_id: subject }) => subject === id)
    expect(failed.map(({ detail }) => detail['reason'])).toEqual(['totp', 'totp', 'totp', 'totp', 'totp'])
  })

  it('keeps the secret sealed', async () => {
    const person = await app.signedIn((await app.join(['operations'])).loginName)
    const { secret, uri } = await app.call('begin-totp', {}, { actor: person })
    expect(uri).toContain('otpauth://totp/')
    const rows = await app.db.selectFrom('totp').select('sealed_secret').execute()
    expect(rows.some((row) => Buffer.from(row.sealed_secret).includes(String(secret)))).toBe(false)
  })

  it('does not enable codes that were never proven, and not an hour later', async () => {
    const { loginName } = await app.join(['operations'])
    const person = await app.signedIn(loginName)
    await app.call('begin-totp', {}, { actor: person })
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
    app.advance(3600)
    expect(await codeOf(app.run('finish-totp', { code: '123456' }, { actor: person }))).toBe('totp.not-begun')
  })

  it('switches codes off only for somebody who proved a second factor just now', async () => {
    const { loginName, code, ticketFor } = await withTotp()
    const token = app.grantedBy(await confirm(await ticketFor(), code()))
    app.advance(6 * 60)
    const stale = await app.present(token)
    expect(await codeOf(app.run('disable-totp', {}, { actor: stale ?? { kind: 'anonymous' } }))).toBe('session.prove-again')
    const proof = { factor: 'totp', code: code() }
    await app.call('prove-again', { proof }, { actor: stale ?? { kind: 'anonymous' } })
    const by = { actor: (await app.present(token)) ?? { kind: 'anonymous' as const } }
    await app.call('disable-totp', {}, by)
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
  })

  it('lets an administrator reset the codes of others, not their own, and tells the person', async () => {
    const { id, loginName } = await withTotp()
    const by = { actor: await app.actor(app.administrator) }
    const own = await problemOf(app.run('reset-factors', { id: app.administrator, reason: '手机丢失' }, by))
    expect(own.reasons.map(({ code }) => code)).toEqual(['factors.reset-own'])
    await app.call('reset-factors', { id, reason: '手机丢失' }, by)
    expect((await app.signIn(loginName)).output).toEqual({ next: 'done' })
    const notices = await app.db.selectFrom('notice').select('kind').where('person_id', '=', id).execute()
    expect(notices).toEqual([{ kind: 'factors.reset' }])
  })
})
