import { defineGate } from '../../kernel/gate.ts'
import { clockTime, isQuiet, type QuietHours } from './quiet-hours.ts'
import { type Channel, channelNames, type Purpose } from './vocabulary.ts'

/** Where the last consent of a person for this purpose and channel stands. */
export type ConsentStanding =
  /** In force. */
  | 'given'
  /** Given to a notice that has changed since in a way that wants a new consent. */
  | 'outdated'
  | 'withdrawn'
  | 'none'

/** All that decides whether one message may go to one person. */
export type SendFacts = {
  now: Date
  purpose: Purpose
  channel: Channel
  /** Null for somebody whom nobody knows: no message goes to an id that was made up. */
  person: { under14: boolean; restricted: boolean } | null
  consent: ConsentStanding
  /** Whether a guardian consented for them. */
  guardian: boolean
  unsubscribed: boolean
  /** Marketing messages of this month over all channels: sent, and reserved by whoever is about to send. */
  marketingThisMonth: number
  /** Most marketing messages a person and calendar month; null is no cap. */
  cap: number | null
  quietHours: QuietHours | null
  /** What is to be sent; null where the caller named nothing. */
  copy: { approved: boolean; wayOut: boolean } | null
  /** Messages of any purpose of this month over this channel. */
  onChannelThisMonth: number
  /** Most messages that the platform delivers to a person in a month over this channel; null where it says nothing. */
  platformLimit: number | null
}

const isMarketing = ({ purpose }: SendFacts): boolean => purpose === 'marketing'
/** What the law wants sent can be neither refused nor unsubscribed from. */
const mayBeRefused = ({ purpose }: SendFacts): boolean => purpose !== 'statutory'
const channelOf = ({ channel }: SendFacts) => ({ channel: channelNames[channel].zh })

/**
 * Whether one message may be sent to one person now. Every reason that stands against it is named. Only marketing needs
 * a consent of its own, is capped and keeps quiet hours; what the law wants sent (个人信息保护法第五十七条) passes unless
 * nobody knows the person or the platform would not deliver it.
 */
export const sendGate = defineGate<SendFacts>([
  {
    code: 'person-unknown',
    otherwise: 'deny',
    sentence: { zh: '查无此人，不能发送。', en: 'Nobody of that id is known.' },
    holds: ({ person }) => person !== null,
  },
  {
    code: 'restricted',
    otherwise: 'deny',
    law: '个人信息保护法第四十七条第二款',
    sentence: {
      zh: '此人的信息已限制处理，除依法必须的通知外不得发送。',
      en: 'The data of this person are restricted; only what the law wants sent may go out.',
    },
    holds: (facts) => !mayBeRefused(facts) || facts.person?.restricted !== true,
  },
  {
    code: 'no-consent',
    otherwise: 'deny',
    law: '广告法第四十三条第一款、个人信息保护法第十三条、第十四条',
    sentence: {
      zh: '此人没有同意通过{channel}接收营销消息，请先取得同意。',
      en: 'This person has not consented to marketing over this channel; obtain the consent first.',
    },
    holds: (facts) => !isMarketing(facts) || facts.consent !== 'none',
    params: channelOf,
  },
  {
    code: 'consent-outdated',
    otherwise: 'deny',
    law: '个人信息保护法第十四条第二款',
    sentence: {
      zh: '告知书的处理目的、方式、范围或接收方已变更，须重新取得此人的同意。',
      en: 'Purpose, method, scope or recipients of the notice have changed; this person must be asked again.',
    },
    holds: (facts) => !isMarketing(facts) || facts.consent !== 'outdated',
  },
  {
    code: 'withdrawn',
    otherwise: 'deny',
    law: '个人信息保护法第十五条',
    sentence: { zh: '此人已撤回同意，不得再发送。', en: 'This person has withdrawn the consent.' },
    holds: (facts) => !mayBeRefused(facts) || facts.consent !== 'withdrawn',
  },
  {
    code: 'unsubscribed',
    otherwise: 'deny',
    law: '广告法第四十三条第二款、通信短信息服务管理规定第十八条',
    sentence: { zh: '此人已退订{channel}，不得再发送。', en: 'This person has unsubscribed from this channel.' },
    holds: (facts) => !mayBeRefused(facts) || !facts.unsubscribed,
    params: channelOf,
  },
  {
    code: 'minor',
    otherwise: 'deny',
    law: '个人信息保护法第三十一条',
    sentence: {
      zh: '此人不满十四周岁，须有监护人的同意。',
      en: 'This person is under 14; the consent of a guardian is needed.',
    },
    holds: (facts) => !isMarketing(facts) || facts.person?.under14 !== true || facts.guardian,
  },
  {
    code: 'cap-reached',
    otherwise: 'deny',
    sentence: {
      zh: '此人本月的营销消息已有 {count} 条，达到每月 {cap} 条的上限，请下月再发。',
      en: 'This person has {count} marketing messages this month, and the cap is {cap}; send next month.',
    },
    holds: (facts) => !isMarketing(facts) || facts.cap === null || facts.marketingThisMonth < facts.cap,
    params: ({ marketingThisMonth, cap }) => ({ count: marketingThisMonth, cap: cap ?? 0 }),
  },
  {
    code: 'quiet-hours',
    otherwise: 'deny',
    sentence: {
      zh: '现在是免打扰时段（{from} 至 {until}），请在时段结束后再发。',
      en: 'These are quiet hours ({from} to {until} in China); send after they end.',
    },
    holds: (facts) => !isMarketing(facts) || facts.quietHours === null || !isQuiet(facts.quietHours, facts.now),
    params: ({ quietHours }) => ({
      from: clockTime(quietHours?.from ?? 0),
      until: clockTime(quietHours?.until ?? 0),
    }),
  },
  {
    code: 'copy-not-approved',
    otherwise: 'deny',
    law: '广告法第三十四条第二款',
    sentence: {
      zh: '文案没有通过审核，请先在“物料”中送审并取得批准。',
      en: 'The copy is not approved; submit it for review and have it approved first.',
    },
    holds: (facts) => !isMarketing(facts) || facts.copy?.approved === true,
  },
  {
    code: 'no-way-out',
    otherwise: 'deny',
    law: '广告法第四十三条第二款、通信短信息服务管理规定第二十条',
    sentence: {
      zh: '文案里没有退订方式，请加上退订链接，短信也可以写“拒收请回复T”。',
      en: 'The copy offers no way out; add the unsubscribe link, or "拒收请回复T" in a text message.',
    },
    holds: (facts) => !isMarketing(facts) || facts.copy === null || facts.copy.wayOut,
  },
  {
    code: 'platform-limit',
    otherwise: 'deny',
    sentence: {
      zh: '此人本月通过{channel}收到的消息已有 {count} 条，达到平台允许的 {limit} 条。',
      en: 'This person has {count} messages this month over this channel; the platform allows {limit}.',
    },
    holds: ({ platformLimit, onChannelThisMonth }) => platformLimit === null || onChannelThisMonth < platformLimit,
    params: (facts) => ({ ...channelOf(facts), count: facts.onChannelThisMonth, limit: facts.platformLimit ?? 0 }),
  },
])
