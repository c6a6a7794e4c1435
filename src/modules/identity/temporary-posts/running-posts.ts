import { sql } from 'kysely'
import type { IdentityDatabase } from '../database.ts'

/** Posts that a person holds for some hours and that have not ended at this moment. */
export const runningPosts = async (db: IdentityDatabase, personId: string, now: Date): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('temporary_post')
    .select('post')
    .where('person_id', '=', personId)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('post')
    .execute()
  return rows.map(({ post }) => post)
}

/** For queries that read posts of people: the condition under which a row of temporary_post gives its post. */
export const isRunning = (now: Date) => sql<boolean>`ended_at is null and starts_at <= ${now} and ends_at > ${now}`
