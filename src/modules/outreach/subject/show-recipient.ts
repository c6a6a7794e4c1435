import type { HeldSection, HolderTools } from '../../../kernel/personal-data.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import { channelNames, type Purpose } from '../vocabulary.ts'
import { outreachDb } from './outreach-db.ts'

/** The latest rows of each kind that a copy holds. */
const most = 1_000

const texts = {
  consents: { zh: '您的同意', en: 'Your consents' },
  unsubscribes: { zh: '您的退订', en: 'Your unsubscribes' },
  sends: { zh: '发给您的消息', en: 'Messages to you' },
  campaigns: { zh: '判定过您的活动', en: 'Campaigns that were decided about you' },
  audience: { zh: '受众', en: 'Audience' },
  may: { zh: '可以发送', en: 'May be sent' },
  mayNot: { zh: '不可发送', en: 'May not be sent' },
  notice: { zh: '告知书', en: 'Notice' },
  version: { zh: '第 {n} 版', en: 'version {n}' },
  purpose: { zh: '目的', en: 'Purpose' },
  channel: { zh: '渠道', en: 'Channel' },
  given: { zh: '同意时间', en: 'Given' },
  form: { zh: '所用表单', en: 'Form' },
  ip: { zh: '网络地址', en: 'Network address' },
  ended: { zh: '撤回时间', en: 'Withdrawn' },
  since: { zh: '退订时间', en: 'Since' },
  undone: { zh: '恢复时间', en: 'Undone' },
  state: { zh: '结果', en: 'Outcome' },
  time: { zh: '时间', en: 'Time' },
} as const satisfies Record<string, Sentence>

const purposeNames: Readonly<Record<Purpose, Sentence>> = {
  marketing: { zh: '营销', en: 'Marketing' },
  service: { zh: '服务提醒', en: 'Service' },
  statutory: { zh: '法定通知', en: 'Legal notice' },
}

const stateNames = {
  reserved: { zh: '准备发送', en: 'Planned' },
  confirmed: { zh: '已发送', en: 'Sent' },
  released: { zh: '未发送', en: 'Not sent' },
  expired: { zh: '未发送', en: 'Not sent' },
} as const satisfies Record<string, Sentence>

/** Consents, unsubscribes and messages of a person, for the person. */
export const showRecipient = async (tools: HolderTools, subject: string): Promise<readonly HeldSection[]> => {
  const db = outreachDb(tools)
  const { locale } = tools
  const t = (key: keyof typeof texts): string => texts[key][locale]
  const time = (at: Date | null): string => (at === null ? '' : shanghaiTime(at))
  const consents = await db
    .selectFrom('outreach_consent as given')
    .innerJoin('outreach_notice_version as version', (join) =>
      join.onRef('version.notice_id', '=', 'given.notice_id').onRef('version.version', '=', 'given.notice_version'),
    )
    .select(['version.title', 'given.notice_version', 'given.purpose', 'given.channel', 'given.given_at', 'given.form', 'given.ip'])
    .select('given.withdrawn_at')
    .where('given.subject', '=', subject)
    .orderBy('given.given_at', 'desc')
    .limit(most)
    .execute()
  const unsubscribes = await db
    .selectFrom('outreach_unsubscribe')
    .select(['purpose', 'channel', 'at', 'undone_at'])
    .where('subject', '=', subject)
    .orderBy('at', 'desc')
    .limit(most)
    .execute()
  const sends = await db
    .selectFrom('outreach_send')
    .select(['purpose', 'channel', 'state', 'reserved_at', 'settled_at'])
    .where('subject', '=', subject)
    .orderBy('reserved_at', 'desc')
    .limit(most)
    .execute()
  const campaigns = await db
    .selectFrom('outreach_campaign_person as person')
    .innerJoin('outreach_campaign as campaign', 'campaign.id', 'person.campaign_id')
    .select(['campaign.audience_name', 'campaign.purpose', 'campaign.channel', 'campaign.started_at', 'person.reasons'])
    .where('person.subject', '=', subject)
    .orderBy('campaign.started_at', 'desc')
    .limit(most)
    .execute()
  return [
    {
      key: 'consents',
      title: t('consents'),
      columns: [t('notice'), t('purpose'), t('channel'), t('given'), t('form'), t('ip'), t('ended')],
      rows: consents.map((row) => [
        `${row.title}（${t('version').replace('{n}', String(row.notice_version))}）`,
        purposeNames[row.purpose][locale],
        channelNames[row.channel][locale],
        time(row.given_at),
        row.form,
        row.ip ?? '',
        time(row.withdrawn_at),
      ]),
    },
    {
      key: 'unsubscribes',
      title: t('unsubscribes'),
      columns: [t('purpose'), t('channel'), t('since'), t('undone')],
      rows: unsubscribes.map((row) => [purposeNames[row.purpose][locale], channelNames[row.channel][locale], time(row.at), time(row.undone_at)]),
    },
    {
      key: 'messages',
      title: t('sends'),
      columns: [t('time'), t('purpose'), t('channel'), t('state')],
      rows: sends.map((row) => [
        time(row.settled_at ?? row.reserved_at),
        purposeNames[row.purpose][locale],
        channelNames[row.channel][locale],
        stateNames[row.state][locale],
      ]),
    },
    {
      key: 'campaigns',
      title: t('campaigns'),
      columns: [t('time'), t('audience'), t('purpose'), t('channel'), t('state')],
      rows: campaigns.map((row) => [
        time(row.started_at),
        row.audience_name,
        purposeNames[row.purpose][locale],
        channelNames[row.channel][locale],
        t(row.reasons.length === 0 ? 'may' : 'mayNot'),
      ]),
    },
  ]
}
