import type { Generated } from 'kysely'
import type { Assurance } from '../../kernel/actor.ts'
import type { Json } from '../../kernel/tables.ts'
import type { Reason } from '../../kernel/decision.ts'
import type { DirectoryTables } from './directory/tables.ts'
import type { SignInProvider } from './outside-sign-in/provider.ts'
import type { MatrixChange, StandingChange } from './posts/matrix-change.ts'
import type { SignIn } from './risk/sign-in.ts'
import type { RiskLevel } from './risk/sign-in-risk.ts'
import type { ScimTables } from './scim/people/tables.ts'

/**
 * Row types of migrations/0002-identity.sql, 0005-api-keys.sql, 0012-factors.sql, 0013-passwords.sql, 0014-posts.sql,
 * 0016-leaving.sql, 0017-sign-ins.sql, 0018-outside-identities.sql and 0019-outside-sign-ins.sql. Those of 0021-directory.sql:
 * directory/tables.ts.
 */

type CompanyRow = {
  only_one: boolean
  name: string
  session_idle_minutes: number
  session_absolute_minutes: number
  set_up_at: Date
  second_factor_demanded: Generated<boolean>
  passkey_demanded: Generated<boolean>
  key_models: Generated<string[]>
}

type DepartmentRow = { id: string; name: string; head_id: string | null; added_at: Date }

export type PersonState = 'invited' | 'active' | 'suspended' | 'left'

type PersonRow = {
  id: string
  name: string
  login_name: string
  department_id: string
  state: PersonState
  added_at: Date
  last_sign_in_at: Date | null
}

type PersonPostRow = { person_id: string; post: string; since: Date }

type PasswordRow = { person_id: string; hash: string; changed_at: Date; must_change_since: Generated<Date | null> }

type PasswordHistoryRow = { id: string; person_id: string; hash: string; set_at: Date }

type PasswordSettingsRow = {
  only_one: boolean
  period_days: number | null
  history_length: number
  minimum_length: number
  reminder_days: number[]
}

type TotpRow = {
  person_id: string
  sealed_secret: Uint8Array
  begun_at: Date
  enabled_at: Date | null
  last_step: number
}

type SessionRow = {
  id: string
  token_digest: Uint8Array
  person_id: string
  assurance: Assurance
  ip: string | null
  device: string | null
  began_at: Date
  last_seen_at: Date
  expires_at: Date
  ended_at: Date | null
  proven_at: Date
  previous_digest: Uint8Array | null
  rotated_at: Date
  token_arrived: boolean
  device_digest: Uint8Array | null
  ended_because: string | null
}

type PasskeyRow = {
  id: string
  person_id: string
  name: string
  credential_id: Uint8Array
  public_key: Uint8Array
  sign_count: number
  aaguid: string
  single_device: boolean
  transports: string[]
  attestation_format: string
  attestation: Uint8Array
  added_at: Date
  last_used_at: Date | null
  ended_at: Date | null
  ended_because: 'removed' | 'reset' | 'cloned' | null
}

type WebauthnChallengeRow = {
  challenge: Uint8Array
  purpose: 'add' | 'prove'
  person_id: string | null
  expires_at: Date
}

type RecoveryCodeRow = { person_id: string; digest: Uint8Array; used_at: Date | null }

type PhoneRow = {
  person_id: string
  sealed_number: Uint8Array
  ending: string
  begun_at: Date
  enabled_at: Date | null
}

type SmsCodeRow = {
  person_id: string
  digest: Uint8Array
  sealed_code: Uint8Array
  sent: Date[]
  expires_at: Date
  failures: number
}

type SignInTicketRow = {
  token_digest: Uint8Array
  person_id: string
  expires_at: Date
  failures: number
  sign_in_id: string | null
  passkey_only: boolean
  device_digest: Uint8Array
}

/** Where a person can be known by another name than here. */
export type OutsideProvider = SignInProvider | 'scim'

type OutsideIdentityRow = {
  provider: OutsideProvider
  subject: string
  person_id: string
  linked_at: Date
  linked_by: string | null
  may_sign_in: Generated<boolean>
}

type AuthorizationRequestRow = {
  state_digest: Uint8Array
  provider: SignInProvider
  person_id: string | null
  device_digest: Uint8Array
  expires_at: Date
}

type SignInRow = {
  id: string
  person_id: string
  at: Date
  ip: string
  place: SignIn['place']
  network: SignIn['network']
  device: SignIn['device']
  device_key: string | null
  level: RiskLevel
  reasons: Reason[]
  assurance: string | null
  session_id: string | null
  disowned_at: Date | null
  provider: Generated<SignInProvider | null>
}

type SignInFailureRow = { key: Uint8Array; failures: number; last_at: Date; delayed_until: Date | null }

type InvitationRow = { token_digest: Uint8Array; person_id: string; expires_at: Date }

type SetUpTokenRow = { token_digest: Uint8Array; expires_at: Date }

type ApiKeyRow = {
  id: string
  name: string
  token_digest: Uint8Array
  ending: string
  operations: string[]
  posts: string[]
  calls_per_minute: number
  given_by: string
  given_at: Date
  expires_at: Date
  last_used_at: Date | null
  last_used_network: string | null
  revoked_at: Date | null
  revoked_by: string | null
}

type MatrixDraftRow = {
  id: string
  base: number
  changes: Json<readonly MatrixChange[]>
  reason: string
  drafted_by: string
  drafted_at: Date
  state: 'open' | 'confirmed' | 'discarded'
  decided_by: string | null
  decided_at: Date | null
}

type MatrixVersionRow = {
  number: number
  draft_id: string
  changes: Json<readonly StandingChange[]>
  digest: string
  in_force_at: Date
}

type RightUseRow = { person_id: string; permission: string; first_used_at: Date; last_used_at: Date }

type TemporaryPostRow = {
  id: string
  person_id: string
  post: string
  kind: 'given' | 'taken'
  reason: string
  given_by: string
  starts_at: Date
  ends_at: Date
  ended_at: Date | null
  ended_by: string | null
  obligation_id: string | null
  review_due_at: Date | null
  reviewed_at: Date | null
  reviewed_by: string | null
  review_note: string | null
}

type TemporaryPostRequestRow = {
  id: string
  person_id: string
  post: string
  hours: number
  reason: string
  asked_at: Date
  obligation_id: string
  state: 'open' | 'given' | 'declined' | 'withdrawn'
  decided_at: Date | null
  decided_by: string | null
  note: string | null
  temporary_post_id: string | null
}

type AccessReviewRow = { id: string; quarter: string; opened_at: Date; due_at: Date; closed_at: Date | null }

type AccessReviewPartRow = { id: string; review_id: string; department_id: string | null; obligation_id: string }

export type ReviewDecision = 'confirmed' | 'withdrawn' | 'lapsed' | 'kept' | 'gone'

type AccessReviewItemRow = {
  id: string
  part_id: string
  person_id: string
  post: string
  since: Date
  last_used_at: Date | null
  unused: boolean
  decision: ReviewDecision | null
  decided_by: string | null
  decided_at: Date | null
  reason: string | null
}

export type IdentityTables = ScimTables & DirectoryTables & {
  company: CompanyRow
  department: DepartmentRow
  person: PersonRow
  person_post: PersonPostRow
  password: PasswordRow
  password_history: PasswordHistoryRow
  password_settings: PasswordSettingsRow
  totp: TotpRow
  session: SessionRow
  passkey: PasskeyRow
  webauthn_challenge: WebauthnChallengeRow
  recovery_code: RecoveryCodeRow
  phone: PhoneRow
  sms_code: SmsCodeRow
  sign_in_ticket: SignInTicketRow
  sign_in: SignInRow
  outside_identity: OutsideIdentityRow
  authorization_request: AuthorizationRequestRow
  sign_in_failure: SignInFailureRow
  invitation: InvitationRow
  set_up_token: SetUpTokenRow
  api_key: ApiKeyRow
  matrix_draft: MatrixDraftRow
  matrix_version: MatrixVersionRow
  right_use: RightUseRow
  temporary_post: TemporaryPostRow
  temporary_post_request: TemporaryPostRequestRow
  access_review: AccessReviewRow
  access_review_part: AccessReviewPartRow
  access_review_item: AccessReviewItemRow
}
