import { sql } from 'kysely'
import type { OutreachContext } from './scope.ts'

/**
 * Holds these people until the end of the transaction: of all that reserve, unsubscribe or withdraw for one of them, one
 * goes on at a time. Taken in the order of the ids, so that two calls do not wait for each other (docs/adr/0027).
 *
 * Who is new here is entered in the same statement, and is held by being new. Only a person whom another call entered
 * at this very moment is in neither of its two parts; then they are held by a second one.
 */
export const holdRecipients = async ({ db }: Pick<OutreachContext, 'db'>, ids: readonly string[]): Promise<void> => {
  const asked = new Set(ids)
  if (asked.size === 0) return
  const { rows } = await sql<{ count: number }>`
    with held as materialized (
      select from outreach_recipient where subject = any (cast(${[...asked]} as uuid[])) order by subject for update
    ), entered as (
      insert into outreach_recipient (subject)
      select subject from unnest(cast(${[...asked]} as uuid[])) as asked (subject) order by subject
      on conflict do nothing
      returning subject
    )
    select (select count(*) from held) + (select count(*) from entered) as count`.execute(db)
  if (rows[0]?.count === asked.size) return
  await sql`
    select from outreach_recipient where subject = any (cast(${[...asked]} as uuid[])) order by subject for update`.execute(db)
}
