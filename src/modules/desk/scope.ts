import type { Transaction } from 'kysely'
import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { type ObligationEvent, obligationEvents } from '../../kernel/obligation/events.ts'
import type { ResolveOwner } from '../../kernel/obligation/owner.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'

type Db = Transaction<KernelTables>

/** What the desk needs from the rest of the program. */
export type DeskPorts = {
  resolveOwner: ResolveOwner
  people: (db: Db, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string; departmentName: string }>>
  departments: (db: Db) => Promise<readonly { id: string; name: string }[]>
  postTitle: (post: string) => Sentence | undefined
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
