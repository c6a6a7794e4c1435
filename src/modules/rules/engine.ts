import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { createFolder } from '../../screening/fold.ts'
import type { CompiledPacks } from '../../screening/types.ts'
import { digestOf } from './changes-digest.ts'
import { type Draft, findDraft, readChanges } from './draft-reading.ts'
import { type RulesInForce, rulesInForce } from './in-force.ts'
import { type RuleSet, type RuleThread, ruleThread } from './thread/rule-thread.ts'
import type { ShippedRule } from './thread/shipped-rules.ts'
import type { ThreadAnswers } from './thread/thread-messages.ts'

/** A draft with everything in it, named by its digest. */
export type DraftSet = RuleSet & { draft: Draft }

export type RuleEngine = {
  packsVersion: string
  thread: RuleThread
  inForce: RulesInForce
  /** The spelling under which a term is kept: width, case and traditional characters folded. */
  fold: (text: string) => string
  /** The draft, read once for each of its revisions; undefined when there is none. For `prepare`. */
  draftSet: (db: AnyDatabase) => Promise<DraftSet | undefined>
  /** Every sample by these rules, run once for each digest. For `prepare`. */
  samples: (set: RuleSet) => Promise<ThreadAnswers['samples']>
  /** Gzip of the rules in force, made once for each digest. */
  document: (inForce: RuleSet & { label: string }) => Promise<Uint8Array>
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
  const folder = createFolder(packs.characters)
  const drafts = remember<DraftSet>()
  const reports = remember<ThreadAnswers['samples']>()
  const documents = remember<Uint8Array>()
  const shipped = remember<readonly ShippedRule[]>()
  return {
    packsVersion: packs.version,
    thread,
    inForce: rulesInForce({ packs, thread }),
    fold: (text) => folder.foldPlain(text.trim().toLowerCase()),
    draftSet: async (db) => {
      const draft = await findDraft(db)
      if (draft === undefined) return undefined
      const set = await drafts(`${draft.id} ${draft.revision}`, async () => {
        const changes = await readChanges(db, draft.id)
        return { draft, changes, digest: digestOf(changes, packs.version) }
      })
      return { ...set, draft }
    },
    samples: (set) => reports(set.digest, () => thread.samples(set)),
    document: ({ digest, changes, label }) =>
      documents(digest, () => thread.document({ digest, changes }, label)),
    shipped: () => shipped('', () => thread.shipped()),
  }
}
