import { sql } from 'kysely'
import type { IdentityDatabase } from '../database.ts'
import type { DirectoryProvider } from './tables.ts'

/**
 * Keeps that members who are gone belong to people who have left here: it is no news any more, also when such a person
 * comes back by an invitation before they are a member again.
 */
export const keepKnownDepartures = async (
  db: IdentityDatabase,
  { provider, now }: { provider: DirectoryProvider; now: Date },
): Promise<void> => {
  await sql`
    insert into directory_departure (id, provider, subject, person_id, why, state, learned_at, decided_at)
    select gen_random_uuid(), m.provider, m.subject, p.id, m.state, 'dismissed', ${now}, ${now}
    from directory_member m
    join outside_identity o on o.provider = m.provider and o.subject = m.subject
    join person p on p.id = o.person_id
    where m.provider = ${provider} and m.state in ('gone', 'left', 'disabled') and p.state = 'left'
    on conflict (provider, subject) where over_at is null do nothing`.execute(db)
}
