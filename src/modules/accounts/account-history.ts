import { say, type Sentence } from '../../kernel/sentence.ts'
import type { AccountsContext } from './scope.ts'
import { accountsEvents } from './vocabulary.ts'

const mostEntries = 100
const sentences: Readonly<Record<string, Sentence>> = accountsEvents

/** What the ledger says about an account, newest first; looking at it is left out. */
export const accountHistory = async ({ db, locale }: AccountsContext, accountId: string) => {
  const entries = await db
    .selectFrom('ledger_entry')
    .select(['id', 'at', 'type', 'actor_kind', 'actor_name'])
    .where('subject_kind', '=', 'account')
    .where('subject_id', '=', accountId)
    .where('type', '<>', 'account.viewed')
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(mostEntries)
    .execute()
  return entries.map((entry) => {
    const sentence = sentences[entry.type]
    return {
      id: entry.id,
      at: entry.at.toISOString(),
      actor: { kind: entry.actor_kind, name: entry.actor_name },
      text: sentence === undefined ? entry.type : say(sentence, locale),
    }
  })
}
