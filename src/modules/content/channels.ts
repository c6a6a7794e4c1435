import type { Sentence } from '../../kernel/sentence.ts'

type ChannelTraits = {
  name: Sentence
  /** Seen by an indefinite audience, so advertising on it must show the word 广告 (广告法第十四条). */
  marksAdvertising: boolean
  /** Sent to persons, so it needs their consent (广告法第四十三条). */
  pushed: boolean
}

const open = { marksAdvertising: true, pushed: false }
// One-to-one chats, closed groups and short messages reach a definite audience: as a rule no advertisement in the sense
// of the law (广告法适用问题执法指南（一）第六条、第八条), but a push that needs consent.
const pushed = { marksAdvertising: false, pushed: true }

const table = {
  'official-account': { name: { zh: '公众号', en: 'Official account' }, ...open },
  moments: { name: { zh: '朋友圈', en: 'Moments' }, ...open },
  xiaohongshu: { name: { zh: '小红书', en: 'Xiaohongshu' }, ...open },
  douyin: { name: { zh: '抖音', en: 'Douyin' }, ...open },
  weibo: { name: { zh: '微博', en: 'Weibo' }, ...open },
  'wechat-channels': { name: { zh: '视频号', en: 'WeChat Channels' }, ...open },
  live: { name: { zh: '直播', en: 'Live stream' }, ...open },
  'private-message': { name: { zh: '私信', en: 'Private message' }, ...pushed },
  'group-message': { name: { zh: '群发', en: 'Group message' }, ...pushed },
  sms: { name: { zh: '短信', en: 'SMS' }, ...pushed },
  'landing-page': { name: { zh: '落地页', en: 'Landing page' }, ...open },
} as const satisfies Record<string, ChannelTraits>

/** Where a material goes out. */
export type Channel = keyof typeof table

export const channelTraits: Readonly<Record<Channel, ChannelTraits>> = table

export const channels = [
  'official-account',
  'moments',
  'xiaohongshu',
  'douyin',
  'weibo',
  'wechat-channels',
  'live',
  'private-message',
  'group-message',
  'sms',
  'landing-page',
] as const satisfies readonly Channel[]
