import type { Sentence } from '../../kernel/sentence.ts'

/** Why a message is sent: to sell, to carry out what the person asked for, or because the law wants it sent. */
export const purposes = ['marketing', 'service', 'statutory'] as const
export type Purpose = (typeof purposes)[number]

/** What a person can consent to, withdraw and unsubscribe from. Nobody can refuse what the law wants sent. */
export const consentPurposes = ['marketing', 'service'] as const
export type ConsentPurpose = (typeof consentPurposes)[number]

/** By what a message reaches a person. */
export const channels = ['sms', 'email', 'wecom', 'wechat', 'app', 'phone'] as const
export type Channel = (typeof channels)[number]

export const purposeNames: Readonly<Record<Purpose, Sentence>> = {
  marketing: { zh: '营销', en: 'Marketing' },
  service: { zh: '服务', en: 'Service' },
  statutory: { zh: '法定通知', en: 'Wanted by law' },
}

export const channelNames: Readonly<Record<Channel, Sentence>> = {
  sms: { zh: '短信', en: 'text messages' },
  email: { zh: '邮件', en: 'e-mail' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  wechat: { zh: '微信服务号', en: 'WeChat' },
  app: { zh: 'App 推送', en: 'app notifications' },
  phone: { zh: '电话', en: 'phone calls' },
}

export const outreachPermissions = {
  'outreach.view': { zh: '查看告知书和触达设置，试算能否发送', en: 'See notices and sending settings, and try the send gate' },
  'outreach.publish-notices': { zh: '发布告知书', en: 'Publish notices' },
  'outreach.view-consents': { zh: '查询个人的同意和退订记录', en: "Look up a person's consents and unsubscribes" },
  'outreach.record-consents': { zh: '登记同意、撤回和退订', en: 'Record consents, withdrawals and unsubscribes' },
  'outreach.send': { zh: '发送前申请放行，并登记发送结果', en: 'Ask the send gate and report what was sent' },
  'outreach.manage-forms': { zh: '制作同意表单', en: 'Make consent forms' },
  'outreach.manage-audiences': { zh: '维护人群，查看活动记录', en: 'Keep audiences and see the record of campaigns' },
  'outreach.audit-campaigns': { zh: '查看和导出活动记录', en: 'See and export the record of campaigns' },
  'outreach.configure': { zh: '设置发送上限和免打扰时段', en: 'Set the monthly cap and the quiet hours' },
} as const satisfies Record<string, Sentence>

export const outreachEvents = {
  'notice.published': { zh: '发布告知书', en: 'A notice was published' },
  'consent-form.saved': { zh: '保存同意表单', en: 'A consent form was saved' },
  'consent-form.sent': { zh: '提交同意表单', en: 'A consent form was sent in' },
  'consent.given': { zh: '登记同意', en: 'A consent was recorded' },
  'consent.withdrawn': { zh: '撤回同意', en: 'A consent was withdrawn' },
  'consent.looked-up': { zh: '查询个人的同意记录', en: 'The consents of a person were looked up' },
  'recipient.unsubscribed': { zh: '退订', en: 'A recipient unsubscribed' },
  'recipient.resubscribed': { zh: '本人撤销退订', en: 'A recipient undid the unsubscribe' },
  'recipient.identity-removed': { zh: '删除可识别本人的记录，只留凭证', en: 'What names a recipient was removed; the proof stays' },
  'sends.decided': { zh: '发送放行判断', en: 'The send gate decided' },
  'sends.confirmed': { zh: '登记已发送', en: 'Sends were confirmed' },
  'sends.released': { zh: '登记未发送', en: 'Reserved sends were released' },
  'reply.received': { zh: '收到短信回复', en: 'Replies to text messages came in' },
  'audience.saved': { zh: '保存人群', en: 'An audience was saved' },
  'audience.removed': { zh: '删除人群', en: 'An audience was removed' },
  'campaign.started': { zh: '开始判断一批人', en: 'A campaign was started' },
  'campaign.decided': { zh: '判断完一批人', en: 'A part of a campaign was decided' },
  'campaign.cancelled': { zh: '中止活动', en: 'A campaign was cancelled' },
  'campaign.viewed': { zh: '查看活动里的人', en: 'People of a campaign were looked at' },
  'campaign.exported': { zh: '导出活动记录', en: 'The record of a campaign was exported' },
  'outreach-settings.changed': { zh: '修改触达设置', en: 'The sending settings were changed' },
} as const satisfies Record<string, Sentence>

export type OutreachPermission = keyof typeof outreachPermissions
export type OutreachEvent = keyof typeof outreachEvents
