import { randomBytes } from 'node:crypto'
import { Client, type QueryResult } from 'pg'
import { buildDatabaseImage, migratedImage } from '../build/database-image.ts'
import { builtImage } from '../src/kernel/database/cluster-directory.ts'
import { databaseOn, openDatabase, type Database } from '../src/kernel/database/database.ts'
import { openInMemory } from '../src/kernel/database/embedded.ts'
import { migrate } from '../src/kernel/database/migrate.ts'

/** One kind of database to run a suite on. */
export type TestDatabase = {
  name: 'pglite' | 'postgres'
  /** A fresh database with all migrations, the caller's alone; `close()` drops it. */
  create<Tables>(): Promise<Database<Tables>>
  /** The same without any migration. */
  createEmpty<Tables>(): Promise<Database<Tables>>
}

/**
 * The databases to run a suite on: PGlite always, and PostgreSQL when TEST_DATABASE_URL names a server.
 * `describe.each(testDatabases())('ledger on $name', ({ create }) => { ... })`
 */
export function testDatabases(): TestDatabase[] {
  const server = process.env['TEST_DATABASE_URL']
  return server === undefined || server === '' ? [onPglite] : [onPglite, onPostgres(server)]
}

const onPglite: TestDatabase = {
  name: 'pglite',
  async create() {
    return inMemory(await migratedImage())
  },
  async createEmpty() {
    await buildDatabaseImage()
    return inMemory(builtImage)
  },
}

async function inMemory<Tables>(imagePath: string): Promise<Database<Tables>> {
  const pool = await openInMemory(imagePath)
  return databaseOn<Tables>(pool, () => pool.close())
}

function onPostgres(server: string): TestDatabase {
  async function createEmpty<Tables>(): Promise<Database<Tables>> {
    await (swept ??= sweep(server))
    const name = `weidun_test_${Date.now()}_${randomBytes(4).toString('hex')}`
    const url = new URL(server)
    url.pathname = `/${name}`
    await onServer(server, `create database ${name} template template0 encoding 'UTF8'`)
    const database = await openDatabase<Tables>({ url: url.href, directory: '' })
    return {
      ...database,
      async close() {
        await database.close()
        await onServer(server, `drop database if exists ${name} with (force)`)
      },
    }
  }
  return {
    name: 'postgres',
    createEmpty,
    async create<Tables>() {
      const database = await createEmpty<Tables>()
      await migrate(database)
      return database
    },
  }
}

let swept: Promise<void> | undefined

/** A run that was killed leaves its databases behind; those of more than two hours ago go, once per process. */
async function sweep(server: string): Promise<void> {
  const { rows } = await onServer(server, `select datname from pg_database where datname like 'weidun_test_%'`)
  for (const { datname } of rows) {
    const created = Number(/^weidun_test_(\d{13})_[0-9a-f]{8}$/.exec(datname)?.[1] ?? Number.NaN)
    if (Date.now() - created > 2 * 3_600_000) await onServer(server, `drop database if exists ${datname} with (force)`)
  }
}

async function onServer(server: string, statement: string): Promise<QueryResult<{ datname: string }>> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    return await client.query(statement)
  } finally {
    await client.end()
  }
}
