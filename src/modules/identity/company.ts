import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { type IdentityDatabase, identityDatabase } from './database.ts'
import type { FactorDemands } from './factors/session-standing.ts'
import type { SessionLimits } from './sessions/session-life.ts'

export type Company = {
  name: string
  sessionLimits: SessionLimits
  demands: FactorDemands
  /** AAGUIDs of models that may act on core accounts besides those of packs/authenticators.yaml. */
  keyModels: readonly string[]
}

/** The company of this installation; undefined before set-up. */
export const findCompany = async (db: IdentityDatabase): Promise<Company | undefined> => {
  const row = await db
    .selectFrom('company')
    .selectAll()
    .executeTakeFirst()
  return row === undefined
    ? undefined
    : {
        name: row.name,
        sessionLimits: { idleMinutes: row.session_idle_minutes, absoluteMinutes: row.session_absolute_minutes },
        demands: { secondFactor: row.second_factor_demanded, passkey: row.passkey_demanded },
        keyModels: row.key_models,
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

/** What the company is called; null before set-up. For other modules. */
export const companyName = async (db: AnyDatabase): Promise<string | null> => (await findCompany(identityDatabase(db)))?.name ?? null
