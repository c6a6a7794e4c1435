import { sql } from 'kysely'
import { openPayload, openSecret } from './secrets.ts'
import type { Secrets } from '../../kernel/secrets/secrets.ts'
import type { WebhooksDatabase } from './scope.ts'

/** Messages of one round, and of one endpoint within it: a slow receiver holds up nobody else. */
const mostOfRound = 500
const mostOfEndpoint = 100
/** Longer than a round can take. After it, what a crashed server had claimed is sent by another, under the same id. */
const claimMs = 4 * 60_000

export type DueMessage = {
  id: string
  endpointId: string
  url: string
  body: string
  /** The present secret, and the one before while it holds. */
  secrets: readonly string[]
}

/** Takes the messages that are due for this server alone, in one statement. */
export const claimDue = async (
  db: WebhooksDatabase,
  { now, secrets }: { now: Date; secrets: Secrets },
): Promise<readonly DueMessage[]> => {
  const { rows } = await sql<{
    id: string
    endpoint_id: string
    sealed_payload: Uint8Array
    url: string
    sealed_secret: Uint8Array
    previous_sealed_secret: Uint8Array | null
    previous_until: Date | null
  }>`
    with due as (
      select id, row_number() over (partition by endpoint_id order by next_attempt_at, id) as place
      from webhook_delivery
      where state = 'waiting' and next_attempt_at <= ${now} and (claimed_until is null or claimed_until <= ${now})
        and exists (select from webhook_endpoint e where e.id = endpoint_id and e.state = 'active')
    ), taken as (
      select d.id from webhook_delivery d join due on due.id = d.id
      where due.place <= ${mostOfEndpoint} and d.state = 'waiting'
        and (d.claimed_until is null or d.claimed_until <= ${now})
      order by d.next_attempt_at, d.id limit ${mostOfRound} for update of d skip locked
    )
    update webhook_delivery d set claimed_until = ${new Date(now.getTime() + claimMs)}
    from taken, webhook_endpoint e
    where d.id = taken.id and e.id = d.endpoint_id
    returning d.id, d.endpoint_id, d.sealed_payload,
      e.url, e.sealed_secret, e.previous_sealed_secret, e.previous_until`.execute(db)
  return rows.map((row) => {
    const previous = row.previous_until !== null && row.previous_until > now ? row.previous_sealed_secret : null
    return {
      id: row.id,
      endpointId: row.endpoint_id,
      url: row.url,
      body: openPayload(secrets, row.id, row.sealed_payload),
      secrets: [row.sealed_secret, ...(previous === null ? [] : [previous])].map((sealed) =>
        openSecret(secrets, row.endpoint_id, sealed),
      ),
    }
  })
}
