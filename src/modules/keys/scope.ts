import { controlsOf } from '../../kernel/control/control.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { SealedColumn } from '../../kernel/secrets/rotation.ts'
import type { Sentence } from '../../kernel/sentence.ts'

export const keysPermissions = {
  'keys.rotate': { zh: '轮换加密密钥', en: 'Rotate the encryption keys' },
} as const satisfies Record<string, Sentence>

export const keysEvents = {
  'keys.rotation-begun': { zh: '开始轮换加密密钥', en: 'A rotation of the encryption keys began' },
  'keys.rotated': { zh: '加密密钥轮换完成，旧密钥已销毁', en: 'The encryption keys were rotated and the old one destroyed' },
} as const satisfies Record<string, Sentence>

/** What keys needs from the rest of the program: every column that holds sealed values. */
export type KeysPorts = { sealedColumns: () => readonly SealedColumn[] }

type Scope = {
  tables: object
  event: keyof typeof keysEvents
  permission: keyof typeof keysPermissions
  ports: KeysPorts
}

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
export const defineControl = controlsOf<object>()
