import type { CompanyTerm, OwnRule, PackChange, RuleChanges } from '../changes.ts'

/** One difference between two versions: what it is about, before and after. */
export type Difference<Row> = { key: string; before: Row | null; after: Row | null }

export type Tally = { added: number; changed: number; removed: number }

/** The differences of one kind: the first of them, and how many there are. */
export type DifferenceList<Row> = Tally & { items: Difference<Row>[] }

export type Differences = {
  terms: DifferenceList<CompanyTerm>
  changes: DifferenceList<PackChange>
  rules: DifferenceList<OwnRule>
}

/** Differences of each kind that are listed; the counts go on. */
const mostListed = 200

const compare = <Row>(
  before: readonly Row[],
  after: readonly Row[],
  keyOf: (row: Row) => string,
): DifferenceList<Row> => {
  const old = new Map(before.map((row) => [keyOf(row), row]))
  const young = new Map(after.map((row) => [keyOf(row), row]))
  const keys = [...new Set([...old.keys(), ...young.keys()])].toSorted()
  const all = keys.flatMap((key) => {
    const [was, is] = [old.get(key) ?? null, young.get(key) ?? null]
    return JSON.stringify(sortedKeys(was)) === JSON.stringify(sortedKeys(is)) ? [] : [{ key, before: was, after: is }]
  })
  return {
    added: all.filter((one) => one.before === null).length,
    changed: all.filter((one) => one.before !== null && one.after !== null).length,
    removed: all.filter((one) => one.after === null).length,
    items: all.slice(0, mostListed),
  }
}

const sortedKeys = (row: unknown): unknown =>
  typeof row === 'object' && row !== null && !Array.isArray(row)
    ? Object.fromEntries(
        Object.entries(row)
          .filter(([, value]) => value !== undefined)
          .toSorted(([a], [b]) => (a < b ? -1 : 1)),
      )
    : row

/** What one version has, has not, or has otherwise than another. */
export const differencesBetween = (before: RuleChanges, after: RuleChanges): Differences => ({
  terms: compare(before.terms, after.terms, ({ term }) => term),
  changes: compare(before.changes, after.changes, ({ rule }) => rule),
  rules: compare(before.rules, after.rules, ({ id }) => id),
})
