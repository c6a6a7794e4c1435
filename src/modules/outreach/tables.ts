import type { Generated } from 'kysely'
import type { Json } from '../../kernel/tables.ts'
import type { customerSources } from './ports.ts'
import type { Channel, ConsentPurpose, Purpose } from './vocabulary.ts'

/** Row types of migrations/0027-outreach.sql and migrations/0031-consent-forms-and-campaigns.sql. */

type NoticeRow = {
  id: string
  purpose: ConsentPurpose
  channels: Channel[]
  version: number
  valid_from: number
  published_at: Date
}

type NoticeVersionRow = {
  notice_id: string
  version: number
  title: string
  purpose_text: string
  method: string
  scope: string
  retention: string
  recipients: string
  plain_text: string
  sensitive: boolean
  digest: string
  asks_again: boolean
  published_by: string
  published_at: Date
}

export type Guardian = 'parent' | 'other-guardian'

type ConsentRow = {
  subject: string
  id: string
  purpose: ConsentPurpose
  channel: Channel
  notice_id: string
  notice_version: number
  notice_digest: string
  given_at: Date
  recorded_at: Date
  form: string
  ip: string | null
  box_untouched: boolean
  separate: boolean
  under14: boolean
  guardian: Guardian | null
  withdrawn_at: Date | null
  withdrawn_via: string | null
  form_id: string | null
  form_digest: string | null
  served_at: Date | null
  submission_id: string | null
  confirmed_by_code: Generated<boolean>
}

type UnsubscribeRow = {
  subject: string
  id: string
  purpose: ConsentPurpose
  channel: Channel
  at: Date
  via: 'link' | 'reply' | 'staff'
  send_id: string | null
  undone_at: Date | null
}

export type SendState = 'reserved' | 'confirmed' | 'released' | 'expired'

type SendRow = {
  subject: string
  /** `YYYY-MM-01` */
  month: string
  id: string
  purpose: Purpose
  channel: Channel
  state: SendState
  material_id: string | null
  reserved_at: Date
  expires_at: Date
  settled_at: Date | null
  late: Generated<boolean>
}

type SettingRow = {
  sole: boolean
  monthly_cap: number | null
  quiet_from: number | null
  quiet_until: number | null
  hold_seconds: number
  platform_limits: Json<Partial<Record<Channel, number>>>
  updated_by: string
  updated_at: Date
}

export type FormBox = { noticeId: string; channels: Channel[] }
export type FormField = 'name' | 'mobile' | 'email'

export type FormRow = {
  id: string
  name: string
  title: string
  intro: string
  boxes: Json<FormBox[]>
  fields: FormField[]
  minors: 'refused' | 'guardian'
  confirm_by_code: boolean
  origins: string[]
  department_id: string
  active: boolean
  changed_by: string
  changed_at: Date
}

type FormShownRow = { form_id: string; digest: string; html: string; first_at: Date }

type PendingRow = {
  id: string
  form_id: string
  answers: Uint8Array
  mobile_index: Uint8Array
  tries: number
  asked_at: Date
  expires_at: Date
}

export type AudienceFilter = {
  sources: (typeof customerSources)[number][]
  departmentIds: string[]
  /** Beijing dates, both included. */
  registeredFrom: string | null
  registeredUntil: string | null
  /** Only who has said yes to this, whether it may be sent now or not. */
  consent: { purpose: ConsentPurpose; channel: Channel } | null
  /** Only the people of the list that was brought. */
  listed: boolean
}

type AudienceRow = { id: string; name: string; filter: Json<AudienceFilter>; changed_by: string; changed_at: Date }

export type CampaignRow = {
  id: string
  mode: 'estimate' | 'reserve'
  audience_id: string | null
  audience_name: string
  filter: Json<AudienceFilter>
  purpose: Purpose
  channel: Channel
  material_id: string | null
  copy_digest: string | null
  state: 'running' | 'done' | 'cancelled'
  cursor: string | null
  asked: number
  allowed: number
  by_reason: Json<Record<string, number>>
  digest: string
  started_by: string
  started_at: Date
  moved_at: Date
  finished_at: Date | null
}

type CampaignPersonRow = { subject: string; campaign_id: string; reasons: string[]; send_id: string | null }

export type OutreachTables = {
  outreach_form: FormRow
  outreach_form_shown: FormShownRow
  outreach_form_use: { nonce: Uint8Array; used_at: Date }
  outreach_pending: PendingRow
  outreach_audience: AudienceRow
  outreach_audience_member: { subject: string; audience_id: string }
  outreach_campaign: CampaignRow
  outreach_campaign_person: CampaignPersonRow
  outreach_notice: NoticeRow
  outreach_notice_version: NoticeVersionRow
  outreach_recipient: { subject: string }
  outreach_consent: ConsentRow
  outreach_unsubscribe: UnsubscribeRow
  outreach_send: SendRow
  outreach_setting: SettingRow
}
