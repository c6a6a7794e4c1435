import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from './database.ts'
import { withConnection, type Connection } from './connection.ts'
import { sessionSettings } from './limits.ts'
import { OperatorError } from '../operator-error.ts'

/** One forward step of the schema: `0007-outreach.sql` is version 7, name `outreach`. */
export type Migration = { version: number; name: string; sha256: string; sql: string }

/** The database and the migrations of this program do not fit together; the message says how and what to do. */
export class MigrationError extends OperatorError {
  constructor(message: string) {
    super(message)
    this.name = 'MigrationError'
  }
}

/** The folder `migrations` of the program. */
export const migrationsDirectory = join(import.meta.dirname, '../../../migrations')

/** Any number that nothing else in the database locks by. */
const migrationLock = 7_230_115_001

/**
 * Brings the schema up to the newest migration and gives the versions that were applied now. Each file runs in a
 * transaction of its own together with its line in `schema_migration`. Servers that start together wait for each other.
 *
 * Throws MigrationError when an applied file has been changed since, when one is missing, or when the database is newer
 * than the program; DatabaseError when a statement of a file fails, and then nothing of that file stays.
 */
export async function migrate<Tables>(database: Database<Tables>, directory = migrationsDirectory): Promise<number[]> {
  const migrations = await readMigrations(directory)
  return withConnection(database.pool, async (connection) => {
    await connection.script(
      `set statement_timeout = 0; set lock_timeout = 0; set idle_in_transaction_session_timeout = 0;
      select pg_advisory_lock(${migrationLock})`,
    )
    try {
      return await applyMissing(connection, migrations)
    } finally {
      await connection.script(`rollback; select pg_advisory_unlock(${migrationLock}); ${sessionSettings(database.kind)}`)
    }
  }, { hold: 'unbounded' })
}

async function applyMissing(connection: Connection, migrations: Migration[]): Promise<number[]> {
  await connection.script(`
    create table if not exists schema_migration (
      version int primary key,
      name text not null,
      sha256 text not null,
      applied_at timestamptz not null default now()
    )`)
  const { rows } = await connection.query('select version, name, sha256 from schema_migration order by version', [])
  const missing = planMigrations(migrations, rows.map(toApplied))
  for (const migration of missing) {
    await connection.script('begin')
    const transaction = await currentTransaction(connection)
    await connection.script(migration.sql)
    if (await currentTransaction(connection) !== transaction) {
      throw new MigrationError(
        `Migration ${label(migration)} ends its own transaction, so part of it may be in the database already. `
        + 'Take COMMIT and ROLLBACK out of the file and restore the database from a back-up.',
      )
    }
    await connection.query(
      'insert into schema_migration (version, name, sha256) values ($1, $2, $3)',
      [migration.version, migration.name, migration.sha256],
    )
    await connection.script('commit')
  }
  return missing.map(({ version }) => version)
}

async function currentTransaction(connection: Connection): Promise<string> {
  const { rows } = await connection.query('select pg_current_xact_id()::text as id', [])
  return String(rows[0]?.['id'])
}

type Applied = Pick<Migration, 'version' | 'name' | 'sha256'>

/** What is left to apply. Throws MigrationError where the history and the files contradict each other. */
export function planMigrations(migrations: Migration[], applied: Applied[]): Migration[] {
  const newest = migrations.at(-1)?.version ?? 0
  for (const past of applied) {
    if (past.version > newest) {
      throw new MigrationError(
        `The database is at version ${past.version} (${past.name}), this program knows versions up to ${newest}. `
        + 'Start the newer program, or restore a back-up from before the upgrade.',
      )
    }
    const file = migrations.find(({ version }) => version === past.version)
    if (file === undefined) throw new MigrationError(`Migration ${label(past)} was applied but its file is missing.`)
    if (file.sha256 !== past.sha256) {
      throw new MigrationError(
        `Migration ${label(past)} has been changed after it was applied. Put the file back as it was and add a new one.`,
      )
    }
  }
  const done = new Set(applied.map(({ version }) => version))
  const missing = migrations.filter(({ version }) => !done.has(version))
  const last = applied.at(-1)?.version ?? 0
  const late = missing.find(({ version }) => version < last)
  if (late !== undefined) throw new MigrationError(`Migration ${label(late)} is older than what has been applied already.`)
  return missing
}

/** Reads `NNNN-name.sql` files in their order. Throws MigrationError on a wrong name or a version used twice. */
export async function readMigrations(directory: string): Promise<Migration[]> {
  const files = (await readdir(directory)).filter((file) => file.endsWith('.sql')).toSorted()
  const migrations = await Promise.all(files.map(async (file) => {
    const match = /^(\d{4})-([a-z0-9-]+)\.sql$/.exec(file)
    if (match === null) throw new MigrationError(`${file} is not named like 0001-identity.sql`)
    const sql = (await readFile(join(directory, file), 'utf8')).replaceAll('\r\n', '\n')
    return { version: Number(match[1]), name: match[2] ?? '', sha256: createHash('sha256').update(sql).digest('hex'), sql }
  }))
  for (const [index, migration] of migrations.entries()) {
    if (migrations[index - 1]?.version === migration.version) {
      throw new MigrationError(`two migrations have the version ${migration.version}`)
    }
  }
  return migrations
}

function label({ version, name }: { version: number; name: string }): string {
  return `${String(version).padStart(4, '0')}-${name}`
}

function toApplied(row: Record<string, unknown>): Applied {
  return { version: Number(row['version']), name: String(row['name']), sha256: String(row['sha256']) }
}
