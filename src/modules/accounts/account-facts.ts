import { beijingDate } from '../../kernel/calendar/beijing-time.ts'
import type { Factor } from './factors.ts'
import type { CoreFacts } from './core-gate.ts'

type Row = {
  id: string
  core: boolean
  factors: readonly Factor[]
  recovery_phone: Uint8Array | null
  recovery_mail: Uint8Array | null
  verified_subject: string | null
  verification_expires_on: string | null
}

/** What the gate of core accounts looks at. @param administrators see administratorsOf */
export const coreFactsOf = (row: Row, administrators: ReadonlyMap<string, number>, now: Date): CoreFacts => ({
  core: row.core,
  factors: row.factors,
  administrators: administrators.get(row.id) ?? 0,
  hasRecovery: row.recovery_phone !== null || row.recovery_mail !== null,
  verifiedSubject: row.verified_subject,
  verificationExpiresOn: row.verification_expires_on,
  today: beijingDate(now),
})
