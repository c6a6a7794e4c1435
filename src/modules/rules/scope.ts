import type { Kysely } from 'kysely'
import type { Context, PersonActor } from '../../kernel/context.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { RulesPorts } from './ports.ts'
import { personRequired } from './problems.ts'
import type { RulesTables } from './tables.ts'
import type { RulesEvent, RulesPermission } from './vocabulary.ts'

type Scope = { tables: RulesTables; event: RulesEvent; permission: RulesPermission; ports: RulesPorts }

export type RulesContext = Context<RulesTables, RulesEvent, RulesPorts>

/** The database as this module sees it; a transaction is one too. */
export type RulesDatabase = Kysely<RulesTables & KernelTables>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()

/**
 * The person who acts: rules are made by people, never by a machine's key.
 * @throws Problem `rules.person-required`
 */
export const personOf = ({ actor }: Pick<RulesContext, 'actor'>): PersonActor => {
  if (actor.kind !== 'person') throw personRequired()
  return actor
}
