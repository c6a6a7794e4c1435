import type { Kysely } from 'kysely'
import type { Context } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { LeavingPorts } from './ports.ts'
import type { LeavingTables } from './tables.ts'
import type { LeavingEvent, LeavingPermission } from './vocabulary.ts'

type Scope = {
  tables: LeavingTables
  event: LeavingEvent
  permission: LeavingPermission
  ports: LeavingPorts
}

export type LeavingContext = Context<LeavingTables, LeavingEvent, LeavingPorts>

/** The database as this module sees it; a transaction is one too. */
export type LeavingDatabase = Kysely<LeavingTables & KernelTables>

/** What it takes to show leavings, inside a transaction or outside. */
export type LeavingReader = Pick<LeavingContext, 'ports' | 'actor' | 'now' | 'locale'> & { db: LeavingDatabase }

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<LeavingTables>()

/** The id of the acting person; null for the machine. */
export const actingPerson = ({ actor }: Pick<LeavingContext, 'actor'>): string | null =>
  actor.kind === 'person' ? actor.id : null
