import type { Kysely, Transaction } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { IdentityTables } from './tables.ts'

/** The database as this module's operations see it; a transaction is one too. */
export type IdentityDatabase = Kysely<IdentityTables & KernelTables>
export type IdentityTransaction = Transaction<IdentityTables & KernelTables>

export const identityDatabase = (db: AnyDatabase): IdentityDatabase => db as IdentityDatabase
