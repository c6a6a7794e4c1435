import { z } from 'zod'
import type { Sentence } from '../../kernel/sentence.ts'

/** Where a company speaks to its customers. */
export const platforms = {
  'wechat-official': { zh: '微信公众号', en: 'WeChat Official Account' },
  wecom: { zh: '企业微信', en: 'WeCom' },
  weibo: { zh: '微博', en: 'Weibo' },
  douyin: { zh: '抖音', en: 'Douyin' },
  xiaohongshu: { zh: '小红书', en: 'Xiaohongshu' },
  'wechat-channels': { zh: '微信视频号', en: 'WeChat Channels' },
  moments: { zh: '朋友圈', en: 'Moments' },
  sms: { zh: '短信', en: 'SMS' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Sentence>

export type Platform = keyof typeof platforms

export const platformField = z.enum(Object.keys(platforms) as [Platform, ...Platform[]])
