import type { Attempt } from '../../src/modules/identity/risk/sign-in.ts'

/**
 * The published features and weights: the open port of Freeman et al. 2016, equation 7, by Wiefling et al. (address 0.6,
 * network 0.3, country 0.1; browser string 0.539, browser 0.268, system 0.188, device type 0.005; a value that is new to
 * the person gets a quarter of what it has among everybody). Written anew from that description, as a baseline.
 */
type Known = { attempt: Attempt; userAgent: string }

const levels: readonly (readonly (readonly [number, (signIn: Known) => string])[])[] = [
  [
    [0.6, ({ attempt }) => `ip ${attempt.ip}`],
    [0.3, ({ attempt }) => `asn ${attempt.network.asn}`],
    [0.1, ({ attempt }) => `country ${attempt.place?.country}`],
  ],
  [
    [0.539, ({ userAgent }) => `ua ${userAgent}`],
    [0.268, ({ attempt }) => `browser ${attempt.device.browser} ${attempt.device.browserVersion}`],
    [0.188, ({ attempt }) => `system ${attempt.device.system} ${attempt.device.systemVersion}`],
    [0.005, ({ attempt }) => `kind ${attempt.device.kind}`],
  ],
]

export type Seen = { total: number; values: Map<string, number> }

export const nothingSeen = (): Seen => ({ total: 0, values: new Map() })

export const see = (seen: Seen, signIn: Known): void => {
  seen.total += 1
  for (const [, of] of levels.flat()) seen.values.set(of(signIn), (seen.values.get(of(signIn)) ?? 0) + 1)
}

/** ln of p(x) / p(x | person), summed over the two features. */
export const freemanScore = (signIn: Known, person: Seen, everybody: Seen): number =>
  levels.reduce((sum, feature) => {
    let [common, own] = [0, 0]
    for (const [weight, of] of feature) {
      const value = of(signIn)
      const share = Math.max(1, everybody.values.get(value) ?? 0) / (everybody.total + 1)
      const times = person.values.get(value) ?? 0
      common += weight * share
      own += weight * (times > 0 ? times / person.total : share / 4)
    }
    return sum + Math.log(common / own)
  }, 0)
