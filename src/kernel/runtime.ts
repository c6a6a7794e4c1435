import type { Logger } from 'pino'
import type { App, IsStillAdmitted } from './app.ts'
import { catalogueOf } from './catalogue.ts'
import { type Clock, systemClock } from './clock.ts'
import type { Database } from './database/database.ts'
import { migrate } from './database/migrate.ts'
import { transact } from './database/transact.ts'
import { openJobQueue } from './jobs/job-queue.ts'
import { checkMasterKey } from './key-check.ts'
import type { Module } from './module.ts'
import { rememberRightUses } from './right-use.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { KernelTables } from './tables.ts'

type RuntimeParts = {
  database: Database<KernelTables>
  modules: readonly Module[]
  secrets: Secrets
  log: Logger
  isStillAdmitted: IsStillAdmitted
  clock?: Clock
}

/**
 * Makes the program out of its parts: migrates the database, checks that the keys belong to it, opens the job queue.
 * Nothing is served and no job is taken yet.
 */
export const assemble = async ({ database, modules, secrets, log, isStillAdmitted, clock = systemClock }: RuntimeParts): Promise<App> => {
  const catalogue = catalogueOf(modules)
  await migrate(database)
  await transact(database, (trx) => checkMasterKey(trx, secrets.checkValue))
  const queue = await openJobQueue({
    database,
    catalogue,
    onError: (error) => log.error({ err: { name: error.name, message: error.message } }, 'job queue'),
  })
  return { database, secrets, clock, queue, catalogue, rightUses: rememberRightUses(), isStillAdmitted }
}
