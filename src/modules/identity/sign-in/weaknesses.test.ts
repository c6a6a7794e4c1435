import { generateSync } from 'otplib'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, goodPassword, problemOf, startIdentity } from '../identity.fixture.ts'

/** Weaknesses that frameworks for signing in are known for; each is shown not to be one of ours. */
describe.each(databaseKinds)('known weaknesses of sign-ins on $name (ACC-3, ACC-4)', async (kind) => {
  const sent: string[] = []
  const app = await startIdentity(kind, {
    sendSms: async ({ code }) => {
      sent.push(code)
    },
  })
  const anonymous: Actor = { kind: 'anonymous' }
  const present = async (token: string) => ({ actor: (await app.present(token)) ?? anonymous })
  const withTotp = async () => {
    const person = await app.join(['operations'])
    const token = await app.sessionOf(person.loginName)
    const begun = await app.call('begin-totp', {}, await present(token))
    const code = () => generateSync({ secret: String(begun['secret']), epoch: Math.floor(app.clock.now().getTime() / 1000) })
    await app.call('finish-totp', { code: code() }, await present(token))
    app.advance(60)
    return { ...person, token, secret: String(begun['secret']), code }
  }
  const ticketOf = async (loginName: string) =>
    z.object({ ticket: z.string(), factors: z.array(z.string()) }).parse((await app.signIn(loginName)).output)

  it('takes a one-time code for one sign-in', async () => {
    const { loginName, code } = await withTotp()
    const proof = { factor: 'totp', code: code() }
    await app.run('confirm-sign-in', { ticket: (await ticketOf(loginName)).ticket, proof })
    const again = app.run('confirm-sign-in', { ticket: (await ticketOf(loginName)).ticket, proof })
    expect(await codeOf(again)).toBe('sign-in.proof-not-accepted')
  })

  it('does not switch the second factor off for the password', async () => {
    const { token } = await withTotp()
    app.advance(5 * 60)
    const by = await present(token)
    const password = { factor: 'password', password: goodPassword }
    expect(await codeOf(app.run('prove-again', { proof: password }, by))).toBe('proof.too-weak')
    expect(await codeOf(app.run('disable-totp', {}, by))).toBe('session.prove-again')
  })

  it('never shows the secret of one-time codes again', async () => {
    const { token, secret } = await withTotp()
    const by = await present(token)
    expect(await codeOf(app.run('begin-totp', {}, by))).toBe('totp.already-enabled')
    for (const name of ['view-me', 'view-factors', 'list-sessions']) {
      expect(JSON.stringify(await app.call(name, {}, by))).not.toContain(secret)
    }
  })

  it('opens nothing by a code by SMS without the password before it', async () => {
    const { token, loginName } = await withTotp()
    await app.call('begin-phone', { number: '13800138000' }, await present(token))
    await app.runJobs()
    await app.call('finish-phone', { code: sent.at(-1) }, await present(token))
    expect(await codeOf(app.run('send-code', {}))).toBe('sign-in.expired')
    expect((await app.signIn(loginName)).session).toEqual({ kind: 'none' })
    expect(await codeOf(app.run('confirm-sign-in', { ticket: 'x'.repeat(43), proof: { factor: 'sms', code: sent.at(-1) } }))).toBe('sign-in.expired')
  })

  it('takes a ticket from the device alone that it was given to, with a right code as well', async () => {
    const { id, loginName, code, token } = await withTotp()
    await app.call('begin-phone', { number: '13800138001' }, await present(token))
    await app.runJobs()
    await app.call('finish-phone', { code: sent.at(-1) }, await present(token))
    app.advance(60)
    const { ticket } = await ticketOf(loginName)
    const proof = { factor: 'totp', code: code() }
    // The thief has the ticket and a code that its owner typed into their page; another browser, or none.
    for (const thief of [{ deviceToken: 't'.repeat(43) }, { deviceToken: '' }]) {
      expect(await codeOf(app.run('confirm-sign-in', { ticket, proof }, thief))).toBe('sign-in.elsewhere')
      expect(await codeOf(app.run('ask-passkey', { ticket }, thief))).toBe('sign-in.elsewhere')
      expect(await codeOf(app.run('send-code', { ticket }, thief))).toBe('sign-in.elsewhere')
      // A wrong code gets the answer of a right one.
      const guess = { factor: 'totp', code: '000000' }
      expect(await codeOf(app.run('confirm-sign-in', { ticket, proof: guess }, thief))).toBe('sign-in.elsewhere')
    }
    const tried = (await app.ledger('person.sign-in-failed')).filter(({ subject_id: subject }) => subject === id)
    expect(tried.map(({ detail }) => detail)).toEqual(Array.from({ length: 4 }, () => ({ reason: 'elsewhere' })))
    // Whoever began it is not held up, and the code was not used up.
    expect((await app.run('confirm-sign-in', { ticket, proof })).session.kind).toBe('granted')
  })

  it('keeps no token that opens anything', async () => {
    const { token } = await withTotp()
    const kept = await app.db.selectFrom('session').select(['token_digest', 'previous_digest']).execute()
    for (const row of kept) {
      for (const digest of [row.token_digest, row.previous_digest ?? new Uint8Array()]) {
        expect(await app.present(Buffer.from(digest).toString('base64url'))).toBeNull()
        expect(Buffer.from(digest).toString('latin1')).not.toContain(token)
      }
    }
  })

  it('stops thirty guesses from thirty networks, and the right password after them', async () => {
    const { loginName } = await app.join(['operations'])
    const answers: string[] = []
    for (let network = 1; network <= 30; network += 1) {
      answers.push((await problemOf(app.signIn(loginName, 'Wrong-password 1', { ip: `198.51.100.${network}` }))).code)
    }
    expect(answers.filter((code) => code === 'sign-in.wrong-credentials')).toHaveLength(5)
    expect(await codeOf(app.signIn(loginName, goodPassword, { ip: '203.0.113.200' }))).toBe('sign-in.too-many-failures')
  })

  it('does not take the same password for a new one', async () => {
    const { loginName } = await app.join(['operations'])
    const by = await present(await app.sessionOf(loginName))
    expect(await codeOf(app.run('change-password', { current: goodPassword, next: goodPassword }, by))).toBe('password.refused')
  })

  it('ends every way in with the suspension, in one transaction', async () => {
    const { id, token, loginName, code } = await withTotp()
    const { ticket } = await ticketOf(loginName)
    await app.call('suspend-person', { id, reason: '离职' }, { actor: await app.actor(app.administrator) })
    expect(await app.present(token)).toBeNull()
    expect(await codeOf(app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }))).toBe('sign-in.expired')
    expect(await codeOf(app.signIn(loginName))).toBe('sign-in.wrong-credentials')
  })

  it('takes as long for a name that nobody has as for a wrong password', async () => {
    const { loginName } = await app.join(['operations'])
    const timeOf = async (name: string): Promise<number> => {
      const begun = performance.now()
      await problemOf(app.signIn(name, 'Wrong-password 1'))
      return performance.now() - begun
    }
    const known: number[] = []
    const unknown: number[] = []
    for (let round = 0; round < 25; round += 1) {
      // Delays are forgotten, so that every attempt does the whole work.
      app.advance(25 * 3600)
      known.push(await timeOf(loginName))
      unknown.push(await timeOf(`nobody-${round}`))
    }
    // The chance that one of each pair is the faster is a half when nothing tells them apart: 25 throws of a coin lie
    // between 2 and 23 in all but one of a hundred thousand runs; without the work for unknown names it is 25.
    const faster = unknown.filter((time, round) => time < (known[round] ?? 0)).length
    expect(faster).toBeGreaterThanOrEqual(2)
    expect(faster).toBeLessThanOrEqual(23)
  })
})
