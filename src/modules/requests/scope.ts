import type { Kysely, Transaction } from 'kysely'
import type { Context, PersonActor } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { HolderTools } from '../../kernel/personal-data.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { RequestsPorts } from './ports.ts'
import { personNeeded } from './problems.ts'
import type { RequestsTables } from './tables.ts'
import type { RequestsEvent, RequestsPermission } from './vocabulary.ts'

type Scope = {
  tables: RequestsTables
  event: RequestsEvent
  permission: RequestsPermission
  ports: RequestsPorts
}

export type RequestsContext = Context<RequestsTables, RequestsEvent, RequestsPorts>

/** The database as this module sees it; a transaction is one too. */
export type RequestsDatabase = Kysely<RequestsTables & KernelTables>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<RequestsTables>()

/**
 * The person who acts: requests are handled by people, who answer for it.
 * @throws Problem `request.person-needed`
 */
export const personOf = ({ actor }: Pick<RequestsContext, 'actor'>): PersonActor => {
  if (actor.kind !== 'person') throw personNeeded()
  return actor
}

/** The same transaction for the holders of other modules, which see their own tables. What they record is theirs. */
export const holderTools = (ctx: Pick<RequestsContext, 'db' | 'now' | 'secrets' | 'actor' | 'origin' | 'locale' | 'record'>): HolderTools => ({
  db: ctx.db as unknown as Transaction<KernelTables>,
  now: ctx.now,
  secrets: ctx.secrets,
  actor: ctx.actor,
  origin: ctx.origin,
  locale: ctx.locale,
  record: ctx.record as HolderTools['record'],
})
