import type { CompanyTerm, OwnRule, PackChange, RuleChanges } from './changes.ts'

/** One difference between two versions: what it is about, before and after. */
export type Difference<Row> = { key: string; before: Row | null; after: Row | null }

export type Differences = {
  terms: readonly Difference<CompanyTerm>[]
  changes: readonly Difference<PackChange>[]
  rules: readonly Difference<OwnRule>[]
}

const compare = <Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
): readonly Difference<Row>[] => {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const young = new Map(after.map((row) => [keyOf(row), row]))
  const keys = [...new Set([...old.keys(), ...young.keys()])].toSorted()
  return keys.flatMap((key) => {
    const [was, is] = [old.get(key) ?? null, young.get(key) ?? null]
    return JSON.stringify(sortedKeys(was)) === JSON.stringify(sortedKeys(is)) ? [] : [{ key, before: was, after: is }]
  })
}

const sortedKeys = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && !Array.isArray(row)
    ? Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : row

/** What one version has, has not, or has otherwise than another. */
export const differencesBetween = (before: RuleChanges, after: RuleChanges): Differences => ({
  terms: compare(before.terms, after.terms, ({ term }) => term),
  changes: compare(before.changes, after.changes, ({ rule }) => rule),
  rules: compare(before.rules, after.rules, ({ id }) => id),
})
