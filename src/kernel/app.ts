import type { Catalogue } from './catalogue.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { KernelTables } from './tables.ts'

/** The assembled program: what an operation or a job needs around it. Made once by the composition root. */
export type App = {
  readonly database: Database<KernelTables>
  readonly secrets: Secrets
  readonly clock: Clock
  readonly queue: JobQueue
  readonly catalogue: Catalogue
}
