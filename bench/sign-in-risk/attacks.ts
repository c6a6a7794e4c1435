import type { Attempt } from '../../src/modules/identity/risk/sign-in.ts'
import type { Addresses, Carrier } from './addresses.ts'
import { computer, phone } from './devices.ts'
import type { Dice } from './dice.ts'
import { businessCities, type Person } from './people.ts'
import { attemptOf, type Genuine } from './staff.ts'

/** Five thieves, by what they know of the person besides the password; the last, with the cookie, far away and near. */
export const attackKinds = ['abroad', 'vpn', 'city', 'model', 'session', 'near'] as const
export type AttackKind = (typeof attackKinds)[number]

export type Attack = { attempt: Attempt; userAgent: string }

const countries = { US: 20, RU: 10, VN: 10, BR: 8, IN: 8, NG: 6, ID: 6, PH: 6, TH: 5, DE: 5, HK: 8, TW: 3, MY: 5 }
const carriers: Readonly<Record<Carrier, number>> = { telecom: 45, unicom: 25, mobile: 30 }
const dayMs = 86_400_000

/** The next moment after another, at an hour of Shanghai between two. */
const atHour = (dice: Dice, after: number, from: number, to: number): number => {
  const today = Math.floor((after + 8 * 3_600_000) / dayMs) * dayMs - 8 * 3_600_000
  const at = today + Math.round((from + dice.share() * (to - from)) * 3_600_000)
  return at > after ? at : at + dayMs
}

/** A device as thieves have them: what is common in China. */
const strange = (dice: Dice): ((day: number) => string) =>
  dice.is(0.65) ? computer(dice).userAgent : dice.one(phone(dice, { app: 'wecom', alsoBrowser: true }).clients).userAgent

/**
 * An attempt of a thief who has the password, or for `session` and `near` the cookie.
 * @param around a genuine sign-in of the person at whose time it happens
 */
export const attack = (
  dice: Dice,
  kind: AttackKind,
  { addresses, person, around, past, day }: { addresses: Addresses; person: Person; around: Attempt; past: readonly Genuine[]; day: number },
): Attack => {
  const failuresBefore = dice.is(0.3) ? 1 + dice.below(4) : 0
  const chinese = (): string => (dice.is(0.6) ? addresses.hostingInChina(dice) : addresses.inCity(dice, dice.weighted(carriers), dice.one(businessCities)))
  const inCity = (carrier: Carrier): string => addresses.inCity(dice, carrier, person.office)
  const make = (signIn: { at: number; ip: string; userAgent: string; deviceKey?: string | null }): Attack => ({
    attempt: attemptOf({ deviceKey: dice.is(0.5) ? null : dice.word('a'), failuresBefore, ...signIn }),
    userAgent: signIn.userAgent,
  })
  // What the thief has seen of the person: one of the sign-ins of the last weeks.
  const copied = dice.one(past.slice(-20))
  switch (kind) {
    case 'abroad': {
      const ip = dice.is(0.5) ? addresses.hostingAbroad(dice) : addresses.homeAbroad(dice, dice.weighted(countries))
      return make({ at: atHour(dice, around.at, 0, 24), ip, userAgent: strange(dice)(day) })
    }
    case 'vpn':
      return make({ at: atHour(dice, around.at, 8, 24), ip: chinese(), userAgent: strange(dice)(day) })
    case 'city':
      return make({ at: atHour(dice, around.at, 8, 23), ip: inCity(dice.weighted(carriers)), userAgent: strange(dice)(day) })
    case 'model':
      return make({ at: around.at + dice.below(3_600_000), ip: inCity(person.carrier), userAgent: copied.userAgent })
    case 'session':
    case 'near': {
      const ip = kind === 'session' ? chinese() : inCity(dice.weighted(carriers))
      return make({ at: atHour(dice, around.at, 8, 24), ip, userAgent: copied.userAgent, deviceKey: copied.attempt.deviceKey })
    }
  }
}
