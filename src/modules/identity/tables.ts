/** Row types of migrations/0002-identity.sql and of the keys in migrations/0005-api-keys.sql. */

type CompanyRow = {
  only_one: boolean
  name: string
  session_idle_minutes: number
  session_absolute_minutes: number
  set_up_at: Date
}

type DepartmentRow = { id: string; name: string; head_id: string | null; added_at: Date }

export type PersonState = 'invited' | 'active' | 'suspended'

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

type PasswordRow = { person_id: string; hash: string; changed_at: Date }

type TotpRow = {
  person_id: string
  sealed_secret: Uint8Array
  begun_at: Date
  enabled_at: Date | null
  last_step: number
}

/** What was proven when a session began. */
export type Assurance = 'password' | 'totp'

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
}

type SignInTicketRow = { token_digest: Uint8Array; person_id: string; expires_at: Date; failures: number }

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

export type IdentityTables = {
  company: CompanyRow
  department: DepartmentRow
  person: PersonRow
  person_post: PersonPostRow
  password: PasswordRow
  totp: TotpRow
  session: SessionRow
  sign_in_ticket: SignInTicketRow
  sign_in_failure: SignInFailureRow
  invitation: InvitationRow
  set_up_token: SetUpTokenRow
  api_key: ApiKeyRow
}
