import { addDays } from '../../src/kernel/calendar/beijing-time.ts'
import { isWorkingDay } from '../../src/kernel/calendar/calendar.ts'
import { deviceOf } from '../../src/modules/identity/risk/device/device-of.ts'
import { placeOfIp } from '../../src/modules/identity/risk/place/place-of-ip.ts'
import type { Attempt } from '../../src/modules/identity/risk/sign-in.ts'
import { type Addresses, type CityKey, neighbour, withinV6 } from './addresses.ts'
import { type Client, phone } from './devices.ts'
import { type Dice, diceOf } from './dice.ts'
import { businessCities, hire, type Line, newHome, openOffices, type Person } from './people.ts'

/** Half a year with National Day behind it, New Year and the Spring Festival of 2026 (15 to 23 February) within. */
const firstDay = '2025-11-01'
const springFestival = { from: '2026-02-14', to: '2026-02-23' }

export type Genuine = { person: number; attempt: Attempt; userAgent: string }

export type Staff = { people: readonly Person[]; signIns: readonly Genuine[] }

/** What a person does for some days: away on business, at the family's, or nothing special. */
type Away = { from: number; to: number; line: Line; abroad: boolean }

export const attemptOf = (signIn: { at: number; ip: string; userAgent: string; deviceKey: string | null; failuresBefore: number }): Attempt => ({
  at: signIn.at,
  ip: signIn.ip,
  ...placeOfIp(signIn.ip),
  deviceKey: signIn.deviceKey,
  device: deviceOf(signIn.userAgent),
  failuresBefore: signIn.failuresBefore,
  knownBad: false,
})

/** An address of a line: often the last one, else another of its networks. */
const addressOn = (dice: Dice, line: Line): string => {
  if (line.at !== '' && !dice.is(line.changes)) return line.at
  const v6 = line.v6 !== undefined && dice.is(0.35)
  line.at = v6 ? withinV6(dice, dice.one(line.v6 ?? [])) : neighbour(dice, dice.one(line.networks))
  return line.at
}

const abroadFor = { HK: 30, SG: 20, JP: 20, US: 15, DE: 10, TH: 5 }

const planAways = (dice: Dice, addresses: Addresses, person: Person, days: number): Away[] => {
  const aways: Away[] = []
  const hotel = (city: CityKey): Line => ({ networks: addresses.pool(dice, 'telecom', city, 2), changes: 0.3, at: '' })
  for (let day = 0; day < days; day += 1) {
    if (!dice.is(person.trips / 30)) continue
    const abroad = dice.is(0.03)
    const line = abroad
      ? { networks: [addresses.homeAbroad(dice, dice.weighted(abroadFor))], changes: 0.3, at: '' }
      : hotel(dice.one(businessCities.filter((city) => city !== person.office)))
    const to = day + dice.below(4)
    aways.push({ from: day, to, line, abroad })
    day = to + 3
  }
  if (person.homeTown !== person.office && dice.is(0.75)) {
    const from = dayOf(springFestival.from) - dice.below(4)
    aways.push({ from, to: dayOf(springFestival.to) + dice.below(3), line: newHome(dice, addresses, person.homeTown), abroad: false })
  }
  return aways
}

const dayMs = 86_400_000
const midnight = Date.parse(`${firstDay}T00:00:00+08:00`)
const dayOf = (date: string): number => Math.round((Date.parse(`${date}T00:00:00+08:00`) - midnight) / dayMs)

type State = { person: Person; home: Line; phone: Person['phone']; keys: Map<Client, string> }

const signInOf = (dice: Dice, state: State, moment: { day: number; hour: number; line: Line; client: Client }): { attempt: Attempt; userAgent: string } => {
  const { day, hour, line, client } = moment
  if (dice.is(client.loses)) state.keys.set(client, dice.word('n'))
  const userAgent = client.userAgent(day)
  return {
    userAgent,
    attempt: attemptOf({
      at: Math.round(midnight + day * dayMs + hour * 3_600_000),
      ip: addressOn(dice, line),
      userAgent,
      deviceKey: state.keys.get(client) ?? client.key,
      failuresBefore: dice.is(0.1) ? 1 + dice.below(dice.is(0.2) ? 5 : 1) : 0,
    }),
  }
}

/** One person's half year. */
const live = (dice: Dice, addresses: Addresses, person: Person, { days, restless }: { days: number; restless: number }): { attempt: Attempt; userAgent: string }[] => {
  const aways = planAways(dice, addresses, person, days)
  const state: State = { person, home: person.home, phone: person.phone, keys: new Map() }
  const proxy: Line = { networks: [addresses.hostingAbroad(dice), addresses.hostingInChina(dice)], changes: 0.5, at: '' }
  const signIns: { attempt: Attempt; userAgent: string }[] = []
  for (let day = person.joins; day < days; day += 1) {
    // A new phone every two years, a new flat every six.
    if (dice.is(restless / 730)) state.phone = phone(dice, person)
    if (dice.is(restless / 2200)) state.home = newHome(dice, addresses, person.office)
    const away = aways.find(({ from, to }) => day >= from && day <= to)
    const works = isWorkingDay(addDays(firstDay, day))
    const add = (hour: number, indoors: Line, onlyPhone: boolean): void => {
      const byPhone = onlyPhone || dice.is(person.byPhone)
      const client = byPhone ? dice.one(state.phone.clients) : dice.one(person.computers)
      // Phones are on the cell network half of the time; on the road computers are, through the phone.
      const onCell = byPhone ? dice.is(0.5) : away !== undefined && dice.is(0.4)
      const line = dice.is(person.proxied) ? proxy : onCell && away?.abroad !== true ? person.cell : indoors
      signIns.push(signInOf(dice, state, { day, hour: Math.min(23.9, Math.max(0, hour)), line, client }))
    }
    if (works || (away !== undefined && dice.is(0.3))) {
      let left = person.perDay
      let hour = dice.around(person.begins, person.varies)
      while (dice.is(Math.min(1, left))) {
        add(hour, away?.line ?? dice.one(person.officeLines), false)
        hour += 1 + dice.share() * 6
        left -= 1
      }
    }
    if (dice.is(works ? person.evenings : person.daysOff)) add(works ? dice.around(21, 1) : dice.around(15, 4), away?.line ?? state.home, dice.is(0.5))
  }
  return signIns
}

/**
 * A company's sign-ins in the order of time.
 * @param size.restless how often people travel, change phones and flats, lose cookies and use proxies, against what is
 *   taken for usual
 */
export const staffOf = (seed: number, size: { people: number; days: number; restless: number }, addresses: Addresses): Staff => {
  const dice = diceOf(seed)
  const officeLines = openOffices(dice, addresses)
  const people = Array.from({ length: size.people }, () => hire(dice, addresses, officeLines, size))
  const signIns = people.flatMap((person, at) => live(dice, addresses, person, size).map((signIn) => ({ person: at, ...signIn })))
  return { people, signIns: signIns.toSorted((a, b) => a.attempt.at - b.attempt.at) }
}
