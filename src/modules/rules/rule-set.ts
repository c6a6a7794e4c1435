import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import canonicalize from 'canonicalize'
import { type ChangeCounts, changesSchema, countsOf, type RuleChanges } from './changes.ts'

/**
 * Changes as they are kept and handed about: packed, named by the digest of what they say. Only the thread unpacks
 * them, so that 60,000 terms never stop the event loop.
 */
export type RuleSet = { content: string; packed: Uint8Array }

export type CountedSet = RuleSet & { counts: ChangeCounts }

const byKey = <Row>(rows: readonly Row[], key: (row: Row) => string): Row[] =>
  rows.toSorted((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0))

/** The same changes in the one order in which they are digested and kept. */
const ordered = ({ terms, changes, rules }: RuleChanges): RuleChanges => ({
  terms: byKey(terms, ({ term, effect }) => `${term} ${effect}`),
  changes: byKey(changes, ({ rule }) => rule),
  rules: byKey(rules, ({ id }) => id),
})

/** Packs changes: canonical JSON (RFC 8785), gzip, and the SHA-256 of the text. */
export const packedSet = async (changes: RuleChanges): Promise<CountedSet> => {
  const text = canonicalize(ordered(changes)) ?? ''
  return {
    content: createHash('sha256').update(text).digest('hex'),
    packed: await promisify(gzip)(text),
    counts: countsOf(changes),
  }
}

/** Longest text that is unpacked: several times what the bounds of changes allow. */
const maxOutputLength = 128 * 1024 * 1024

/** Changes as they were packed. */
export const unpackedChanges = async (packed: Uint8Array): Promise<RuleChanges> =>
  changesSchema.parse(JSON.parse((await promisify(gunzip)(packed, { maxOutputLength })).toString('utf8')))

/** SHA-256 over the changes and the version of the packs under them: what a dry-run and a version are bound to. */
export const digestOf = ({ content }: Pick<RuleSet, 'content'>, packsVersion: string): string =>
  createHash('sha256').update(`${packsVersion}\n${content}`).digest('hex')
