import { sql } from 'kysely'
import type { OutreachDatabase } from './scope.ts'
import type { Channel, ConsentPurpose } from './vocabulary.ts'

/** When a person last withdrew a consent or unsubscribed for this purpose and channel, and did not undo it; null for never. */
export const refusedAt = async (
  db: OutreachDatabase,
  { subject, purpose, channel }: { subject: string; purpose: ConsentPurpose; channel: Channel },
): Promise<Date | null> => {
  const { rows } = await sql<{ at: Date | null }>`
    select greatest(
      (select max(withdrawn_at) from outreach_consent where subject = ${subject} and purpose = ${purpose} and channel = ${channel}),
      (select max(at) from outreach_unsubscribe
        where subject = ${subject} and purpose = ${purpose} and channel = ${channel} and undone_at is null)
    ) as at`.execute(db)
  return rows[0]?.at ?? null
}
