import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Database, openDatabase } from '../src/kernel/database/database.ts'
import { migrate } from '../src/kernel/database/migrate.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { temporaryPostgres } from '../test/postgres.ts'

type Use<Tables, Answer> = (database: Database<Tables & KernelTables>) => Promise<Answer>

/** Measures in a database of its own on a PostgreSQL server, dropped afterwards. */
export const onPostgres = async <Tables, Answer>(server: string, use: Use<Tables, Answer>): Promise<Answer> => {
  const { url, drop } = await temporaryPostgres(server)
  try {
    return await migrated(await openDatabase<Tables & KernelTables>({ url, directory: '' }), use)
  } finally {
    await drop()
  }
}

/** Measures in an embedded database on the disk, removed afterwards. */
export const onEmbedded = async <Tables, Answer>(use: Use<Tables, Answer>): Promise<Answer> => {
  const directory = await mkdtemp(join(tmpdir(), 'weidun-bench-'))
  try {
    return await migrated(await openDatabase<Tables & KernelTables>({ directory }), use)
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

const migrated = async <Tables, Answer>(database: Database<Tables & KernelTables>, use: Use<Tables, Answer>): Promise<Answer> => {
  try {
    await migrate(database as unknown as Database<KernelTables>)
    return await use(database)
  } finally {
    await database.close()
  }
}
