import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { compileTerms } from '../../screening/terms.ts'
import { createScreener } from '../../screening/screener.ts'
import type { CompiledPacks, Screener } from '../../screening/types.ts'
import { noChanges, type RuleChanges } from './changes.ts'
import { digestOf, unpacked } from './changes-digest.ts'
import type { RulesTables } from './tables.ts'
import type { RuleFault } from './thread/compile-fault.ts'
import type { RuleThread } from './thread/rule-thread.ts'

/** The rules that count at present. */
export type InForce = {
  /** Of the company's version; 0 while there is none and the shipped packs stand alone. */
  number: number
  /** What a finding names: the company's version and, behind the plus, the shipped packs under it. */
  label: string
  packsVersion: string
  digest: string
  changes: RuleChanges
  check: Screener['check']
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

/** The changes of a version; those of version 0 are none. */
export const changesOf = async (db: AnyDatabase, number: number): Promise<RuleChanges> => {
  if (number === 0) return noChanges
  const { changes } = await rulesDatabase(db)
    .selectFrom('rule_version')
    .select('changes')
    .where('number', '=', number)
    .executeTakeFirstOrThrow()
  return unpacked(changes)
}

/** The provider of one server. */
export const rulesInForce = ({ packs, thread }: { packs: CompiledPacks; thread: RuleThread }): RulesInForce => {
  const describe = (number: number, changes: RuleChanges) => ({
    number,
    label: labelOf(number, packs.version),
    packsVersion: packs.version,
    digest: digestOf(changes, packs.version),
    changes,
  })
  let current: InForce = {
    ...describe(0, noChanges),
    check: createScreener(packs, compileTerms([], packs)).check,
    faults: [],
  }
  let building: { number: number; done: Promise<InForce> } | undefined

  const build = async (db: AnyDatabase, number: number): Promise<InForce> => {
    const described = describe(number, await changesOf(db, number))
    const { packs: built, terms, faults } = await thread.build(described)
    return { ...described, check: createScreener(built, terms).check, faults }
  }

  return async (db) => {
    const number = await numberInForce(db)
    if (number === current.number) return current
    if (building?.number !== number) {
      const done = build(db, number)
      building = { number, done }
      done.then(
        (built) => {
          if (built.number > current.number) current = built
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
