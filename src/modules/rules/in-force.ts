import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { compileTerms } from '../../screening/terms.ts'
import { createScreener } from '../../screening/screener.ts'
import type { CheckedDocument, DocumentText } from '../../screening/documents/index.ts'
import type { CheckOptions, CompiledPacks, Screener } from '../../screening/types.ts'
import { noChanges } from './changes.ts'
import { digestOf, packedSet, type RuleSet } from './rule-set.ts'
import type { RulesTables } from './tables.ts'
import type { RuleFault } from './thread/compile-fault.ts'
import type { RuleThread } from './thread/rule-thread.ts'

/** The rules that count at present. */
export type InForce = RuleSet & {
  /** Of the company's version; 0 while there is none and the shipped packs stand alone. */
  number: number
  /** What a finding names: the company's version and, behind the plus, the shipped packs under it. */
  label: string
  packsVersion: string
  /** Of the changes and the packs under them. */
  digest: string
  check: Screener['check']
  /** The check of a whole document, in the thread. */
  checkDocument: (document: DocumentText, options: CheckOptions) => Promise<CheckedDocument>
  /** Rules of the company's own that the present packs cannot compile; they are not in force. */
  faults: readonly RuleFault[]
}

/**
 * Gives the rules in force. It looks at the database each time, so that every server of an installation takes a new
 * version up; building it happens in a thread, and checks under way go on with the rules that they began with.
 * For `prepare`: it may wait for the thread.
 */
export type RulesInForce = (db: AnyDatabase) => Promise<InForce>

/** Name of a version, as in v3+7b23f776b5a32750; 100 characters at most. */
export const labelOf = (number: number, packsVersion: string): string => `v${number}+${packsVersion}`

// A handle typed with no module's tables is one typed with this module's: at run time they are the same.
const rulesDatabase = (db: AnyDatabase): Kysely<RulesTables> => db as unknown as Kysely<RulesTables>

/** Number of the version in force; 0 when the company has none. One row of an index. */
export const numberInForce = async (db: AnyDatabase): Promise<number> => {
  const row = await rulesDatabase(db)
    .selectFrom('rule_version')
    .select('number')
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.number ?? 0
}

/** What a version says; version 0 says nothing. */
export const setOf = async (db: AnyDatabase, number: number): Promise<RuleSet> => {
  if (number === 0) return packedSet(noChanges)
  const { content, changes } = await rulesDatabase(db)
    .selectFrom('rule_version')
    .select(['content', 'changes'])
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return { content, packed: changes }
}

/** The provider of one server. */
export const rulesInForce = ({ packs, thread }: { packs: CompiledPacks; thread: RuleThread }): RulesInForce => {
  const describe = (number: number, { content, packed }: RuleSet): Omit<InForce, 'check' | 'faults'> => ({
    number,
    label: labelOf(number, packs.version),
    packsVersion: packs.version,
    digest: digestOf({ content }, packs.version),
    content,
    packed,
    checkDocument: (document, options) => thread.checkDocument({ content, packed }, document, options),
  })
  const { check } = createScreener(packs, compileTerms([], packs))
  let current: InForce | undefined
  let building: { number: number; done: Promise<InForce> } | undefined

  const build = async (db: AnyDatabase, number: number): Promise<InForce> => {
    const set = describe(number, await setOf(db, number))
    // The shipped packs alone are ready; for them no thread is needed.
    if (number === 0) return { ...set, check, faults: [] }
    const { packs: built, terms, faults } = await thread.build(set)
    return { ...set, check: createScreener(built, terms).check, faults }
  }

  return async (db) => {
    const number = await numberInForce(db)
    if (current?.number === number) return current
    if (building?.number !== number) {
      const done = build(db, number)
      building = { number, done }
      done.then(
        (built) => {
          if (current === undefined || built.number > current.number) current = built
        },
        () => {
          // Whoever waits for it is told; the next call tries again.
          if (building?.done === done) building = undefined
        },
      )
    }
    return building.done
  }
}
