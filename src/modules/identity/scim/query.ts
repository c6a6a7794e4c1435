import { type Fields } from './body.ts'
import { invalidValue } from './errors.ts'
import type { Selection } from './resources.ts'
import { enterpriseUrn, groupUrn, userUrn } from './urns.ts'

/** What is asked of a list (RFC 7644, section 3.4.2). */
export type Query = { filter: string | undefined; startIndex: number; count: number; selection: Selection }

export const mostResults = 200
const usualResults = 100
const furthest = 1_000_000

/** Reads the query of an address. @throws Problem `scim.invalid-value` */
export const readQuery = (query: URLSearchParams): Query =>
  queryOf((name) => query.get(name) ?? undefined)

/** Reads the body of a POST to `.search`, which keeps what is searched for out of addresses. @throws Problem `scim.invalid-value` */
export const readSearch = (message: Fields): Query =>
  queryOf((name) => {
    const value = message[name.toLowerCase()]
    if (value === undefined) return undefined
    if (Array.isArray(value)) return value.map(String).join(',')
    if (typeof value === 'string' || typeof value === 'number') return String(value)
    throw invalidValue({ path: name })
  })

const queryOf = (get: (name: string) => string | undefined): Query => ({
  filter: get('filter'),
  // Less than one counts as one; a negative count as none (table 5).
  startIndex: Math.min(Math.max(1, whole('startIndex', get('startIndex'), 1)), furthest),
  count: Math.min(Math.max(0, whole('count', get('count'), usualResults)), mostResults),
  selection: readSelection(get('attributes'), get('excludedAttributes')),
})

const whole = (name: string, text: string | undefined, usual: number): number => {
  if (text === undefined) return usual
  if (!/^[+-]?\d{1,12}$/.test(text.trim())) throw invalidValue({ path: name })
  return Number(text)
}

/** Of sub-attributes the attribute counts: a little more than asked for, never less. */
const readSelection = (attributes: string | undefined, excluded: string | undefined): Selection => {
  const names = (text: string, whole: boolean): ReadonlySet<string> =>
    new Set(
      text
        .slice(0, 2000)
        .split(',')
        .map((name) => topOf(name.trim().toLowerCase(), whole))
        .filter((name) => name !== ''),
    )
  return {
    attributes: attributes === undefined || attributes.trim() === '' ? undefined : names(attributes, false),
    excluded: names(excluded ?? '', true),
  }
}

/** The attribute that a name belongs to. With `whole`, nothing for a part of one. */
const topOf = (name: string, whole: boolean): string => {
  const enterprise = enterpriseUrn.toLowerCase()
  if (name === enterprise || (!whole && name.startsWith(`${enterprise}:`))) return enterprise
  const urn = [userUrn, groupUrn].find((one) => name.startsWith(`${one.toLowerCase()}:`))
  const bare = urn === undefined ? name : name.slice(urn.length + 1)
  const [top = '', part] = bare.split('.', 2)
  return whole && part !== undefined ? '' : top
}
