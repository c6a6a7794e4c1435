import { createHmac, type KeyObject } from 'node:crypto'
import type { FieldKind } from '../../fields/kinds.ts'
import { familyOf, type Family } from './writings.ts'

/** Which writings a field may vary in. A number by which people call, pay or prove who they are stays sign by sign as it is. */
const mayVary: Readonly<Partial<Record<FieldKind, readonly string[]>>> = {
  name: ['name'],
  landline: ['landline'],
  email: ['email'],
  wechat: ['wechat'],
  plate: ['plate'],
  address: ['address'],
  note: ['sentence'],
}

/** Masks are for the eye; every one of them may be a star longer. */
const maskFamily = 'mask'

/** The choices that an export makes for one value: 256 coins, which nobody can foretell without the key of the export. */
const coins = (key: KeyObject, family: string, value: string): Buffer => createHmac('sha256', key).update(`${family}\0${value}`, 'utf8').digest()

const coin = (bytes: Buffer, at: number): boolean => ((bytes[at >> 3] ?? 0) & (1 << (at & 7))) !== 0

/**
 * Writes a value the way this export writes it. The choice hangs on the value alone, not on its row: whatever becomes of
 * order, columns and other rows, each value still tells. What has no harmless second writing is left as it is.
 */
export const marked = (key: KeyObject, kind: FieldKind, text: string): string => {
  const family = familyOf(text)
  if (family === null || (family.name !== maskFamily && mayVary[kind]?.includes(family.name) !== true)) return text
  const value = family.key(text)
  const bytes = coins(key, family.name, value)
  const written = family.sites.reduce((so, site, at) => (site.applies(value) ? site.write(so, coin(bytes, at)) : so), text)
  // Never at the price of being read as something else.
  return familyOf(written)?.name === family.name && family.key(written) === value ? written : text
}

/** What a text of a leaked file shows: the value, and which writing was chosen at each place. */
export type Observation = { family: string; value: string; shown: readonly { site: string; at: number; on: boolean }[] }

/** Null where the text can carry no mark. */
export const observe = (text: string): Observation | null => {
  const family: Family | null = familyOf(text)
  if (family === null || family.sites.length === 0) return null
  const value = family.key(text)
  const shown = family.sites.flatMap((site, at) => (site.applies(value) ? [{ site: `${family.name}.${site.name}`, at, on: site.on(text) }] : []))
  return shown.length === 0 ? null : { family: family.name, value, shown }
}

/** Whether an export with this key would have written the value as shown, place by place. */
export const agreements = (key: KeyObject, { family, value, shown }: Observation): readonly { site: string; agrees: boolean }[] => {
  const bytes = coins(key, family, value)
  return shown.map(({ site, at, on }) => ({ site, agrees: coin(bytes, at) === on }))
}

/** What orders the rows of an export; it can be handed to the database without giving the key away. */
export const orderSecret = (key: KeyObject): string => createHmac('sha256', key).update('order').digest('hex')
