import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import canonicalize from 'canonicalize'
import { changesSchema, type RuleChanges } from './changes.ts'

const byKey = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
  rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))

/** The same changes in the one order in which they are digested and kept. */
export const ordered = ({ terms, changes, rules }: RuleChanges): RuleChanges => ({
  terms: byKey(terms, ({ term, effect }) => `${term} ${effect}`),
  changes: byKey(changes, ({ rule }) => rule),
  rules: byKey(rules, ({ id }) => id),
})

/** Canonical JSON (RFC 8785) of changes. */
export const textOf = (changes: RuleChanges): string => canonicalize(ordered(changes)) ?? ''

/** SHA-256 over the changes and the version of the packs under them: what a dry-run and a version are bound to. */
export const digestOf = (changes: RuleChanges, packsVersion: string): string =>
  createHash('sha256').update(`${packsVersion}\n${textOf(changes)}`).digest('hex')

/** Longest text that is taken out of a stored version; four times what the bounds of changes allow is written as. */
const maxOutputLength = 128 * 1024 * 1024

/** Changes as they are kept in a row. */
export const packed = (changes: RuleChanges): Promise<Uint8Array> => promisify(gzip)(textOf(changes))

/** Changes as they were kept. */
export const unpacked = async (bytes: Uint8Array): Promise<RuleChanges> =>
  changesSchema.parse(JSON.parse((await promisify(gunzip)(bytes, { maxOutputLength })).toString('utf8')))
