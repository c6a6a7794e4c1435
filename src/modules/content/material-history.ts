import { say, type Sentence } from '../../kernel/sentence.ts'
import type { ContentContext } from './scope.ts'
import { contentEvents } from './vocabulary.ts'

const mostEntries = 200

const sentences: Readonly<Record<string, Sentence>> = contentEvents

/** What the ledger says about a material, oldest first; of a long history the latest part. */
export const historyOf = async ({ db, locale }: ContentContext, materialId: string) => {
  const entries = await db
    .selectFrom('ledger_entry')
    .select(['at', 'type', 'actor_kind', 'actor_id', 'actor_name', 'detail'])
    .where('subject_kind', '=', 'material')
    .where('subject_id', '=', materialId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEntries)
    .execute()
  return entries.toReversed().map((entry) => {
    const sentence = sentences[entry.type]
    return {
      at: entry.at.toISOString(),
      actor: { kind: entry.actor_kind, id: entry.actor_id, name: entry.actor_name },
      type: entry.type,
      sentence: sentence === undefined ? entry.type : say(sentence, locale),
      detail: entry.detail,
    }
  })
}
