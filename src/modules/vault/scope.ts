import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Context, PersonActor } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { ReadWecomCustomers } from './importing/wecom-port.ts'
import { personRequired } from './problems.ts'
import type { VaultTables } from './tables.ts'
import type { vaultEvents, vaultPermissions } from './vocabulary.ts'

/** What the vault needs from the rest of the program; unknown ids are absent from the answers. */
export type VaultPorts = {
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string; active: boolean }>>
  /** What people call the device behind a User-Agent header. */
  nameDevice: (userAgent: string) => Sentence
  departments: (db: AnyDatabase) => Promise<readonly { id: string; name: string }[]>
  /** Customers of the company's WeCom; absent where it is not connected. */
  wecomCustomers?: ReadWecomCustomers
  /** The active people whom an owner stands for. */
  holders: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
  /** Who heads a department; null for nobody. */
  departmentHead: (db: AnyDatabase, departmentId: string) => Promise<string | null>
  /** The department of a person; null for nobody. */
  departmentOf: (db: AnyDatabase, personId: string) => Promise<string | null>
  /** When somebody is to leave; null where nothing is planned. */
  leavingOn: (db: AnyDatabase, personId: string) => Promise<Date | null>
}

type Scope = {
  tables: VaultTables
  event: keyof typeof vaultEvents
  permission: keyof typeof vaultPermissions
  ports: VaultPorts
}

export type VaultContext = Context<VaultTables, Scope['event'], VaultPorts>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<VaultTables>()

/**
 * The person who acts: customers are read and written by people, who answer for it.
 * @throws Problem `customer.person-required`
 */
export const personOf = ({ actor }: Pick<VaultContext, 'actor'>): PersonActor => {
  if (actor.kind !== 'person') throw personRequired()
  return actor
}
