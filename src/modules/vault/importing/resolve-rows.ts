import type { Field } from '../fields/input.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { type BatchConsent, gateFaults, type ReadyRow } from './check-row.ts'
import { type DuplicateRule, isIdentity } from './duplicates.ts'
import type { Fault, FaultCode } from './faults.ts'

/** A customer who is there already: the kinds that are known, and the digests of those that tell people apart. */
export type Known = { id: string; state: 'active' | 'restricted'; minor: boolean; digests: ReadonlyMap<FieldKind, string | null> }

/** The digest of a value, by which two are compared; never the value. */
export type DigestOf = (kind: FieldKind, value: string) => string

type Person = { minor: boolean; digests: Map<FieldKind, string | null>; fields: Map<FieldKind, string> } & (
  | { known: Known }
  | { known: null }
)

export type Resolved = {
  added: readonly { fields: readonly Field[]; minor: boolean }[]
  /** Fields to be written to customers who are there: those that are missing, or all. */
  changed: readonly { id: string; fields: readonly Field[]; minor: boolean }[]
  merged: number
  skipped: number
  faults: readonly Fault[]
}

type Batch = { rule: DuplicateRule; consent: BatchConsent; known: readonly Known[]; digestOf: DigestOf }

/**
 * What becomes of the rows of one batch: who is new, who is joined to whom, who is left out. A row meets those who are there
 * and the rows before it alike, so that no two customers of one number come out of a file. Pure.
 */
export const resolveRows = (rows: readonly ReadyRow[], { rule, consent, known, digestOf }: Batch): Resolved => {
  const people = new Map<string, Set<Person>>()
  const all: Person[] = []
  const faults: Fault[] = []
  let [merged, skipped] = [0, 0]
  const index = (person: Person, digest: string): void => {
    const there = people.get(digest)
    if (there === undefined) people.set(digest, new Set([person]))
    else there.add(person)
  }
  const keyOf = (kind: FieldKind, digest: string): string => `${kind} ${digest}`
  for (const one of known) {
    const person: Person = { known: one, minor: one.minor, digests: new Map(one.digests), fields: new Map() }
    all.push(person)
    for (const [kind, digest] of one.digests) if (digest !== null && isIdentity(kind)) index(person, keyOf(kind, digest))
  }

  const take = (person: Person, { fields, minor }: ReadyRow): void => {
    person.minor ||= minor
    for (const { kind, value } of fields) {
      if (rule !== 'overwrite' && person.digests.has(kind)) continue
      const digest = isIdentity(kind) ? digestOf(kind, value) : null
      const former = person.digests.get(kind)
      // The number that is written over is theirs no more.
      if (former !== undefined && former !== null) people.get(keyOf(kind, former))?.delete(person)
      person.fields.set(kind, value)
      person.digests.set(kind, digest)
      if (digest !== null) index(person, keyOf(kind, digest))
    }
  }

  for (const row of rows) {
    const fault = (code: FaultCode): void => void faults.push({ row: row.row, column: null, kind: null, code })
    const identities = row.fields.filter(({ kind }) => isIdentity(kind))
    const met = new Set(identities.flatMap(({ kind, value }) => [...(people.get(keyOf(kind, digestOf(kind, value))) ?? [])]))
    const [person, other] = met
    if (person === undefined) {
      const made: Person = { known: null, minor: false, digests: new Map(), fields: new Map() }
      all.push(made)
      take(made, row)
      continue
    }
    const outcome = judge(person, other, row)
    if (outcome === 'merge') {
      take(person, row)
      merged += 1
    } else if (outcome === 'skip') skipped += 1
    else fault(outcome)
  }

  function judge(person: Person, other: Person | undefined, { fields, minor }: ReadyRow): 'merge' | 'skip' | FaultCode {
    if (other !== undefined) return 'two-customers'
    if (person.known?.state === 'restricted') return 'restricted'
    const [mine, theirs] = [fields.find(({ kind }) => kind === 'id-card'), person.digests.get('id-card')]
    if (mine !== undefined && theirs !== undefined && theirs !== null && digestOf('id-card', mine.value) !== theirs) return 'other-person'
    if (rule === 'refuse') return person.known === null ? 'twice-in-file' : 'known-already'
    if (rule === 'skip') return 'skip'
    return gateFaults(fields, minor || person.minor, consent)[0] ?? 'merge'
  }

  const fieldsOf = ({ fields }: Person): Field[] => [...fields].map(([kind, value]) => ({ kind, value }))
  return {
    added: all.flatMap((one) => (one.known === null ? [{ fields: fieldsOf(one), minor: one.minor }] : [])),
    changed: all.flatMap((one) => (one.known === null || one.fields.size === 0 ? [] : [{ id: one.known.id, fields: fieldsOf(one), minor: one.minor }])),
    merged,
    skipped,
    faults,
  }
}
