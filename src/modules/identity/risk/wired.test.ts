import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { softwareAuthenticator } from '../../../../test/peers/authenticator.ts'
import { say } from '../../../kernel/sentence.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, goodPassword, startIdentity } from '../identity.fixture.ts'
import { addresses, userAgents } from './risk.fixture.ts'
import { responseTo } from './risk-response.ts'

const usual = { ip: addresses.office, device: userAgents.chrome, deviceToken: 'a'.repeat(43) }
const abroad = { ip: addresses.germany, device: userAgents.iPhone, deviceToken: 'b'.repeat(43) }
const elsewhere = { ip: addresses.office, device: userAgents.edge, deviceToken: 'c'.repeat(43) }
const noticeRow = z.object({ zh: z.string(), en: z.string() })

describe('what follows from the risk of a sign-in (ACC-5)', () => {
  it.each([
    ['low, nothing set up', { level: 'low', offered: [], demanded: true, knownDevice: false }, { kind: 'open' }],
    ['low, codes set up', { level: 'low', offered: ['totp'], demanded: true, knownDevice: false }, { kind: 'ask', factors: ['totp'] }],
    ['elevated, codes set up', { level: 'elevated', offered: ['sms', 'recovery-code'], demanded: true, knownDevice: false }, { kind: 'ask', factors: ['sms', 'recovery-code'] }],
    ['elevated, nothing set up', { level: 'elevated', offered: [], demanded: true, knownDevice: false }, { kind: 'refuse' }],
    ['elevated, nothing set up, on a known device', { level: 'elevated', offered: [], demanded: true, knownDevice: true }, { kind: 'open' }],
    ['elevated, nothing set up and nothing demanded', { level: 'elevated', offered: [], demanded: false, knownDevice: false }, { kind: 'open' }],
    ['high, a passkey and codes', { level: 'high', offered: ['passkey', 'totp'], demanded: true, knownDevice: false }, { kind: 'ask', factors: ['passkey'] }],
    ['high, codes alone', { level: 'high', offered: ['totp', 'sms'], demanded: true, knownDevice: false }, { kind: 'refuse' }],
    ['high, nothing demanded', { level: 'high', offered: [], demanded: false, knownDevice: false }, { kind: 'refuse' }],
  ] as const)('%s', (_what, facts, response) => {
    expect(responseTo(facts)).toEqual(response)
  })
})

describe.each(databaseKinds)('unusual sign-ins on $name (ACC-5)', async (kind) => {
  const alarms: string[] = []
  const warnings: { phone: string | null; wecomUserId: string | null; text: string; link: URL }[] = []
  const codes: string[] = []
  const app = await startIdentity(kind, {
    demanding: true,
    alarm: async ({ text }) => {
      alarms.push(text)
    },
    warn: async (warning) => {
      warnings.push(warning)
    },
    sendSms: async ({ code }) => {
      codes.push(code)
    },
  })
  const present = async (token: string, deviceToken: string) => {
    const session = await app.presentAgain(token, deviceToken)
    const actor: Actor = session === null || session === 'copied' ? { kind: 'anonymous' } : session.actor
    return { actor }
  }
  const notices = async (personId: string) =>
    (await app.db.selectFrom('notice').selectAll().where('person_id', '=', personId).where('kind', '=', 'sign-in.unusual').orderBy('id').execute()).map(
      ({ sentence, params }) => say(noticeRow.parse(sentence), 'zh', params),
    )
  const ticketIn = (output: unknown) => z.object({ ticket: z.string(), factors: z.array(z.string()), unusual: z.boolean() }).parse(output)

  /** Somebody who has signed in ten times, at the office on one device, by one-time code. */
  const regular = async () => {
    const person = await app.join(['operations'], usual)
    app.advance(60)
    const first = await app.run('sign-in', { loginName: person.loginName, password: goodPassword }, usual)
    const token = app.grantedBy(first)
    const code = await app.enableTotp((await present(token, usual.deviceToken)).actor)
    for (let day = 1; day <= 10; day += 1) {
      app.advance(24 * 3600)
      const { ticket } = ticketIn((await app.signIn(person.loginName, goodPassword, usual)).output)
      await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }, usual)
    }
    app.advance(24 * 3600)
    return { ...person, code }
  }

  it('says nothing of a sign-in like the others', async () => {
    const { id, loginName } = await regular()
    expect(ticketIn((await app.signIn(loginName, goodPassword, usual)).output)).toMatchObject({ unusual: false })
    expect(await notices(id)).toEqual([])
  })

  it('tells the person of a new device, with place, device and time', async () => {
    const { id, loginName } = await regular()
    expect(ticketIn((await app.signIn(loginName, goodPassword, elsewhere)).output)).toMatchObject({ factors: ['totp'], unusual: false })
    const [told] = await notices(id)
    expect(told).toMatch(/^您的账号于 2026-\d\d-\d\d \d\d:\d\d 在浙江杭州用.*登录（IP 202\.101\.172\.35），与平时不同/)
  })

  it('refuses a sign-in from abroad on a new device minutes later where there is no passkey, and tells both', async () => {
    const { id, loginName, code } = await regular()
    const { ticket } = ticketIn((await app.signIn(loginName, goodPassword, usual)).output)
    await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }, usual)
    app.advance(20 * 60)
    expect(await codeOf(app.signIn(loginName, goodPassword, abroad))).toBe('sign-in.unusual')
    expect(await notices(id)).toHaveLength(1)
    expect((await notices(app.administrator)).at(-1)).toContain('风险高')
    await app.runJobs()
    expect(alarms).toEqual([expect.stringContaining('高风险登录')])
    const own = { actor: await app.actor(id) }
    const { items } = z.object({ items: z.array(z.object({ level: z.string(), reasons: z.array(z.string()), finished: z.boolean() })) }).parse(await app.call('list-sign-ins', {}, own))
    expect(items[0]).toMatchObject({ level: 'high', finished: false })
    expect(items[0]?.reasons.join()).toMatch(/杭州.*次登录中.*境外/)
    const entries = await app.ledger('sign-in.unusual')
    expect(entries.at(-1)).toMatchObject({ subject_id: id, detail: { level: 'high', refused: true } })
  })

  it('warns the person outside the console: in WeCom always, by text message when the risk is high', async () => {
    const { id, loginName, code } = await regular()
    const { ticket } = ticketIn((await app.signIn(loginName, goodPassword, usual)).output)
    const token = app.grantedBy(await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }, usual))
    await app.call('begin-phone', { number: '13800138000' }, await present(token, usual.deviceToken))
    await app.runJobs()
    await app.call('finish-phone', { code: codes.at(-1) }, await present(token, usual.deviceToken))
    await app.db
      .insertInto('outside_identity')
      .values({ provider: 'wecom', subject: 'lisi', person_id: id, linked_at: new Date(), linked_by: null })
      .execute()
    app.advance(24 * 3600)
    await app.signIn(loginName, goodPassword, elsewhere)
    await app.runJobs()
    expect(warnings.at(-1)).toMatchObject({ phone: null, wecomUserId: 'lisi' })
    app.advance(20 * 60)
    expect(await codeOf(app.signIn(loginName, goodPassword, abroad))).toBe('sign-in.unusual')
    await app.runJobs()
    expect(warnings.at(-1)).toMatchObject({ phone: '13800138000', wecomUserId: 'lisi', text: expect.stringContaining('不是您本人的') })
    expect(warnings.at(-1)?.link.href).toMatch(/^https:\/\/weidun\.example\/me\?sign-in=[0-9a-f-]{36}$/)
  })

  it('takes a passkey for it and nothing weaker', async () => {
    const { loginName, code } = await regular()
    const { ticket } = ticketIn((await app.signIn(loginName, goodPassword, usual)).output)
    const token = app.grantedBy(await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }, usual))
    const key = softwareAuthenticator({ synced: true })
    const { options } = z.object({ options: z.record(z.string(), z.unknown()) }).parse(await app.call('begin-passkey', {}, await present(token, usual.deviceToken)))
    await app.call('finish-passkey', { name: '手机', answer: key.create(options) }, await present(token, usual.deviceToken))
    app.advance(20 * 60)
    const asked = ticketIn((await app.signIn(loginName, goodPassword, abroad)).output)
    expect(asked).toMatchObject({ factors: ['passkey'], unusual: true })
    const weak = app.run('confirm-sign-in', { ticket: asked.ticket, proof: { factor: 'totp', code: code() } }, abroad)
    expect(await codeOf(weak)).toBe('sign-in.passkey-demanded')
    const asking = z.object({ options: z.record(z.string(), z.unknown()) }).parse(await app.call('ask-passkey', { ticket: asked.ticket }, abroad))
    const proof = { factor: 'passkey', answer: key.get(asking.options) }
    expect((await app.run('confirm-sign-in', { ticket: asked.ticket, proof }, abroad)).output).toEqual({ next: 'done' })
  })

  it('ends everything, freezes the account and opens a case when the person says that it was not them', async () => {
    const { id, loginName, code } = await regular()
    const { ticket } = ticketIn((await app.signIn(loginName, goodPassword, usual)).output)
    const token = app.grantedBy(await app.run('confirm-sign-in', { ticket, proof: { factor: 'totp', code: code() } }, usual))
    app.advance(60)
    const thief = ticketIn((await app.signIn(loginName, goodPassword, elsewhere)).output)
    await app.run('confirm-sign-in', { ticket: thief.ticket, proof: { factor: 'totp', code: code() } }, elsewhere)
    const by = await present(token, usual.deviceToken)
    const { items } = z.object({ items: z.array(z.object({ id: z.string(), level: z.string() })) }).parse(await app.call('list-sign-ins', {}, by))
    expect(await app.call('disown-sign-in', { id: items[0]?.id }, by)).toEqual({ frozen: true })
    expect((await present(token, usual.deviceToken)).actor.kind).toBe('anonymous')
    expect(await codeOf(app.signIn(loginName, goodPassword, usual))).toBe('sign-in.wrong-credentials')
    const cases = await app.db.selectFrom('obligation').selectAll().where('kind', '=', 'identity.disowned-sign-in').where('subject_id', '=', id).execute()
    expect(cases).toHaveLength(1)
  })

  it('does not let the last administrator lock the company out', async () => {
    const by = { actor: await app.actor(app.administrator) }
    const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await app.call('list-sign-ins', {}, by))
    expect(await app.call('disown-sign-in', { id: items[0]?.id }, by)).toEqual({ frozen: false })
  })

  it('lets nobody disown the sign-ins of others', async () => {
    const mine = await app.join(['operations'], usual)
    const theirs = await app.join(['operations'], usual)
    const { items } = z.object({ items: z.array(z.object({ id: z.string() })) }).parse(await app.call('list-sign-ins', {}, { actor: await app.actor(theirs.id) }))
    expect(await codeOf(app.run('disown-sign-in', { id: items[0]?.id }, { actor: await app.actor(mine.id) }))).toBe('record.not-found')
  })
})
