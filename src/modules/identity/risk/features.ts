import type { SignIn } from './sign-in.ts'

/**
 * What a sign-in is compared by. The levels of a feature go from coarse to fine, and each is judged within the one above:
 * a new address in a known city of a known carrier is less strange than one abroad, and is not held against the person
 * twice.
 */
type Level = {
  name: string
  /** Weight of its evidence; below 1 where levels say partly the same, or where life changes them. */
  weight: number
  /** How likely two sign-ins that agree above agree here as well, before anything is known of a company. */
  usual: number
  /** Null where it is not known; such a sign-in is not counted at this level, and not judged by it. */
  of: (signIn: SignIn) => string | null
  /** A value that is missing is a value never seen: who brings no cookie may be anybody. */
  missingIsNew?: true
}

type Feature = readonly Level[]

export const placeKey = ({ country, province, city }: { country: string; province: string | null; city: string | null }): string =>
  `${country}/${province ?? ''}/${city ?? ''}`

/** Internal networks are a place of their own. */
const inside = ({ network }: SignIn): string | null => (network.kind === 'internal' ? 'internal' : null)

const countryOf = (signIn: SignIn): string | null => signIn.place?.country ?? inside(signIn)

const provinceOf = (signIn: SignIn): string | null => (signIn.place === null ? inside(signIn) : signIn.place.province)

const prefixOf = ({ network: { prefix } }: SignIn): string | null => (prefix === '' ? null : prefix)
export const systemOf = ({ device }: SignIn): string => device.system
export const browserOf = ({ device }: SignIn): string => device.app ?? device.browser
/** The model, or what stands for it where a browser tells none. */
const modelOf = ({ device }: SignIn): string => device.model ?? device.kind

const features: readonly Feature[] = [
  [
    { name: 'country', weight: 1, usual: 0.95, of: countryOf },
    { name: 'province', weight: 0.8, usual: 0.3, of: provinceOf },
    { name: 'city', weight: 0.5, usual: 0.6, of: ({ place }) => place?.city ?? null },
    { name: 'asn', weight: 0.5, usual: 0.3, of: ({ network: { asn } }) => (asn === null ? null : String(asn)) },
    { name: 'prefix', weight: 0.8, usual: 0.05, of: prefixOf },
  ],
  [
    { name: 'system', weight: 0.8, usual: 0.4, of: systemOf },
    { name: 'model', weight: 0.8, usual: 0.3, of: modelOf },
    { name: 'browser', weight: 0.8, usual: 0.4, of: browserOf },
    {
      name: 'versions',
      weight: 0.3,
      usual: 0.2,
      of: ({ device }) => `${device.systemVersion ?? ''}/${device.browserVersion ?? ''}`,
    },
  ],
  [{ name: 'key', weight: 0.5, usual: 0.01, of: ({ deviceKey }) => deviceKey, missingIsNew: true }],
]

/** The names of all levels. */
export const levelNames: readonly string[] = features.flatMap((levels) => levels.map(({ name }) => name))

/**
 * Goes through a sign-in at every level where it is known, coarse to fine.
 * @param visit is handed the level, the path of values above it and the path with its own. A path is empty or begins
 *   with `|`, so that it is no property of an object
 */
export const eachLevel = (signIn: SignIn, visit: (level: Level, above: string, path: string, missing: boolean) => void): void => {
  for (const levels of features) {
    let above = ''
    for (const level of levels) {
      const value = level.of(signIn)
      if (value === null && level.missingIsNew !== true) continue
      const path = `${above}|${value ?? ''}`
      visit(level, above, path, value === null)
      above = path
    }
  }
}

/** Values that rules and sentences speak of wherever they were seen: a browser of another device is a known one. */
export const valueNames = ['model', 'browser'] as const
export type ValueName = (typeof valueNames)[number]

export const valueOf: Readonly<Record<ValueName, (signIn: SignIn) => string>> = { model: modelOf, browser: browserOf }
