import * as fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { wecomForTest } from '../../../platforms/wecom/wecom.fixture.ts'
import { startAccountHouse } from '../accounts.fixture.ts'
import { compareSeats } from './contact-seats.ts'

describe('seats of WeCom beside the register, as a rule (ACC-1)', () => {
  it('names whom the register does not know, and customer service without the right', () => {
    const there = [{ member: 'a', personId: 'A' }, { member: 'b', personId: 'B' }, { member: 'x', personId: null }]
    const registered = [
      { seatId: '1', personId: 'A', right: 'operator' },
      { seatId: '2', personId: 'C', right: 'customer-service' },
      { seatId: '3', personId: 'D', right: 'analyst' },
    ]
    expect(compareSeats({ there, registered })).toEqual({
      unregistered: [{ member: 'b', personId: 'B' }, { member: 'x', personId: null }],
      withoutRight: [{ seatId: '2', personId: 'C' }],
    })
  })

  it('finds nothing exactly where both say the same', () => {
    const person = fc.constantFrom('A', 'B', 'C', 'D')
    fc.assert(
      fc.property(fc.uniqueArray(person), fc.uniqueArray(person), (there, seats) => {
        const compared = compareSeats({
          there: there.map((personId) => ({ member: personId, personId })),
          registered: seats.map((personId) => ({ seatId: personId, personId, right: 'customer-service' })),
        })
        const differ = [...there.filter((one) => !seats.includes(one)), ...seats.filter((one) => !there.includes(one))]
        expect(compared.unregistered.length + compared.withoutRight.length).toBe(differ.length)
      }),
    )
  })
})

describe.each(testDatabases())('seats of WeCom, from the stand-in of WeCom to the desk, on $name (ACC-1)', async ({ name: database }) => {
  const { peer, company, now, pass, connect } = await wecomForTest()
  afterAll(() => peer.close())
  let connector = connect()
  const house = await startAccountHouse({ database, contactSeats: (signal) => connector.customers.seats(signal) })
  const { app, people, register, grant, obligations, entries, administrator } = house
  pass((app.clock.now().getTime() - now().getTime()) / 1000)
  const account = await register({ platform: 'wecom', name: '青禾企业微信' })
  const open = async () => (await obligations()).filter(({ kind, state }) => kind === 'accounts.contact-seat' && state === 'open')
  const measured = async () => {
    await app.call('score.measure-now', {}, administrator)
    return app.call('score.view-control', { id: 'accounts.wecom-seats-registered' }, administrator)
  }

  it('measures nothing before WeCom was asked', async () => {
    expect(await measured()).toMatchObject({ state: 'inconclusive' })
  })

  it('asks the owner of the account for every seat that the register does not have, once', async () => {
    company.hire('yunying')
    company.hire('waibao')
    company.letServe('yunying', 'waibao')
    await sql`insert into outside_identity (provider, subject, person_id, linked_at) values ('wecom', 'yunying', ${people.second}, ${app.clock.now()})`.execute(app.db)
    await app.runJob('accounts.read-contact-seats')
    await app.runJob('accounts.read-contact-seats')
    const asked = await open()
    expect(asked.map(({ params }) => params)).toEqual([{ member: 'waibao' }, { member: '运营二（yunying）' }])
    expect(asked.every(({ owner_person: owner }) => owner === people.operator)).toBe(true)
    expect(await measured()).toMatchObject({ state: 'fails', share: 0 })
  })

  it('closes it by itself once the seat is registered, or the right was taken back there', async () => {
    await grant(account, 'second', 'operator')
    company.letServe('yunying')
    await app.runJob('accounts.read-contact-seats')
    expect(await open()).toEqual([])
    expect(await entries('contact-seats.read')).toHaveLength(3)
    expect(await measured()).toMatchObject({ state: 'holds' })
  })

  it('keeps what it knew when WeCom refuses, and says so in the ledger', async () => {
    connector = connect({ secret: 'another-secret' })
    await app.runJob('accounts.read-contact-seats')
    expect(await entries('contact-seats.not-read')).toHaveLength(1)
    expect(await measured()).toMatchObject({ state: 'holds' })
  })
})
