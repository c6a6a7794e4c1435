import { shareMeasurement } from '../../../kernel/control/measurement.ts'
import { defineControl, type AccountsPorts } from '../scope.ts'
import { compareSeats, wecomSeats } from '../seats/contact-seats.ts'

export const wecomSeatsRegistered = (ports: Pick<AccountsPorts, 'people'>) =>
  defineControl({
    id: 'accounts.wecom-seats-registered',
    title: { zh: '企业微信里能联系客户的人都有登记', en: 'Whoever may have customers in WeCom is registered' },
    purpose: {
      zh: '没有登记的席位，人离开时没有人会去收回，客户也跟着走。',
      en: 'A seat that nobody registered is taken back by nobody when its holder leaves, and the customers go along.',
    },
    dimension: 'account',
    weight: 3,
    action: {
      sentence: { zh: '补登席位，或在企业微信收回“客户联系”权限', en: 'Register the seat, or take the right back in WeCom' },
      link: '/accounts',
    },
    remeasureOn: ['contact-seats.read', 'seat.granted', 'seat.withdrawn', 'account.closed', 'account.reopened'],
    measure: async (db) => {
      const there = (
        await db.selectFrom('wecom_contact_seat').select(['member', 'person_id']).orderBy('member').execute()
      ).map(({ member, person_id: personId }) => ({ member, personId }))
      const registered = await wecomSeats(db)
      const { unregistered, withoutRight } = compareSeats({ there, registered })
      const named = [...unregistered, ...withoutRight].flatMap(({ personId }) => (personId === null ? [] : [personId]))
      const people = await ports.people(db, named)
      const nameOf = (personId: string | null): string => (personId === null ? '' : (people.get(personId)?.name ?? ''))
      return shareMeasurement(there.length, there.length - unregistered.length, [
        ...unregistered.map(({ member, personId }) => ({
          sentence: {
            zh: '企业微信成员“{member}”{name}能联系客户，登记簿里没有席位',
            en: 'The WeCom member {member} {name} may have customers and has no seat in the register',
          },
          params: { member, name: personId === null ? '' : `（${nameOf(personId)}）` },
          link: '/accounts',
        })),
        // Nothing was asked yet: nobody is missed there.
        ...(there.length === 0 ? [] : withoutRight).map(({ seatId, personId }) => ({
          sentence: {
            zh: '{name} 登记为客服，企业微信里没有“客户联系”权限；已收回的请在登记簿收回席位',
            en: '{name} is registered for customer service and has no right to customers in WeCom; withdraw the seat if it was taken back there',
          },
          params: { name: nameOf(personId) },
          link: `/accounts?account=${registered.find((seat) => seat.seatId === seatId)?.accountId ?? ''}`,
        })),
      ])
    },
  })
