import fc from 'fast-check'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { inCalls, isTransferableAfterLeaving, transferableFrom } from './transfer-rules.ts'
import { soon, wecomForTest } from './wecom.fixture.ts'

const { peer, company, now, pass, connect } = await wecomForTest()
afterAll(() => peer.close())

const DAY = 86_400
const ids = (count: number, prefix = 'wm'): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`)

beforeEach(() => {
  for (const part of [company.members, company.customers, company.groups]) part.clear()
  company.transfers.length = 0
  company.setMostCustomers(5000)
  company.hire('leaver')
  company.hire('heir')
})

const pair = { handover: 'leaver', takeover: 'heir', stage: 'in-service' } as const
const resigned = { ...pair, stage: 'resigned' } as const
const options = () => ({ now: now(), signal: soon() })
const handOver = (whose: typeof pair | typeof resigned = pair) => connect().handOverCustomers(whose, options())

describe('handing customers over (ACC-7)', () => {
  it('asks for 100 at a time, and they are with the successor 24 hours later', async () => {
    company.befriend('leaver', ids(250))
    const before = peer.calls.length
    const first = await handOver()
    expect(first).toMatchObject({ stoppedBy: null, settledBy: new Date(now().getTime() + DAY * 1000) })
    expect(first.states.size).toBe(250)
    const asked = peer.calls.slice(before).filter(({ url }) => url.pathname.endsWith('/transfer_customer'))
    expect(asked.map(({ body }) => (JSON.parse(body) as { external_userid: string[] }).external_userid.length)).toEqual(
      [100, 100, 50],
    )
    expect(company.owned('heir').length).toBe(0)
    pass(DAY)
    const second = await handOver()
    expect([...second.states.values()].every((one) => 'state' in one && one.state === 'done')).toBe(true)
    expect(second.settledBy).toBeNull()
    expect(company.owned('heir').length).toBe(250)
  })

  it('takes those of one who has left from the list of the unassigned', async () => {
    company.befriend('leaver', ids(120))
    company.befriend('other', ids(3, 'other'))
    expect(await connect().contacts.remove('leaver', soon())).toMatchObject({ kind: 'done' })
    company.dismiss('other')
    peer.pageBy(50)
    expect((await handOver(resigned)).states.size).toBe(120)
    pass(DAY)
    company.settle()
    peer.pageBy(10_000)
    expect(company.owned('heir').length).toBe(120)
  })

  it('goes on after being killed in the middle, and asks for nobody twice', async () => {
    company.befriend('leaver', ids(250))
    peer.loseAnswers('externalcontact/transfer_customer', 2)
    // Both attempts of the first call are carried out or refused, and neither is answered.
    expect(await handOver()).toMatchObject({ stoppedBy: { kind: 'try-later', why: 'time-out' } })
    expect(company.transfers.length).toBe(100)
    // A program that has just started, and knows nothing.
    const again = await handOver()
    expect(again.stoppedBy).toBeNull()
    expect(again.states.size).toBe(250)
    expect(company.transfers.map(({ customer }) => customer).toSorted()).toEqual(ids(250).toSorted())
    expect(await handOver()).toMatchObject({ stoppedBy: null })
    expect(company.transfers.length).toBe(250)
  })

  it('shows who did not want to, and who no longer fits in, with what to do', async () => {
    company.befriend('leaver', ids(2))
    company.befriend('leaver', ['unwilling'], { refuses: true })
    company.setMostCustomers(1)
    await handOver()
    pass(DAY)
    company.settle()
    const { states } = await handOver()
    expect(states.get('unwilling')).toEqual({ state: 'customer-refused' })
    expect(states.get('wm0')).toEqual({ state: 'done' })
    expect(states.get('wm1')).toMatchObject({
      kind: 'refused',
      why: 'successor-full',
      sentence: { zh: expect.stringContaining('换一位') },
    })
    // They are not asked for again with this successor.
    expect(company.transfers.length).toBe(3)
  })

  it.each([
    ['heir', { status: 4 }, 'member-inactive'],
    ['heir', { verified: false }, 'successor-unverified'],
    ['heir', { inScope: false }, 'right'],
  ] as const)('stops where the successor cannot take over: %s %j', async (name, change, why) => {
    company.hire(name, change)
    company.befriend('leaver', ids(1))
    expect(await handOver()).toMatchObject({
      stoppedBy: { kind: 'refused', why, sentence: { zh: expect.stringMatching(/请/) } },
    })
  })

  it('says that one in service is not handed over as one who has left', async () => {
    company.befriend('leaver', ids(1))
    const customer = company.customers.get('wm0')
    if (customer !== undefined)
      Object.assign(customer, { owner: null, former: { userId: 'leaver', leftAt: now().getTime() / 1000 } })
    expect(await handOver(resigned)).toMatchObject({ stoppedBy: { why: 'not-resigned' } })
  })

  it('does not ask for one who was handed over twice within 90 natural days', async () => {
    company.befriend('leaver', ids(2))
    const often = [new Date(now().getTime() - 60 * DAY * 1000), new Date(now().getTime() - 10 * DAY * 1000)]
    const earlier = new Map([['wm0', often]])
    const { states } = await connect().handOverCustomers(pair, { ...options(), earlier })
    expect(states.get('wm0')).toMatchObject({ kind: 'refused', why: 'transferred-too-often', code: null })
    expect(company.transfers.map(({ customer }) => customer)).toEqual(['wm1'])
  })

  it('takes the word of WeCom where it knows of more transfers', async () => {
    company.befriend('leaver', ids(1))
    const seconds = now().getTime() / 1000
    company.customers.get('wm0')?.transferredAt.push(seconds - 60 * DAY, seconds - 10 * DAY)
    expect((await handOver()).states.get('wm0')).toMatchObject({ why: 'transferred-too-often', code: 40_128 })
  })

  it('has nothing to do for one without customers', async () => {
    expect(await handOver()).toEqual({ states: new Map(), stoppedBy: null, settledBy: null })
  })
})

describe('handing groups over (ACC-7)', () => {
  const groups = (whose: typeof pair | typeof resigned = pair) => connect().handOverGroups(whose, options())

  it('gives them another owner at once, 100 at a time, 300 a day', async () => {
    company.found('leaver', ids(320, 'wr'))
    expect(await groups()).toMatchObject({ stoppedBy: { kind: 'try-later', afterSeconds: DAY } })
    expect((await groups()).states.size).toBe(20)
    expect([...company.groups.values()].every(({ owner }) => owner === 'heir')).toBe(true)
  })

  it('goes on after being killed in the middle', async () => {
    company.found('leaver', ids(150, 'wr'))
    peer.loseAnswers('externalcontact/groupchat/onjob_transfer', 1)
    expect(await groups()).toMatchObject({ stoppedBy: { why: 'time-out' } })
    expect(await groups()).toMatchObject({ stoppedBy: null })
    expect([...company.groups.values()].every(({ owner }) => owner === 'heir')).toBe(true)
    expect([...company.groups.values()].every(({ transferredAt }) => transferredAt.length === 1)).toBe(true)
  })

  it('shows which could not be given, and why', async () => {
    company.found('leaver', ['wr0'])
    company.found('leaver', ['inner'], { external: false })
    expect((await groups(resigned)).states.get('wr0')).toMatchObject({ why: 'not-resigned' })
    const { states } = await groups()
    expect(states.get('wr0')).toEqual({ state: 'done' })
    expect(states.get('inner')).toMatchObject({ kind: 'refused', why: 'group', code: 90_501 })
  })
})

describe('rules of handing over (ACC-7)', () => {
  const at = (text: string): Date => new Date(`${text}+08:00`)

  it.each([
    [[], '2026-03-01T12:00', null],
    [['2026-02-01T12:00'], '2026-03-01T12:00', null],
    [['2026-01-01T23:59', '2026-02-01T12:00'], '2026-03-31T12:00', '2026-04-01T00:00'],
    [['2026-01-01T23:59', '2026-02-01T12:00'], '2026-04-01T00:00', null],
    [['2025-01-01T00:00', '2026-01-01T00:01', '2026-02-01T12:00'], '2026-03-31T23:59', '2026-04-01T00:00'],
    [['2026-02-01T12:00', '2026-01-01T23:59'], '2026-03-31T12:00', '2026-04-01T00:00'],
  ])('transfers at %j, seen at %s: from %s on', (earlier, now, from) => {
    expect(transferableFrom(earlier.map(at), at(now))).toEqual(from === null ? null : at(from))
  })

  it('never lets more than two fall within 90 natural days, whatever the times', () => {
    const days = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 12 })
    fc.assert(
      fc.property(days, (tries) => {
        const done: Date[] = []
        for (const day of tries.toSorted((one, other) => one - other)) {
          const now = new Date(Date.UTC(2026, 0, 1) + day * DAY * 1000)
          if (transferableFrom(done, now) === null) done.push(now)
        }
        const tooClose = done.some((one, index) => {
          const third = done[index + 2]
          return third !== undefined && third.getTime() - one.getTime() < 90 * DAY * 1000
        })
        return !tooClose
      }),
    )
  })

  it('ends a year after leaving', () => {
    expect(isTransferableAfterLeaving(at('2025-03-01T12:00'), at('2026-03-01T11:59'))).toBe(true)
    expect(isTransferableAfterLeaving(at('2025-03-01T12:00'), at('2026-03-01T12:01'))).toBe(false)
  })

  it('splits into calls without losing anybody', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { maxLength: 450 }), (items) => {
        const parts = inCalls(items)
        return parts.flat().join() === items.join() && parts.every(({ length }) => length >= 1 && length <= 100)
      }),
    )
  })
})
