import type { IdentityDatabase } from './database.ts'
import type { SessionLimits } from './sessions/session-life.ts'

export type Company = { name: string; sessionLimits: SessionLimits }

/** The company of this installation; undefined before set-up. */
export const findCompany = async (db: IdentityDatabase): Promise<Company | undefined> => {
  const row = await db
    .selectFrom('company')
    .select(['name', 'session_idle_minutes', 'session_absolute_minutes'])
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        name: row.name,
        sessionLimits: { idleMinutes: row.session_idle_minutes, absoluteMinutes: row.session_absolute_minutes },
      }
}

/**
 * The company of this installation.
 * @throws Error before set-up, when there is nobody who could ask
 */
export const companyOf = async (db: IdentityDatabase): Promise<Company> => {
  const company = await findCompany(db)
  if (company === undefined) throw new Error('There is no company before set-up')
  return company
}
