import { controlsOf } from '../../kernel/control/control.ts'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import type { ResolveOwner } from '../../kernel/obligation/owner.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'

/** What the ledger needs from the rest of the program. */
export type LedgerPorts = {
  /** Every event type of every module, with what it says. */
  eventTypes: () => ReadonlyMap<string, Sentence>
  /** Who people are, to name them where they are what an entry is about. */
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>
  /** Who holds a post: they are told when the ledger is found broken. */
  resolveOwner: ResolveOwner
}

export const ledgerPermissions = {
  'ledger.search': { zh: '查阅台账', en: 'Search the ledger' },
  'ledger.verify': { zh: '核验台账完整性', en: 'Verify that the ledger is whole' },
} as const satisfies Record<string, Sentence>

export const ledgerEvents = {
  'ledger.searched': { zh: '查阅台账', en: 'The ledger was searched' },
  'ledger.proof-issued': { zh: '出具台账存证证明', en: 'A proof of a ledger entry was issued' },
  'ledger.verified': { zh: '台账核验完整', en: 'The ledger was verified and is whole' },
  'ledger.broken': { zh: '台账核验发现问题', en: 'The ledger was verified and is not whole' },
  'operation.refused': { zh: '操作被拒绝', en: 'An operation was refused' },
} as const satisfies Record<string, Sentence>

export type LedgerEvent = keyof typeof ledgerEvents

export type Scope = {
  tables: KernelTables
  event: LedgerEvent
  permission: keyof typeof ledgerPermissions
  ports: LedgerPorts
}

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<KernelTables>()
