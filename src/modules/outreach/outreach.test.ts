import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import { serveTestApp } from '../../../test/served.ts'
import { newId } from '../../kernel/id.ts'
import { startOutreach } from './outreach.fixture.ts'

/** Every database, and PostgreSQL once more with the messages partitioned by month, as deploy/scale does it. */
const places = testDatabases().flatMap(({ name }) => [
  { name, partitioned: false, place: name as string },
  ...(name === 'postgres' ? [{ name, partitioned: true, place: 'postgres, partitioned' }] : []),
])

const partition = async ({ db, runJob }: Pick<TestApp, 'db' | 'runJob'>): Promise<void> => {
  await sql.raw(readFileSync(new URL('../../../deploy/scale/partition-by-month.sql', import.meta.url), 'utf8')).execute(db)
  // The script goes by the clock of the database, the job by that of the test.
  await runJob('outreach.make-partitions')
}

describe.each(places)('who may be sent what, on $place (OUT-1, PRV-1)', async ({ name: database, partitioned }) => {
  const app = await startTestApp({ database })
  if (partitioned) await partition(app)
  const house = await startOutreach(app)
  const { consent, ask, reasons, legal, service, operations, administrator, noticeText, customer, customers } = house
  const entries = (type: string) =>
    app.db.selectFrom('ledger_entry').select(['subject_id', 'detail']).where('type', '=', type).orderBy('id').execute()

  it('lets nothing go to somebody who never consented, and the message once they did', async () => {
    const person = await customer()
    expect(await reasons(person)).toEqual(['no-consent'])
    await consent(person)
    const { answers } = await ask([person])
    expect(answers).toMatchObject([{ person, verdict: 'allow', reasons: [], unsubscribeUrl: expect.stringMatching(/^https:\/\/weidun\.example\/u\/[\w-]{43}$/) }])
    expect(await reasons(person, { channel: 'email' })).toEqual(['no-consent'])
  })

  it('lets nothing go to somebody who is no customer, under fourteen without a guardian, or restricted', async () => {
    expect(await reasons(newId())).toContain('person-unknown')
    expect(await reasons(await customer({ minor: true }))).not.toEqual(['no-consent'])
    const restricted = await customer({ restricted: true })
    await consent(restricted)
    expect(await reasons(restricted)).toEqual(['restricted'])
  })

  it('says the rule behind a refusal', async () => {
    const { answers } = await ask([await customer()])
    expect(answers[0]?.reasons[0]).toEqual({
      code: 'no-consent',
      text: '此人没有同意通过短信接收营销消息，请先取得同意。',
      law: '广告法第四十三条第一款、个人信息保护法第十三条、第十四条',
    })
  })

  it('counts three a month over all channels, reserved ones too, and gives a released one back', async () => {
    const person = await customer()
    await consent(person)
    await consent(person, { channel: 'email' })
    const sends = []
    for (const channel of ['sms', 'email', 'sms']) sends.push((await ask([person], { channel })).answers[0]?.sendId ?? '')
    expect(await reasons(person)).toEqual(['cap-reached'])
    await app.call('outreach.confirm-sends', { sendIds: sends.slice(0, 2) }, operations)
    expect(await app.call('outreach.release-sends', { sendIds: sends }, operations)).toEqual({ released: 1 })
    expect(await reasons(person)).toEqual([])
    expect(await reasons(person)).toEqual(['cap-reached'])
    // A message of service is not capped, and what the law wants sent is not either.
    expect(await reasons(person, { purpose: 'service', materialId: null })).toEqual([])
  })

  it('takes a reservation back when its time is over, counts what was sent late, and begins anew with the month in Beijing', async () => {
    const person = await customer()
    await consent(person)
    const first = (await ask([person])).answers[0]?.sendId ?? ''
    await ask([person])
    await ask([person])
    app.clock.advance(16 * 60_000)
    expect(await app.call('outreach.confirm-sends', { sendIds: [first, newId()] }, operations)).toEqual({ confirmed: 1, late: 1, unknown: 1 })
    expect(await reasons(person)).toEqual([])
    expect(await reasons(person)).toEqual([])
    expect(await reasons(person)).toEqual(['cap-reached'])
    const before = app.clock.now()
    // 23:59 in Beijing on the last of June: quiet, and still June.
    app.clock.set(new Date('2026-06-30T15:59:00Z'))
    expect(await reasons(person)).toContain('quiet-hours')
    app.clock.set(new Date('2026-07-01T02:00:00Z'))
    expect(await reasons(person)).toEqual([])
    app.clock.set(before)
  })

  it('ends a reservation with its month, so that it never counts in another', async () => {
    await app.call('outreach.update-settings', { cap: 1, quietHours: null, holdSeconds: 3600, platformLimits: [] }, administrator)
    const before = app.clock.now()
    app.clock.set(new Date('2026-08-31T15:50:00Z'))
    const person = await customer()
    await consent(person)
    expect((await ask([person])).expiresAt).toBe('2026-08-31T16:00:00.000Z')
    app.clock.set(before)
    await app.call('outreach.update-settings', { cap: 3, quietHours: { from: 1260, until: 540 }, holdSeconds: 900, platformLimits: [{ channel: 'wechat', limit: 4 }] }, administrator)
  })

  it('takes null for no cap and refuses nought, which nobody can mean', async () => {
    const settings = await app.call('outreach.view-settings', {}, operations)
    const change = (cap: number | null) => app.call('outreach.update-settings', { ...settings, cap }, administrator)
    await expect(change(0)).rejects.toMatchObject({ code: 'input.invalid' })
    await change(null)
    const person = await customer()
    await consent(person)
    for (let count = 0; count < 5; count += 1) expect(await reasons(person)).toEqual([])
    await change(3)
    expect(await reasons(person)).toEqual(['cap-reached'])
  })

  it('wants copy that was approved and offers a way out', async () => {
    const person = await customer()
    await consent(person)
    expect(await reasons(person, { materialId: null })).toEqual(['copy-not-approved'])
    expect(await reasons(person, { materialId: newId() })).toEqual(['copy-not-approved'])
    expect(await reasons(person, { materialId: await house.material('会员日，拒收请回复T', 'draft') })).toEqual(['copy-not-approved'])
    expect(await reasons(person, { materialId: await house.material('会员日，全场八折', 'published') })).toEqual(['no-way-out'])
  })

  it('decides a thousand at once, in the order asked, with one entry in the ledger and nobody in it', async () => {
    const people = await customers(1000)
    const [first = '', second = ''] = people
    await consent(first)
    await consent(second)
    const { answers, digest } = await ask(people)
    expect(answers.map(({ person }) => person)).toEqual(people)
    expect(answers.filter(({ verdict }) => verdict === 'allow')).toHaveLength(2)
    const entry = (await entries('sends.decided')).find(({ detail }) => detail['digest'] === digest)
    expect(entry?.detail).toMatchObject({ asked: 1000, allowed: 2, denied: 998, byReason: { 'no-consent': 998 }, digest })
    expect(JSON.stringify(entry)).not.toContain(first)
    await expect(ask([first, first])).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(ask([...people, newId()])).rejects.toMatchObject({ code: 'input.invalid' })
  })

  it('asks everybody again when the notice changes in what counts, and nobody when it only becomes clearer', async () => {
    const person = await customer()
    const { title, ...text } = noticeText
    const other = await app.call('outreach.publish-notice', { id: null, title, ...text, channels: ['wecom'] }, legal)
    const publish = (changed: object) => app.call('outreach.publish-notice', { id: other.id, title, ...text, channels: ['wecom'], ...changed }, legal)
    const over = { channel: 'wecom' as const, noticeId: other.id }
    await consent(person, { ...over, noticeVersion: 1, noticeDigest: other.digest })
    await expect(publish({})).rejects.toMatchObject({ code: 'outreach.notice-unchanged' })
    await expect(publish({ purpose: 'service' })).rejects.toMatchObject({ code: 'outreach.notice-purpose-fixed' })
    expect(await publish({ plainText: '会员活动和优惠，可随时退订。' })).toMatchObject({ version: 2, asksAgain: false })
    expect(await reasons(person, { channel: 'wecom' })).toEqual([])
    const third = await publish({ recipients: '短信服务商' })
    expect(third).toMatchObject({ version: 3, asksAgain: true })
    expect(await reasons(person, { channel: 'wecom' })).toEqual(['consent-outdated'])
    const listed = (await app.call('outreach.list-notices', {}, service)).items.find(({ id }) => id === other.id)
    expect(listed).toMatchObject({ version: 3, consenting: 0, toAskAgain: 1 })
    await expect(consent(person, { ...over, noticeVersion: 1, noticeDigest: other.digest })).rejects.toMatchObject({ reasons: [{ code: 'notice-outdated' }] })
    await consent(person, { ...over, noticeVersion: 3, noticeDigest: third.digest })
    expect(await reasons(person, { channel: 'wecom' })).toEqual([])
    const { versions, validFrom } = await app.call('outreach.view-notice', { id: other.id }, operations)
    expect(validFrom).toBe(3)
    expect(versions.map(({ version, asksAgain }) => [version, asksAgain])).toEqual([[3, true], [2, false], [1, false]])
  })

  it('keeps no consent that is none: a box ticked before, another text, or given before it was refused', async () => {
    const person = await customer()
    const refusedFor = (changed: Record<string, unknown>) => consent(person, changed).then(() => [], (error: { reasons: { code: string }[] }) => error.reasons.map(({ code }) => code))
    expect(await refusedFor({ boxUntouched: false })).toEqual(['pre-ticked'])
    expect(await refusedFor({ noticeDigest: 'a'.repeat(64) })).toEqual(['other-text'])
    expect(await refusedFor({ under14: true, separate: true })).toEqual(['guardian-needed'])
    expect(await reasons(person)).toEqual(['no-consent'])
    const givenAt = app.clock.now().toISOString()
    await consent(person, { givenAt })
    app.clock.advance(1000)
    await app.call('outreach.withdraw-consent', { person, purpose: 'marketing', channels: ['sms'], via: 'phone' }, service)
    expect(await refusedFor({ givenAt })).toEqual(['refused-since'])
    expect(await reasons(person)).toEqual(['withdrawn'])
    app.clock.advance(1000)
    await consent(person)
    expect(await reasons(person)).toEqual([])
  })

  it('unsubscribes by the keyword of a reply, at once, and takes back what was reserved', async () => {
    const person = await customer()
    await consent(person)
    const sendId = (await ask([person])).answers[0]?.sendId ?? ''
    const reply = (text: string) =>
      app.call('outreach.unsubscribe', { person, purpose: 'marketing', channels: ['sms'], reply: text }, service)
    await expect(reply('谢谢')).rejects.toMatchObject({ code: 'outreach.reply-no-keyword' })
    await reply('TD')
    await reply('退订')
    expect(await reasons(person)).toEqual(['unsubscribed'])
    // A consent that somebody else records does not overrule the person.
    app.clock.advance(1000)
    await consent(person)
    expect(await reasons(person)).toEqual(['unsubscribed'])
    expect(await app.call('outreach.confirm-sends', { sendIds: [sendId] }, operations)).toMatchObject({ late: 1 })
    const seen = await app.call('outreach.view-recipient', { person }, service)
    expect(seen.unsubscribes).toMatchObject([{ channel: 'sms', via: 'reply', undoneAt: null }])
    expect(seen.consents.map(({ standing }) => standing)).toEqual(['given', 'given'])
  })

  it('answers a system outside that holds a key, at its short address, and no other key', async () => {
    const server = await serveTestApp(app)
    const give = (name: string, operations: string[]) => app.call('identity.create-api-key', { name, operations, days: 30 }, administrator)
    const sender = await give('短信平台', ['outreach.decide-sends', 'outreach.confirm-sends', 'outreach.release-sends'])
    const form = await give('官网表单', ['outreach.record-consent', 'outreach.withdraw-consent', 'outreach.unsubscribe', 'outreach.view-notice'])
    const person = await customer()
    await consent(person)
    const body = { purpose: 'marketing', channel: 'sms', materialId: house.approved, people: [person] }
    const post = (key: string) => server.post('/api/v1/send-gate', body, { authorization: `Bearer ${key}` })
    expect(await post(sender.key)).toMatchObject({ status: 200, body: { answers: [{ person, verdict: 'allow' }] } })
    expect(await post(form.key)).toMatchObject({ status: 403, body: { code: 'api-key.operation-not-given' } })
    expect(await server.post('/api/v1/send-gate', body)).toMatchObject({ status: 401 })
    await expect(give('后台', ['outreach.publish-notice'])).rejects.toMatchObject({ code: 'api-key.operation-not-grantable' })
  })

  it('explains without reserving', async () => {
    const person = await customer()
    await consent(person)
    const tried = { purpose: 'marketing', channel: 'sms', materialId: house.approved, person } as const
    for (let count = 0; count < 4; count += 1) {
      expect(await app.call('outreach.try-send', tried, operations)).toEqual({ verdict: 'allow', reasons: [] })
    }
    expect((await entries('consent.looked-up')).at(-1)).toMatchObject({ subject_id: person })
  })

  it('measures what was sent against the consents, and finds what was sent after a refusal', async () => {
    await app.runJobs()
    const measured = async (id: string) => {
      const control = app.catalogue.modules.flatMap(({ controls }) => controls).find((one) => one.id === id)
      return control?.measure(app.db, app.clock.now())
    }
    expect(await measured('outreach.sends-consented')).toMatchObject({ state: 'holds', share: 1 })
    // The late confirmation of the test before.
    expect(await measured('outreach.unsubscribes-at-once')).toMatchObject({ state: 'fails', evidence: [{ params: { count: 1 } }] })
  })
})

describe.each(places)('many systems that ask at once, on $place (OUT-1)', async ({ name: database, partitioned }) => {
  const app = await startTestApp({ database })
  if (partitioned) await partition(app)
  const { consent, ask, operations, service, customer, customers } = await startOutreach(app)

  it('never send a fourth message: 64 clients for the same people', async () => {
    const people = await customers(5)
    for (const person of people) await consent(person)
    const shuffled = (turn: number): string[] => [...people.slice(turn % 5), ...people.slice(0, turn % 5)]
    const answers = await Promise.all(Array.from({ length: 64 }, (_, turn) => ask(shuffled(turn))))
    const allowed = answers.flatMap((one) => one.answers).filter(({ verdict }) => verdict === 'allow')
    for (const person of people) expect(allowed.filter((answer) => answer.person === person)).toHaveLength(3)
    const sendIds = allowed.flatMap(({ sendId }) => (sendId === null ? [] : [sendId]))
    expect(await app.call('outreach.confirm-sends', { sendIds }, operations)).toEqual({ confirmed: 15, late: 0, unknown: 0 })
  })

  it('leave nothing reserved for somebody who unsubscribes in the midst of it (OUT-2)', async () => {
    const person = await customer()
    await consent(person)
    const asking = Array.from({ length: 10 }, () => ask([person]))
    const unsubscribing = app.call('outreach.unsubscribe', { person, purpose: 'marketing', channels: ['sms'] }, service)
    const after = unsubscribing.then(() => ask([person]))
    await Promise.all([...asking, unsubscribing])
    expect((await after).answers[0]?.reasons.map(({ code }) => code)).toEqual(['unsubscribed'])
    const { sends } = await app.call('outreach.view-recipient', { person }, service)
    expect(sends.filter(({ state }) => state === 'reserved')).toEqual([])
  })
})
