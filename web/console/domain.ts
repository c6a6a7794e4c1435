import { type Channel, channels, channelTraits } from '../../src/modules/content/channels.ts'
import { materialStates } from '../../src/modules/content/life-cycle.ts'
import { type Channel as OutreachChannel, channels as outreachChannels, purposes as outreachPurposes } from '../../src/modules/outreach/vocabulary.ts'
import type { Input, Output } from './api.ts'

export { type Channel, channels, materialStates, type OutreachChannel, outreachChannels, outreachPurposes }

export type Material = Output<'content.view-material'>
export type MaterialFields = Input<'content.create-material'>
export type StoredFinding = Material['findings'][number]
export type Opinion = Material['opinions'][number]
export type FieldFinding = Output<'content.check-copy'>['findings'][number]
export type Severity = FieldFinding['severity']
export type MaterialState = Material['state']
export type MaterialRow = Output<'content.list-materials'>['items'][number]
export type QueueItem = Output<'content.list-queue'>['items'][number]
export type ReviewLevel = QueueItem['level']
export type Attachment = MaterialFields['attachments'][number]
export type Publication = Output<'content.list-publications'>['items'][number]
export type Person = Output<'identity.list-people'>['items'][number]
export type Leaving = Output<'leaving.list'>['items'][number]
export type LeavingItem = Output<'leaving.view'>['items'][number]
export type Post = string
export type Account = Output<'accounts.list-accounts'>['items'][number]
export type AccountDetail = Output<'accounts.view-account'>
export type Customer = Output<'vault.list-customers'>['items'][number]
export type CustomerDetail = Output<'vault.view-customer'>
export type CustomerExport = Output<'vault.list-exports'>['items'][number]
export type ImportRow = Output<'vault.list-imports'>['items'][number]
export type ImportDetail = Output<'vault.view-import'>
export type CustomerField = CustomerDetail['fields'][number]
export type ReadingAlert = Output<'vault.list-readings'>['items'][number]
export type Decoy = Output<'vault.list-decoys'>['items'][number]
export type DecoyDetail = Output<'vault.view-decoy'>
export type CustomerKind = CustomerField['kind']
export type RequestItem = Output<'requests.list'>['items'][number]
export type RequestDetail = Output<'requests.view'>
export type Seat = AccountDetail['seats'][number]
export type Credential = Output<'accounts.list-credentials'>['items'][number]
export type Platform = Account['platform']
export type ControlView = Output<'score.view-score'>['controls'][number]
export type ControlState = ControlView['state']
export type LedgerEntry = Output<'ledger.search-entries'>['items'][number]

export type Alert = Output<'accounts.view-alert'>
export type AlertRow = Output<'accounts.list-alerts'>['items'][number]
export type AlertPreview = Output<'accounts.preview-alert'>

export type Obligation = Output<'desk.list-obligations'>['items'][number]

/** Channels that push to single people, for which a consent must be named (CNT-4). */
export const pushChannels: readonly Channel[] = channels.filter((channel) => channelTraits[channel].pushed)

export const severities: readonly Severity[] = ['block', 'warn', 'note']

export const platforms: readonly Platform[] = [
  'wechat-official',
  'wecom',
  'weibo',
  'douyin',
  'xiaohongshu',
  'wechat-channels',
  'moments',
  'sms',
  'other',
]

export const posts: readonly Post[] = [
  'operations',
  'customer-service',
  'finance',
  'legal',
  'department-head',
  'security-administrator',
  'auditor',
  'hr',
]

export type RuleView = Output<'rules.list-rules'>['items'][number]
export type RuleDraft = NonNullable<Output<'rules.view-draft'>['draft']>
export type CompanyTerm = Output<'rules.list-terms'>['items'][number]
export type RuleDifferences = Output<'rules.view-differences'>
export type RuleCategory = RuleView['category']

export const factors: readonly AccountDetail['factors'][number][] = [
  'password',
  'sms',
  'scan',
  'device-lock',
  'totp',
  'passkey',
]

export const seatRights: readonly Seat['right'][] = ['owner', 'administrator', 'operator', 'analyst', 'customer-service']
export const seatWays: readonly Seat['way'][] = ['invited', 'scanned', 'shared-password']

export const purposes: readonly Credential['purposes'][number][] = [
  'publish',
  'comments',
  'customer-service',
  'analytics',
  'advertising',
  'payment',
  'sign-in',
  'notify',
]

export const credentialKinds: readonly Credential['kind'][] = ['app-secret', 'api-key', 'token', 'password']
export type MatrixData = Output<'identity.view-matrix'>
