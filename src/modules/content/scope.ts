import type { Kysely } from 'kysely'
import type { Context, PersonActor } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { ContentPorts } from './ports.ts'
import { personRequired } from './problems.ts'
import type { ContentTables } from './tables.ts'
import type { ContentEvent, ContentPermission } from './vocabulary.ts'

export type Scope = {
  tables: ContentTables
  event: ContentEvent
  permission: ContentPermission
  ports: ContentPorts
}

export type ContentContext = Context<ContentTables, ContentEvent, ContentPorts>

/** The database as this module sees it; a transaction is one too. */
export type ContentDatabase = Kysely<ContentTables & KernelTables>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<ContentTables>()

/**
 * The person who acts. Materials are written, reviewed and published by people, never by a machine's key.
 * @throws Problem `content.person-required`
 */
export const personOf = ({ actor }: Pick<ContentContext, 'actor'>): PersonActor => {
  if (actor.kind !== 'person') throw personRequired()
  return actor
}
