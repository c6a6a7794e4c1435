import type { QueryExecutorProvider } from 'kysely'

/**
 * Any module's database handle. Functions that one module hands to another as ports take this, because a handle typed
 * with one module's tables is none typed with the other's; at run time they are the same.
 */
export type AnyDatabase = QueryExecutorProvider
