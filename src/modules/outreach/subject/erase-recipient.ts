import type { HolderTools } from '../../../kernel/personal-data.ts'
import { holdRecipients } from '../hold-recipients.ts'
import { outreachDb } from './outreach-db.ts'
import { stopRecipient } from './stop-recipient.ts'

/**
 * Takes away what names a person outside. What proves that a message had a consent, and that a refusal was heeded, is kept
 * without it: rows under an id that, once the vault has erased the customer, stands for nobody (广告法第四十三条; 个人信息保护法
 * 第四条: what is anonymous is no personal data). Doing it twice changes nothing.
 */
export const eraseRecipient = async (
  tools: Pick<HolderTools, 'db' | 'now' | 'record'>,
  subject: string,
): Promise<{ changed: boolean; kept: number }> => {
  const db = outreachDb(tools)
  await holdRecipients({ db }, [subject])
  const withdrawn = await stopRecipient(tools, subject, { kind: 'withdraw', reach: 'all', via: 'erasure' })
  const addresses = await db
    .updateTable('outreach_consent')
    .set({ ip: null })
    .where('subject', '=', subject)
    .where('ip', 'is not', null)
    .returning('id')
    .execute()
  const lists = await db.deleteFrom('outreach_audience_member').where('subject', '=', subject).returning('audience_id').execute()
  const { kept } = await db
    .selectFrom('outreach_consent')
    .select((eb) => eb.fn.countAll<number>().as('kept'))
    .where('subject', '=', subject)
    .executeTakeFirstOrThrow()
  const changed = withdrawn + addresses.length + lists.length > 0
  if (changed) {
    tools.record({
      type: 'recipient.identity-removed',
      subject: { kind: 'recipient', id: subject },
      detail: { addresses: addresses.length, lists: lists.length, withdrawn, kept },
    })
  }
  return { changed, kept }
}
