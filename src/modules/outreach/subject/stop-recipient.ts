import type { HolderTools, StopKind, StopReach } from '../../../kernel/personal-data.ts'
import { holdRecipients } from '../hold-recipients.ts'
import { releaseRefused, unsubscribeNow } from '../unsubscribing.ts'
import { channels, type ConsentPurpose, consentPurposes } from '../vocabulary.ts'
import { outreachDb } from './outreach-db.ts'

/**
 * Stops messages at once: consents are withdrawn on every channel, what was reserved is given back, and an objection
 * unsubscribes as well, which no new consent undoes; so does a withdrawal that is about service messages, too.
 * @returns how many consents were withdrawn
 */
export const stopRecipient = async (
  tools: Pick<HolderTools, 'db' | 'now' | 'record'>,
  subject: string,
  { kind, reach, via = 'rights-request' }: { kind: StopKind; reach: StopReach; via?: 'rights-request' | 'erasure' },
): Promise<number> => {
  const db = outreachDb(tools)
  const purposes: readonly ConsentPurpose[] = reach === 'all' ? consentPurposes : ['marketing']
  await holdRecipients({ db }, [subject])
  const rows = await db
    .updateTable('outreach_consent')
    .set({ withdrawn_at: tools.now, withdrawn_via: via })
    .where('subject', '=', subject)
    .where('purpose', 'in', purposes)
    .where('withdrawn_at', 'is', null)
    .returning(['id', 'purpose'])
    .execute()
  for (const purpose of purposes) {
    const ids = rows.filter((row) => row.purpose === purpose).map(({ id }) => id)
    await releaseRefused({ db, now: tools.now }, { subject, purpose, channels })
    if (ids.length > 0) {
      tools.record({
        type: 'consent.withdrawn',
        subject: { kind: 'recipient', id: subject },
        detail: { purpose, channels: [...channels], consents: ids.slice(0, 100), via },
      })
    }
    // Service messages need no consent: only an unsubscribe stops them.
    if (kind === 'object' || (purpose === 'service' && via !== 'erasure')) {
      await unsubscribeNow({ db, now: tools.now, record: tools.record }, { subject, purpose, channels, via: 'staff', sendId: null })
    }
  }
  return rows.length
}
