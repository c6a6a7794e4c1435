import type { Kysely } from 'kysely'
import type { PersonActor, Context } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { OutreachPorts } from './ports.ts'
import { personNeeded } from './problems.ts'
import type { OutreachTables } from './tables.ts'
import type { OutreachEvent, OutreachPermission } from './vocabulary.ts'

/** What the module that keeps people outside records through the ports. */
export const recordedOfOthers = ['customer.registered', 'customer.listed'] as const
type RecordedOfOthers = (typeof recordedOfOthers)[number]

type Scope = {
  tables: OutreachTables
  event: OutreachEvent | RecordedOfOthers
  permission: OutreachPermission
  ports: OutreachPorts
}

export type OutreachContext = Context<OutreachTables, OutreachEvent | RecordedOfOthers, OutreachPorts>

/** The database as this module sees it; a transaction is one too. */
export type OutreachDatabase = Kysely<OutreachTables & KernelTables>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<OutreachTables>()

/**
 * The person who acts.
 * @throws Problem `outreach.person-needed`
 */
export const personOf = ({ actor }: Pick<OutreachContext, 'actor'>): PersonActor => {
  if (actor.kind !== 'person') throw personNeeded()
  return actor
}
