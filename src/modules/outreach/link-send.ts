import type { Secrets } from '../../kernel/secrets/secrets.ts'
import { linkNotAccepted } from './problems.ts'
import type { OutreachDatabase } from './scope.ts'
import { readUnsubscribeToken } from './unsubscribe-link.ts'
import type { Channel, ConsentPurpose } from './vocabulary.ts'

type LinkedSend = { id: string; subject: string; channel: Channel; purpose: ConsentPurpose }

/**
 * The message whose link somebody opened. What the law wants sent cannot be unsubscribed from; its link, if one was put
 * in, is about marketing.
 * @throws Problem `outreach.link-not-accepted`: one answer for a wrong token and for a message that is not there any more
 */
export const linkedSend = async (db: OutreachDatabase, secrets: Pick<Secrets, 'unsubscribe'>, token: string): Promise<LinkedSend> => {
  const id = readUnsubscribeToken(secrets, token)
  const row =
    id === null
      ? undefined
      : await db.selectFrom('outreach_send').select(['id', 'subject', 'channel', 'purpose']).where('id', '=', id).executeTakeFirst()
  if (row === undefined) throw linkNotAccepted()
  return { ...row, purpose: row.purpose === 'service' ? 'service' : 'marketing' }
}
