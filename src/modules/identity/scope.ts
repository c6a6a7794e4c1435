import type { Context } from '../../kernel/context.ts'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KeyOperation } from './api-keys/grantable.ts'
import type { IdentityTables } from './tables.ts'
import type { IdentityEvent, IdentityPermission } from './vocabulary.ts'

/** What identity needs from the rest of the program. */
export type IdentityPorts = {
  /** Whether this installation shows the fictional company. */
  demo: boolean
  /** Every operation of every module, for what keys may be given. */
  operations: () => readonly KeyOperation[]
  /** Every permission of every module, for the matrix on screen. */
  knownPermissions: () => readonly { id: string; module: string; sentence: Sentence }[]
}

export type Scope = {
  tables: IdentityTables
  event: IdentityEvent
  permission: IdentityPermission
  ports: IdentityPorts
}

export type IdentityContext = Context<IdentityTables, IdentityEvent, IdentityPorts>

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<IdentityTables>()
