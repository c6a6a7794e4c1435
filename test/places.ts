import { cp, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { bringUp } from '../build/database-image.ts'
import { openDatabase } from '../src/kernel/database/database.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { migratedTemplate } from './database.ts'
import { temporaryPostgres } from './postgres.ts'
import { preparedOnce } from './prepared-once.ts'
import { temporaryDirectory } from './server-process.ts'

/** What a server process is started on: a data directory, and a database beside it where one is named. */
export type Place = { dataDirectory: string; databaseUrl: string | undefined; remove: () => Promise<void> }

/**
 * The databases to run a server process on, as `testDatabases` has them for a program in this process. Each place is as a
 * first start leaves it before anybody has set up a company; test/e2e/set-up and test/lives make the first start itself.
 */
export const serverPlaces = (): { name: 'pglite' | 'postgres'; prepare: () => Promise<Place> }[] => {
  const server = process.env['TEST_DATABASE_URL']
  const embedded = { name: 'pglite', prepare: newPlace } as const
  return server === undefined || server === '' ? [embedded] : [embedded, { name: 'postgres', prepare: () => onPostgres(server) }]
}

/** A new data directory with the embedded database in it. */
export const newPlace = async (): Promise<Place> => {
  const { path, remove } = await temporaryDirectory()
  const made = await preparedOnce('new', async (directory) => {
    await mkdir(directory)
    const database = await openDatabase<KernelTables>({ directory: join(directory, 'database') })
    try {
      await bringUp(database)
    } finally {
      await database.close()
    }
  })
  if (made !== undefined) await cp(made, path, { recursive: true })
  return { dataDirectory: path, databaseUrl: undefined, remove }
}

const onPostgres = async (server: string): Promise<Place> => {
  const { path, remove } = await temporaryDirectory()
  const { url, drop } = await temporaryPostgres(server, await migratedTemplate(server))
  return {
    dataDirectory: path,
    databaseUrl: url,
    remove: async () => {
      await drop()
      await remove()
    },
  }
}
