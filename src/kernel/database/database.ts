import { Kysely } from 'kysely'
import type { Db } from 'pg-boss'
import { bossDatabase } from './boss.ts'
import type { ConnectionPool } from './connection.ts'
import { dialectOf } from './dialect.ts'
import { openEmbedded } from './embedded.ts'
import { DatabaseError, DatabaseUnreachableError } from './errors.ts'
import { openPostgresPool } from './postgres-pool.ts'

/** An open database. `Tables` are the row types that the modules contribute. */
export type Database<Tables> = {
  readonly kind: 'pglite' | 'postgres'
  /** For reads outside a transaction; writes go through `transact`. */
  readonly kysely: Kysely<Tables>
  /** For pg-boss: `new PgBoss({ db: database.boss, backend: database.kind })`. */
  readonly boss: Db
  /** The sessions underneath, for migrations, locks and back-up only. */
  readonly pool: ConnectionPool
  /** Waits for what is under way, then closes. PGlite writes a checkpoint and frees its directory. */
  close(): Promise<void>
}

export type DatabaseOptions = {
  /** `postgres://user:password@host:port/name`; without it the embedded database in `directory` is used. */
  url?: string | undefined
  /** Where the embedded database lives; created when missing. Not used with `url`. */
  directory: string
  /** Tar of an empty cluster for a quick first start; the one that the build makes when not given. */
  image?: string | undefined
  /** Hears of what fails beside any statement: an idle connection that broke, upkeep of the embedded database. */
  onBackgroundError?: ((error: unknown) => void) | undefined
}

/**
 * Opens PostgreSQL at `url`, or the embedded database in `directory`.
 * Throws DatabaseBusyError when another process has the directory, DatabaseUnreachableError when the server cannot be used.
 */
export async function openDatabase<Tables>(options: DatabaseOptions): Promise<Database<Tables>> {
  const { url, directory, image, onBackgroundError = ignore } = options
  if (url !== undefined && url !== '') {
    const pool = await openPostgresPool(url, onBackgroundError).catch((error: unknown) => {
      throw error instanceof DatabaseError ? new DatabaseUnreachableError(error) : error
    })
    return databaseOn(pool, () => pool.close())
  }
  const { pool, close } = await openEmbedded({ directory, image, onBackgroundError })
  return databaseOn(pool, close)
}

/** The face over sessions that are open already. */
export function databaseOn<Tables>(pool: ConnectionPool, close: () => Promise<void>): Database<Tables> {
  return {
    kind: pool.kind,
    kysely: new Kysely<Tables>({ dialect: dialectOf(pool) }),
    boss: bossDatabase(pool),
    pool,
    close,
  }
}

/** What fails in the background is tried again by itself, so a caller who does not ask need not be told. */
function ignore(): void {}
