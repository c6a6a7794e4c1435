import { type Channel, channels, channelTraits } from '../../src/modules/content/channels.ts'
import { materialStates } from '../../src/modules/content/life-cycle.ts'
import type { Input, Output } from './api.ts'

export { type Channel, channels, materialStates }

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
export type Post = string
export type Account = Output<'accounts.list-accounts'>['items'][number]
export type Platform = Account['platform']
export type ControlView = Output<'score.view-score'>['controls'][number]
export type ControlState = ControlView['state']
export type LedgerEntry = Output<'ledger.search-entries'>['items'][number]

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
