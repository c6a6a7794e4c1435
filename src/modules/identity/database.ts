import type { Kysely, QueryExecutorProvider, Transaction } from 'kysely'
import type { KernelTables } from '../../kernel/tables.ts'
import type { IdentityTables } from './tables.ts'

/** The database as this module's operations see it; a transaction is one too. */
export type IdentityDatabase = Kysely<IdentityTables & KernelTables>
export type IdentityTransaction = Transaction<IdentityTables & KernelTables>

/**
 * Any module's database handle. Functions that are handed to other modules as ports take this, because a handle typed
 * with their tables is no handle typed with ours; at run time they are the same.
 */
export type AnyDatabase = QueryExecutorProvider

export const identityDatabase = (db: AnyDatabase): IdentityDatabase => db as IdentityDatabase
