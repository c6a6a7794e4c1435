import type { Transaction } from 'kysely'
import type { Actor } from './actor.ts'
import type { Catalogue } from './catalogue.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { RightUses } from './right-use.ts'
import type { Secrets } from './secrets/secrets.ts'
import type { KernelTables } from './tables.ts'

/**
 * Whether the session or key by which an actor was admitted is still alive, seen from inside the transaction and held
 * there: whoever ends it waits until this transaction is over, or this one waits and then answers no. So nothing that
 * was admitted earlier commits after a sign-out, a suspension or a leaving.
 */
export type IsStillAdmitted = (db: Transaction<KernelTables>, actor: Actor) => Promise<boolean>

/** The assembled program: what an operation or a job needs around it. Made once by the composition root. */
export type App = {
  readonly database: Database<KernelTables>
  readonly secrets: Secrets
  readonly clock: Clock
  readonly queue: JobQueue
  readonly catalogue: Catalogue
  readonly rightUses: RightUses
  readonly isStillAdmitted: IsStillAdmitted
}
