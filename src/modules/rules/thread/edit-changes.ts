import { type CompanyTerm, limits, type OwnRule, type PackChange, type RuleChanges } from '../changes.ts'

/** One edit of a draft. */
export type DraftEdit =
  | { kind: 'save-term'; term: CompanyTerm; replaces?: string }
  | { kind: 'remove-term'; term: string }
  | { kind: 'change-rule'; change: PackChange }
  | { kind: 'save-rule'; rule: OwnRule }
  /** Takes a change of a shipped rule, or a rule of the own, out. */
  | { kind: 'restore-rule'; rule: string }

type Fold = (text: string) => string

/** The changes after an edit, or null when what it takes out is not there. */
export const editChanges = (changes: RuleChanges, edit: DraftEdit, fold: Fold): RuleChanges | null => {
  switch (edit.kind) {
    case 'save-term': {
      const gone = new Set([fold(edit.term.term), ...(edit.replaces === undefined ? [] : [fold(edit.replaces)])])
      return { ...changes, terms: [...changes.terms.filter(({ term }) => !gone.has(fold(term))), edit.term] }
    }
    case 'remove-term': {
      const terms = changes.terms.filter(({ term }) => fold(term) !== fold(edit.term))
      return terms.length === changes.terms.length ? null : { ...changes, terms }
    }
    case 'change-rule': {
      const others = changes.changes.filter(({ rule }) => rule !== edit.change.rule)
      return { ...changes, changes: [...others, edit.change] }
    }
    case 'save-rule':
      return { ...changes, rules: [...changes.rules.filter(({ id }) => id !== edit.rule.id), edit.rule] }
    case 'restore-rule': {
      const kept = changes.changes.filter(({ rule }) => rule !== edit.rule)
      const rules = changes.rules.filter(({ id }) => id !== edit.rule)
      const same = kept.length === changes.changes.length && rules.length === changes.rules.length
      return same ? null : { ...changes, changes: kept, rules }
    }
  }
}

/** Whether there is no more than a version may hold. */
export const isWithinBounds = ({ terms, changes, rules }: RuleChanges): boolean =>
  terms.length <= limits.terms && changes.length <= limits.changes && rules.length <= limits.rules

/** A file's changes on top of what there is: what it names is replaced, the rest stays. */
export const mergeChanges = (present: RuleChanges, added: RuleChanges, fold: Fold): RuleChanges => {
  const join = <Row>(old: readonly Row[], young: readonly Row[], keyOf: (row: Row) => string): Row[] => [
    ...new Map([...old, ...young].map((row) => [keyOf(row), row])).values(),
  ]
  return {
    terms: join(present.terms, added.terms, ({ term }) => fold(term)),
    changes: join(present.changes, added.changes, ({ rule }) => rule),
    rules: join(present.rules, added.rules, ({ id }) => id),
  }
}
