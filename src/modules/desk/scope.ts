import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { type ObligationEvent, obligationEvents } from '../../kernel/obligation/events.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { ResolveOwner } from '../../kernel/obligation/owner.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { Transaction } from 'kysely'
import type { KernelTables } from '../../kernel/tables.ts'

/** What the desk needs from the rest of the program. */
export type DeskPorts = {
  resolveOwner: ResolveOwner
  /** Says who an owner is, for example `王敏（市场部）` or `法务`; one answer for each owner, in order. */
  describeOwners: (db: Transaction<KernelTables>, owners: readonly Owner[]) => Promise<readonly Sentence[]>
}

export const deskPermissions = {
  'desk.view-all': { zh: '查看所有人的时限任务', en: 'See the obligations of everybody' },
  'desk.extend': { zh: '为时限任务延期', en: 'Give an obligation a later deadline' },
} as const satisfies Record<string, Sentence>

export const deskEvents = {
  ...obligationEvents,
  'notice.read': { zh: '通知已读', en: 'Notices were marked as read' },
} as const satisfies Record<string, Sentence>

export type DeskEvent = ObligationEvent | 'notice.read'

export type Scope = {
  tables: KernelTables
  event: DeskEvent
  permission: keyof typeof deskPermissions
  ports: DeskPorts
}

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<KernelTables>()
