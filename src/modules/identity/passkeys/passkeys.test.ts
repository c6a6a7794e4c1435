import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { softwareAuthenticator, type SoftwareAuthenticator } from '../../../../test/peers/authenticator.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Outcome } from '../../../kernel/transaction.ts'
import { codeOf, databaseKinds, goodPassword, problemOf, startIdentity } from '../identity.fixture.ts'

const knownModel = 'ee882879-721c-4913-9775-3dfcce97072a'
const optionsIn = (output: Record<string, unknown>) =>
  z.object({ options: z.record(z.string(), z.unknown()) }).parse(output).options
const proofIn = ({ output }: Outcome) => z.object({ next: z.literal('proof'), ticket: z.string(), factors: z.array(z.string()) }).parse(output)

describe.each(databaseKinds)('passkeys on $name (ACC-3)', async (kind) => {
  const app = await startIdentity(kind, { demanding: true })
  const nobody: Actor = { kind: 'anonymous' }
  const present = async (token: string) => ({ actor: (await app.present(token)) ?? nobody })

  /** Adds a passkey; returns the token that takes the place of the session's. */
  const add = async (token: string, key: SoftwareAuthenticator, name = '办公桌上的密钥') => {
    const options = optionsIn(await app.call('begin-passkey', {}, await present(token)))
    return app.grantedBy(await app.run('finish-passkey', { name, answer: key.create(options) }, await present(token)))
  }
  const ask = async (input: { ticket?: string } = {}, by: { actor?: Actor } = {}) =>
    optionsIn(await app.call('ask-passkey', input, by))
  /** Somebody with these posts and a passkey, in the session that added it. */
  const withKey = async (posts: readonly string[], key: SoftwareAuthenticator) => {
    const person = await app.join(posts)
    const token = await add(await app.sessionOf(person.loginName), key)
    return { ...person, token }
  }
  const confirm = async (loginName: string, key: SoftwareAuthenticator) => {
    const { ticket } = proofIn(await app.signIn(loginName))
    return app.run('confirm-sign-in', { ticket, proof: { factor: 'passkey', answer: key.get(await ask({ ticket })) } })
  }

  it('leaves nothing to a session that has proven a password alone, but to set a factor up', async () => {
    const { loginName } = await app.join(['operations'])
    const by = await present(await app.sessionOf(loginName))
    expect(by.actor).toMatchObject({ lacks: 'second-factor' })
    expect(await codeOf(app.run('list-people', {}, by))).toBe('session.second-factor-first')
    expect(await codeOf(app.run('list-departments', {}, by))).toBe('session.second-factor-first')
    expect((await app.call('view-me', {}, by))['lacks']).toBe('second-factor')
  })

  it('opens what the posts allow once a passkey was added, and ends sessions without it', async () => {
    const { loginName } = await app.join(['operations'])
    const elsewhere = await app.sessionOf(loginName)
    const here = await add(await app.sessionOf(loginName), softwareAuthenticator())
    expect((await present(here)).actor).toMatchObject({ lacks: null, assurance: 'passkey' })
    expect(await app.present(elsewhere)).toBeNull()
  })

  it('asks for it at the next sign-in, and once is once', async () => {
    const key = softwareAuthenticator()
    const { loginName, id } = await withKey(['operations'], key)
    const { ticket, factors } = proofIn(await app.signIn(loginName))
    expect(factors).toEqual(['passkey'])
    const answer = key.get(await ask({ ticket }))
    const outcome = await app.run('confirm-sign-in', { ticket, proof: { factor: 'passkey', answer } })
    expect(await app.present(app.grantedBy(outcome))).toMatchObject({ id, assurance: 'passkey' })
    const second = proofIn(await app.signIn(loginName)).ticket
    const replayed = app.run('confirm-sign-in', { ticket: second, proof: { factor: 'passkey', answer } })
    expect(await codeOf(replayed)).toBe('sign-in.proof-not-accepted')
  })

  it('signs in without a name or password, since the passkey verified its user', async () => {
    const key = softwareAuthenticator({ synced: true })
    const { id } = await withKey(['operations'], key)
    const outcome = await app.run('sign-in-by-passkey', { answer: key.get(await ask()) })
    expect(await app.present(app.grantedBy(outcome))).toMatchObject({ id, assurance: 'passkey' })
    const stranger = softwareAuthenticator()
    expect(await codeOf(app.run('sign-in-by-passkey', { answer: stranger.get(await ask()) }))).toBe('sign-in.passkey-not-known')
  })

  it.each([
    ['another origin', { origin: 'https://weidun.example.attacker.example' }],
    ['another site', { siteId: 'attacker.example' }],
    ['no user verification', { verifiesUser: false }],
  ])('takes no key made with %s', async (_what, traits) => {
    const { loginName } = await app.join(['operations'])
    const token = await app.sessionOf(loginName)
    expect(await codeOf(add(token, softwareAuthenticator(traits)))).toBe('passkey.not-accepted')
  })

  it('takes no answer to a challenge that was given to somebody else, used or too old', async () => {
    const mine = softwareAuthenticator()
    const me = await withKey(['operations'], mine)
    const other = await app.join(['operations'])
    const theirs = await app.sessionOf(other.loginName)
    const options = optionsIn(await app.call('begin-passkey', {}, await present(theirs)))
    const stolen = { name: '密钥', answer: softwareAuthenticator().create(options) }
    expect(await codeOf(app.run('finish-passkey', stolen, await present(me.token)))).toBe('passkey.not-accepted')
    app.advance(5 * 60)
    expect(await codeOf(app.run('finish-passkey', stolen, await present(theirs)))).toBe('passkey.not-accepted')
  })

  it('ends a passkey whose counter goes backwards, and refuses the sign-in', async () => {
    const key = softwareAuthenticator()
    const { loginName, id } = await withKey(['operations'], key)
    await confirm(loginName, key)
    key.rewind(1)
    expect(await codeOf(confirm(loginName, key))).toBe('passkey.cloned')
    const rows = await app.db.selectFrom('passkey').select('ended_because').where('person_id', '=', id).execute()
    expect(rows).toEqual([{ ended_because: 'cloned' }])
    expect(await app.ledger('passkey.cloned')).toHaveLength(1)
  })

  it('keeps a privileged post shut until the session proves a passkey, and says so', async () => {
    const { loginName } = await app.join(['security-administrator'])
    const token = await app.sessionOf(loginName)
    const { secret } = await app.call('begin-totp', {}, await present(token))
    const { generateSync } = await import('otplib')
    const code = () => generateSync({ secret: String(secret), epoch: Math.floor(app.clock.now().getTime() / 1000) })
    const proven = app.grantedBy(await app.run('finish-totp', { code: code() }, await present(token)))
    const refused = await problemOf(app.run('list-people', {}, await present(proven)))
    expect(refused.code).toBe('session.passkey-first')
    expect(refused.params).toEqual({ permission: '查看人员与岗位' })
    const key = softwareAuthenticator()
    const opened = await add(proven, key)
    expect((await app.call('list-people', {}, await present(opened)))['total']).toBeGreaterThan(0)
    // Signed in again with the code alone, the post is shut again; a passkey opens it within the session.
    app.advance(60)
    const { ticket } = proofIn(await app.signIn(loginName))
    const weak = app.grantedBy(await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }))
    expect(await codeOf(app.run('list-people', {}, await present(weak)))).toBe('session.passkey-first')
    const by = await present(weak)
    await app.call('prove-again', { proof: { factor: 'passkey', answer: key.get(await ask({}, by)) } }, by)
    expect((await present(weak)).actor).toMatchObject({ assurance: 'passkey', lacks: null })
    expect((await app.call('list-people', {}, await present(weak)))['total']).toBeGreaterThan(0)
  })

  it('lets nobody with a code alone add a passkey beside the one that is there', async () => {
    const key = softwareAuthenticator()
    const { loginName, token } = await withKey(['operations'], key)
    const code = await app.enableTotp((await present(token)).actor)
    const { ticket } = proofIn(await app.signIn(loginName))
    const weak = app.grantedBy(await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }))
    const refused = await problemOf(app.run('begin-passkey', {}, await present(weak)))
    expect(refused.reasons.map(({ code: reason }) => reason)).toEqual(['factor.passkey-needs-passkey'])
  })

  it('wants a fresh proof for what is sensitive, by the passkey and nothing weaker', async () => {
    const key = softwareAuthenticator()
    const code = await app.enableTotp((await present((await withKey(['operations'], key)).token)).actor)
    const { token } = code
    app.advance(6 * 60)
    const by = await present(token)
    expect(await codeOf(app.run('disable-totp', {}, by))).toBe('session.prove-again')
    expect(await codeOf(app.run('prove-again', { proof: { factor: 'totp', code: code() } }, by))).toBe('proof.too-weak')
    const password = { factor: 'password', password: goodPassword }
    expect(await codeOf(app.run('prove-again', { proof: password }, by))).toBe('proof.too-weak')
    const proof = { factor: 'passkey', answer: key.get(await ask({}, by)) }
    const proven = app.grantedBy(await app.run('prove-again', { proof }, by))
    await app.call('disable-totp', {}, await present(proven))
  })

  it('does not let the only factor go while the company demands one', async () => {
    const { token } = await withKey(['operations'], softwareAuthenticator())
    const { passkeys } = z.object({ passkeys: z.array(z.object({ id: z.string() })) }).parse(await app.call('view-factors', {}, await present(token)))
    const refused = await problemOf(app.run('remove-passkey', { id: passkeys[0]?.id }, await present(token)))
    expect(refused.reasons.map(({ code }) => code)).toEqual(['factor.last-one'])
  })

  it.each([
    ['a key of a listed model', { aaguid: knownModel }, true],
    ['a model that is not listed', { aaguid: '11111111-2222-4333-8444-555555555555' }, false],
    ['a listed model that does not attest', { aaguid: knownModel, attestation: 'none' as const }, false],
    ['a listed model whose key is synchronised', { aaguid: knownModel, synced: true }, false],
  ])('opens core accounts for %s: %#', async (_what, traits, open) => {
    const { token } = await withKey(['operations'], softwareAuthenticator(traits))
    expect((await present(token)).actor).toMatchObject({ onCoreAccounts: open })
  })

  it('opens core accounts for a model that the company added', async () => {
    const aaguid = '11111111-2222-4333-8444-666666666666'
    const key = softwareAuthenticator({ aaguid })
    const { loginName } = await withKey(['operations'], key)
    const settings = { secondFactorDemanded: true, passkeyDemanded: true, keyModels: [aaguid] }
    await app.call('update-factor-settings', settings, { actor: await app.actor(app.administrator) })
    expect((await present(app.grantedBy(await confirm(loginName, key)))).actor).toMatchObject({ onCoreAccounts: true })
  })

  it('takes one key of two that are added with one challenge', async () => {
    const { loginName } = await app.join(['operations'])
    const token = await app.sessionOf(loginName)
    const options = optionsIn(await app.call('begin-passkey', {}, await present(token)))
    const by = await present(token)
    const outcomes = await Promise.allSettled(
      [softwareAuthenticator(), softwareAuthenticator()].map((key) =>
        app.run('finish-passkey', { name: '密钥', answer: key.create(options) }, by),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('gives recovery codes that work once each, and end with the next list', async () => {
    const { loginName, token } = await withKey(['operations'], softwareAuthenticator())
    const make = async () => z.object({ codes: z.array(z.string()) }).parse(await app.call('make-recovery-codes', {}, await present(token))).codes
    const [old] = await make()
    const codes = await make()
    expect(new Set(codes).size).toBe(10)
    const use = async (code: string | undefined) => {
      const { ticket } = proofIn(await app.signIn(loginName))
      return app.run('confirm-sign-in', { ticket, proof: { factor: 'recovery-code', code } })
    }
    expect(await codeOf(use(old))).toBe('sign-in.proof-not-accepted')
    const typed = codes[0]?.toLowerCase().replaceAll('-', ' ')
    expect((await app.present(app.grantedBy(await use(typed)))) ).toMatchObject({ assurance: 'recovery-code' })
    expect(await codeOf(use(codes[0]))).toBe('sign-in.proof-not-accepted')
    const rows = await app.db.selectFrom('recovery_code').select('digest').execute()
    expect(rows.some(({ digest }) => Buffer.from(digest).toString('latin1').includes(codes[1] ?? ''))).toBe(false)
  })
})
