import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { CompiledPacks } from '../../screening/types.ts'
import { type Draft, findDraft, readDraftSet } from './draft-reading.ts'
import { type RulesInForce, rulesInForce } from './in-force.ts'
import { digestOf, type RuleSet } from './rule-set.ts'
import { type RuleThread, ruleThread } from './thread/rule-thread.ts'
import type { ShippedRule } from './thread/shipped-rules.ts'
import type { ThreadAnswers } from './thread/thread-messages.ts'

/** A draft with what it says, and the digest that binds a dry-run to it and to the packs under it. */
export type DraftSet = RuleSet & { draft: Draft; digest: string }

export type RuleEngine = {
  packsVersion: string
  thread: RuleThread
  inForce: RulesInForce
  /** The draft, its bytes read once for each revision; undefined when there is none. For `prepare`. */
  draftSet: (db: AnyDatabase) => Promise<DraftSet | undefined>
  /** Every sample by these rules, run once. For `prepare`. */
  samples: (set: RuleSet) => Promise<ThreadAnswers['samples']>
  /** Gzip of the rules in force, made once. */
  document: (set: RuleSet & { label: string }) => Promise<Uint8Array>
  /** The rules that came with the program. For `prepare`. */
  shipped: () => Promise<readonly ShippedRule[]>
}

/** Remembers the last answer by its key; what failed is asked again. */
const remember = <Value>() => {
  let last: { key: string; value: Promise<Value> } | undefined
  return (key: string, make: () => Promise<Value>): Promise<Value> => {
    if (last?.key === key) return last.value
    const entry = { key, value: make() }
    last = entry
    entry.value.catch(() => {
      if (last === entry) last = undefined
    })
    return entry.value
  }
}

/** Everything that runs rules, for one server of an installation. The thread starts when it is first needed. */
export const ruleEngine = (packs: CompiledPacks): RuleEngine => {
  const thread = ruleThread(packs)
  const drafts = remember<Awaited<ReturnType<typeof readDraftSet>>>()
  const reports = remember<ThreadAnswers['samples']>()
  const documents = remember<Uint8Array>()
  const shipped = remember<readonly ShippedRule[]>()
  return {
    packsVersion: packs.version,
    thread,
    inForce: rulesInForce({ packs, thread }),
    draftSet: async (db) => {
      const draft = await findDraft(db)
      if (draft === undefined) return undefined
      const set = await drafts(`${draft.id} ${draft.revision}`, () => readDraftSet(db, draft.id))
      // Edited or gone between the two reads: what was read says which.
      if (set === undefined) return undefined
      return {
        draft: { ...draft, revision: set.revision, content: set.content },
        content: set.content,
        packed: set.packed,
        digest: digestOf(set, packs.version),
      }
    },
    samples: (set) => reports(set.content, () => thread.samples(set)),
    document: (set) => documents(set.content, () => thread.document(set, set.label)),
    shipped: () => shipped('', () => thread.shipped()),
  }
}
