import { invalidPath, invalidValue, notMutable } from './errors.ts'
import { type Fields, isFields } from './body.ts'
import { enterpriseUrn, userUrn } from './urns.ts'

/** What a message says of a person; null where it takes something away, absent where it says nothing. */
export type PersonWish = {
  loginName?: string
  /** The name that is shown. */
  name?: string
  /** A name put together of parts, in whatever order the directory does that. */
  joinedName?: string
  department?: string | null
  externalId?: string | null
  active?: boolean
}

/** What is kept, by the name that it has in a path. */
const kept = ['username', 'displayname', 'name.formatted', 'name.familyname', 'name.givenname', 'externalid', 'active', 'department'] as const
export type Kept = (typeof kept)[number]

/** Attributes of RFC 7643 that directories send and that are of no use here: accepted, and not kept. */
const notKept = new Set([
  'schemas', 'nickname', 'profileurl', 'title', 'usertype', 'preferredlanguage', 'locale', 'timezone', 'emails', 'phonenumbers', 'ims',
  'photos', 'addresses', 'entitlements', 'roles', 'x509certificates', 'name.middlename', 'name.honorificprefix',
  'name.honorificsuffix', 'employeenumber', 'costcenter', 'organization', 'division', 'manager',
])
/** What no message may change: ours to give, or a secret that a directory has no business to set. */
const fixed = new Set(['id', 'meta', 'groups', 'password'])

/** Where a path leads. */
export type Target =
  | { kind: 'kept'; name: Kept }
  | { kind: 'name' }
  | { kind: 'enterprise' }
  | { kind: 'not-kept' }
  | { kind: 'fixed' }
  | { kind: 'unknown' }

const form = /^([a-z][a-z0-9]*)(\[[^\][]{1,200}\])?(?:\.([a-z$][a-z0-9]*))?$/

/** Where the path of a patch (RFC 7644, section 3.5.2) or the name of an attribute leads. */
export const targetOf = (path: string): Target => {
  const bare = withoutUrn(path.trim().toLowerCase())
  if (bare === '') return { kind: 'enterprise' }
  const [, attribute = '', filter, sub] = form.exec(bare) ?? []
  const name = sub === undefined ? attribute : `${attribute}.${sub}`
  if (fixed.has(attribute)) return { kind: 'fixed' }
  if (notKept.has(attribute) || notKept.has(name)) return { kind: 'not-kept' }
  if (filter !== undefined) return { kind: 'unknown' }
  if (name === 'name') return { kind: 'name' }
  const known = kept.find((one) => one === name)
  return known === undefined ? { kind: 'unknown' } : { kind: 'kept', name: known }
}

/** Without the name of its schema; empty for the enterprise extension as a whole. */
const withoutUrn = (path: string): string => {
  const [enterprise, user] = [enterpriseUrn.toLowerCase(), userUrn.toLowerCase()]
  if (path === enterprise) return ''
  const urn = [enterprise, user].find((one) => path.startsWith(`${one}:`))
  return urn === undefined ? path : path.slice(urn.length + 1)
}

/** As much of a path as an answer repeats. */
const shown = (path: string): string => path.slice(0, 100)

/** Takes values by name. A whole resource may hold what is of no use here or ours to give; a patch may not name it. */
export type Taking = { put: (name: Kept, value: unknown) => void; whole: boolean }

/**
 * Takes what an object says, attribute by attribute.
 * @throws Problem `scim.invalid-path`, `scim.invalid-value`, `scim.not-mutable`
 */
export const takeAll = (fields: Fields, taking: Taking, prefix = ''): void => {
  for (const [name, value] of Object.entries(fields)) take(`${prefix}${name}`, value, taking)
}

/**
 * Takes one value, wherever its path leads.
 * @throws Problem `scim.invalid-path`, `scim.invalid-value`, `scim.not-mutable`
 */
export const take = (path: string, value: unknown, taking: Taking): void => {
  const target = targetOf(path)
  // In a whole resource, null is the same as nothing said (RFC 7643, section 2.5).
  if (taking.whole && value === null) return
  switch (target.kind) {
    case 'kept':
      return taking.put(target.name, value)
    case 'name':
    case 'enterprise':
      if (!isFields(value)) throw invalidValue({ path: shown(path) })
      return takeAll(value, taking, target.kind === 'name' ? 'name.' : '')
    case 'not-kept':
      return
    case 'fixed':
      if (!taking.whole) throw notMutable({ path: shown(path) })
      return
    case 'unknown':
      if (!taking.whole) throw invalidPath({ path: shown(path) })
  }
}

/** What a whole resource says of a person (RFC 7644, sections 3.3 and 3.5.1). @throws Problem `scim.invalid-value` */
export const readPerson = (message: Fields): PersonWish & { loginName: string } => personOf(valuesOf(message))

/**
 * What a whole resource says of a person who is here. Somebody who is not active any more leaves, whatever else it says
 * and however wrong that is.
 * @throws Problem `scim.invalid-value`
 */
export const readReplacement = (message: Fields): PersonWish => {
  const values = valuesOf(message)
  return activeOf(values) === false ? { active: false } : personOf(values)
}

const valuesOf = (message: Fields): ReadonlyMap<Kept, unknown> => {
  const values = new Map<Kept, unknown>()
  takeAll(message, { put: (name, value) => void values.set(name, value), whole: true })
  return values
}

const personOf = (values: ReadonlyMap<Kept, unknown>): PersonWish & { loginName: string } => {
  const { loginName, ...wish } = wishOf(values)
  if (loginName === undefined) throw invalidValue({ path: 'userName' })
  return { ...wish, loginName }
}

/**
 * What the kept values say of a person.
 * @throws Problem `scim.invalid-value`, `scim.not-mutable`
 */
export const wishOf = (values: ReadonlyMap<Kept, unknown>): PersonWish => {
  const wish: PersonWish = {}
  const loginName = textOf(values, 'username')
  if (loginName === null) throw notMutable({ path: 'userName' })
  if (loginName !== undefined) wish.loginName = loginName
  const name = textOf(values, 'displayname')
  const joinedName = joinedNameOf(values)
  if (typeof name === 'string') wish.name = name
  else if (joinedName === undefined && saysNull(values)) throw notMutable({ path: 'displayName' })
  if (joinedName !== undefined) wish.joinedName = joinedName
  const externalId = textOf(values, 'externalid')
  if (externalId !== undefined) wish.externalId = externalId
  const department = textOf(values, 'department')
  if (department !== undefined) wish.department = department
  const active = activeOf(values)
  if (active !== undefined) wish.active = active
  return wish
}

/** Undefined where nothing is said; null where it is taken away. */
const textOf = (values: ReadonlyMap<Kept, unknown>, name: Kept): string | null | undefined => {
  const value = values.get(name)
  if (value === undefined) return undefined
  if (value === null) return null
  if (typeof value !== 'string') throw invalidValue({ path: name })
  return value.trim() === '' ? null : value
}

/** Whether the person is here, where it is said; Entra ID sends "True" and "False" as text. @throws Problem `scim.invalid-value`, `scim.not-mutable` */
export const activeOf = (values: ReadonlyMap<Kept, unknown>): boolean | undefined => {
  const value = values.get('active')
  if (value === undefined || typeof value === 'boolean') return value
  if (value === null) throw notMutable({ path: 'active' })
  if (typeof value === 'string' && /^(true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw invalidValue({ path: 'active' })
}

/** The whole name, else family and given name put together as people of that script do. */
const joinedNameOf = (values: ReadonlyMap<Kept, unknown>): string | undefined => {
  const [whole, family, given] = (['name.formatted', 'name.familyname', 'name.givenname'] as const).map((name) => textOf(values, name))
  if (typeof whole === 'string') return whole
  if (typeof family !== 'string' || typeof given !== 'string') return undefined
  return /\p{Script=Han}/u.test(family) ? `${family}${given}` : `${given} ${family}`
}

/** Whether a name is taken away. */
const saysNull = (values: ReadonlyMap<Kept, unknown>): boolean =>
  textOf(values, 'displayname') === null || textOf(values, 'name.formatted') === null
