import { invalidFilter } from './errors.ts'
import { groupUrn, userUrn } from './urns.ts'

/** What has to hold of what is looked for; attribute names in lower case. */
export type Conditions = Readonly<Record<string, string | boolean>>

const longest = 1000
const mostTerms = 5
/** attribute, "eq", a JSON string or a boolean; RFC 7644, section 3.4.2.2. */
const term = /^\s*([A-Za-z][\w:.-]{0,120})\s+eq\s+("(?:[^"\\]|\\.){0,600}"|true|false)\s*/i
const joint = /^and\s+/i

/**
 * Reads a filter: equalities joined by "and", each attribute once. Linear in the text, which is bounded.
 * @param known attributes that may be asked for, lower case, and what kind of value each takes
 * @throws Problem `scim.invalid-filter`
 */
export const readFilter = (text: string, known: Readonly<Record<string, 'text' | 'boolean'>>): Conditions => {
  if (text.length > longest) throw invalidFilter()
  const found = new Map<string, string | boolean>()
  let rest = text
  for (let terms = 0; ; terms += 1) {
    const [all, name = '', literal = ''] = term.exec(rest) ?? []
    if (all === undefined || terms >= mostTerms) throw invalidFilter()
    const attribute = withoutUrn(name).toLowerCase()
    const value = valueOf(literal)
    if (!Object.hasOwn(known, attribute) || found.has(attribute)) throw invalidFilter()
    if ((known[attribute] === 'boolean') !== (typeof value === 'boolean')) throw invalidFilter()
    found.set(attribute, value)
    rest = rest.slice(all.length)
    if (rest === '') return Object.fromEntries(found)
    const [and] = joint.exec(rest) ?? []
    if (and === undefined) throw invalidFilter()
    rest = rest.slice(and.length)
  }
}

/** An attribute's name without the schema that it belongs to. */
const withoutUrn = (name: string): string => {
  const urn = [userUrn, groupUrn].find((one) => name.toLowerCase().startsWith(`${one.toLowerCase()}:`))
  return urn === undefined ? name : name.slice(urn.length + 1)
}

const valueOf = (literal: string): string | boolean => {
  if (!literal.startsWith('"')) return literal.toLowerCase() === 'true'
  try {
    return String(JSON.parse(literal))
  } catch {
    throw invalidFilter()
  }
}
