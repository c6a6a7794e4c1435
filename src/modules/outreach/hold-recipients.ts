import { sql } from 'kysely'
import type { OutreachContext } from './scope.ts'

/**
 * Holds these people until the end of the transaction: of all that reserve, unsubscribe or withdraw for one of them, one
 * goes on at a time. Taken in the order of the ids, so that two calls never wait for each other (docs/adr/0027).
 */
export const holdRecipients = async ({ db }: Pick<OutreachContext, 'db'>, ids: readonly string[]): Promise<void> => {
  await sql`
    insert into outreach_recipient (subject)
    select subject from unnest(cast(${ids} as uuid[])) as asked (subject) order by subject
    on conflict do nothing`.execute(db)
  await sql`
    select from outreach_recipient where subject = any (cast(${ids} as uuid[])) order by subject for update`.execute(db)
}
