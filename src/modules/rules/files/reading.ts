import type { Sentence } from '../../../kernel/sentence.ts'
import { limits, type RuleChanges } from '../changes.ts'
import type { FileFault } from './file-faults.ts'

export type FileFormat = 'yaml' | 'xlsx'

/** Where a row of the file came from. */
export type Place = { sheet: string; row: number }

/** What was read, before the rows are looked at together. */
export type Reading = {
  changes: RuleChanges
  /** Places of terms, changes and rules, in their order. */
  places: { terms: readonly Place[]; changes: readonly Place[]; rules: readonly Place[] }
  faults: readonly FileFault[]
}

/** Thrown for a file that holds nothing that could be checked row by row. */
export class Unreadable extends Error {
  readonly sentence: Sentence

  constructor(sentence: Sentence) {
    super(sentence.en)
    this.sentence = sentence
  }
}

/** @throws Unreadable when there is more than a version may hold */
export const requireRoom = (count: { terms: number; changes: number; rules: number }): void => {
  if (count.terms <= limits.terms && count.changes <= limits.changes && count.rules <= limits.rules) return
  const found = [count.terms, count.changes, count.rules]
  const most = [limits.terms, limits.changes, limits.rules]
  throw new Unreadable({
    zh: `词条、改动、规则的数量（${found.join('、')}）超出上限（${most.join('、')}）`,
    en: `It holds more terms, changes or rules (${found.join(', ')}) than it may (${most.join(', ')})`,
  })
}
