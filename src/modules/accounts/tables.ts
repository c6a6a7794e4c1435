import type { Selectable } from 'kysely'
import type { Json } from '../../kernel/tables.ts'
import type { AlertTables } from './alerts/tables.ts'
import type { Purpose } from './apps/scopes.ts'
import type { CredentialKind, RevealReason } from './credentials/kinds.ts'
import type { Factor } from './factors.ts'
import type { Platform } from './platforms.ts'
import type { SeatRight, SeatWay } from './seats/rights.ts'

export type AccountState = 'active' | 'closed'

export type MarketingAccountRow = {
  id: string
  platform: Platform
  name: string
  platform_id: string | null
  department_id: string
  owner_id: string
  core: boolean
  state: AccountState
  registered_at: Date
  verified_subject: string | null
  verification_expires_on: string | null
  stand_in_id: string | null
  recovery_phone: Uint8Array | null
  recovery_mail: Uint8Array | null
  factors: Json<readonly Factor[]>
}

/** An account as it is read. */
export type MarketingAccount = Selectable<MarketingAccountRow>

type AccountSeatRow = {
  id: string
  account_id: string
  person_id: string
  held_right: SeatRight
  way: SeatWay
  granted_by: string | null
  since: Date
  last_used_at: Date | null
  ends_at: Date | null
  withdrawal_id: string | null
  withdrawn_at: Date | null
  withdrawn_by: string | null
  withdrawal_note: string | null
}

type LinkedAppRow = {
  id: string
  account_id: string
  name: string
  app_id: string | null
  purposes: Json<readonly Purpose[]>
  scopes: Json<readonly string[]>
  token_expires_at: Date | null
  linked_at: Date
  unlinked_at: Date | null
}

export type CredentialRow = {
  id: string
  kind: CredentialKind
  name: string
  account_id: string | null
  partner: string | null
  platform: Platform | null
  purposes: Json<readonly Purpose[]>
  scopes: Json<readonly string[]>
  sealed_value: Uint8Array | null
  last_four: string
  owner_id: string
  rotation_days: number
  stored_at: Date
  rotated_at: Date
  due_at: Date
  rotation_id: string | null
  last_used_at: Date | null
  state: 'active' | 'leaked' | 'retired'
}

type CredentialRevealRow = {
  id: string
  credential_id: string
  person_id: string
  /** `former-owner`: they answered for it, which is no check-out. */
  reason: RevealReason | 'former-owner'
  explanation: string
  at: Date
}

type WecomContactSeatRow = {
  member: string
  person_id: string | null
  first_seen_at: Date
  seen_at: Date
  obligation_id: string | null
}

/** Row types of migrations/0003-accounts.sql, 0015-accounts.sql, 0024-former-owners.sql and 0032-wecom-contact-seats.sql, and those of alerts. */
export type AccountsTables = AlertTables & {
  marketing_account: MarketingAccountRow
  account_seat: AccountSeatRow
  linked_app: LinkedAppRow
  credential: CredentialRow
  credential_reveal: CredentialRevealRow
  wecom_contact_seat: WecomContactSeatRow
}
