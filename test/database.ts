import { buildDatabaseImage, bringUp, contentsOfSchema, migratedImage } from '../build/database-image.ts'
import { builtImage } from '../src/kernel/database/cluster-directory.ts'
import { databaseOn, openDatabase, type Database } from '../src/kernel/database/database.ts'
import { openInMemory } from '../src/kernel/database/embedded.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { temporaryPostgres, templateOn } from './postgres.ts'

/** One kind of database to run a suite on. */
export type TestDatabase = {
  name: 'pglite' | 'postgres'
  /** A fresh database with all migrations and the tables of the job queue, the caller's alone; `close()` drops it. */
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
  const createFrom = async <Tables>(template?: string): Promise<Database<Tables>> => {
    const { url, drop } = await temporaryPostgres(server, template)
    const database = await openDatabase<Tables>({ url, directory: '' })
    return {
      ...database,
      async close() {
        await database.close()
        await drop()
      },
    }
  }
  return {
    name: 'postgres',
    createEmpty: () => createFrom(),
    create: async () => createFrom(await migratedTemplate(server)),
  }
}

/** Looked for once a process. */
let template: Promise<string> | undefined

/** Name of a database on this server to copy, with what `create` promises. */
export const migratedTemplate = (server: string): Promise<string> => (template ??= makeTemplate(server))

const makeTemplate = async (server: string): Promise<string> =>
  templateOn(server, await contentsOfSchema(), async (url) => {
    const database = await openDatabase<KernelTables>({ url, directory: '' })
    try {
      await bringUp(database)
    } finally {
      await database.close()
    }
  })
