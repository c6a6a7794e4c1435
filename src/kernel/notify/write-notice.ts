import type { Transaction } from 'kysely'
import { newId } from '../id.ts'
import type { KernelTables } from '../tables.ts'
import type { Notice } from './notice.ts'

/** Writes a notice to one person in the caller's transaction; it is unread until the person marks it. */
export const writeNotice = async (
  trx: Transaction<KernelTables>,
  { personId, notice, now }: { personId: string; notice: Notice; now: Date },
): Promise<void> => {
  await trx
    .insertInto('notice')
    .values({
      id: newId(now.getTime()),
      person_id: personId,
      kind: notice.kind,
      sentence: JSON.stringify(notice.sentence),
      params: JSON.stringify(notice.params ?? {}),
      link: notice.link ?? null,
      at: now,
      read_at: null,
    })
    .execute()
}
