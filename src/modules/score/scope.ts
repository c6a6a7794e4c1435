import type { Control } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'

/** What the score needs from the rest of the program. */
export type ScorePorts = {
  /** Every control of every module. */
  controls: readonly Control[]
}

export const scorePermissions = {
  'score.view': { zh: '查看安全度', en: 'See the score' },
  'score.measure': { zh: '立即重新测量安全度', en: 'Measure the score now' },
} as const satisfies Record<string, Sentence>

export const scoreEvents = {
  'score.measured': { zh: '手动重新测量安全度', en: 'The score was measured on request' },
  'score.changed': { zh: '安全度变化', en: 'The score changed' },
  'control.not-measured': { zh: '控制项测量失败', en: 'A control could not be measured' },
} as const satisfies Record<string, Sentence>

export type Scope = {
  tables: KernelTables
  event: keyof typeof scoreEvents
  permission: keyof typeof scorePermissions
  ports: ScorePorts
}

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
