import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { Platform } from '../platforms.ts'

/** What an application or a credential is there for. */
export const purposeNames = {
  publish: { zh: '内容发布', en: 'Publishing' },
  comments: { zh: '评论管理', en: 'Comments' },
  'customer-service': { zh: '客服与私信', en: 'Customer service' },
  analytics: { zh: '数据分析', en: 'Analytics' },
  advertising: { zh: '广告投放', en: 'Advertising' },
  payment: { zh: '收款与订单', en: 'Payments and orders' },
  'sign-in': { zh: '用户登录', en: 'Sign-in of users' },
  notify: { zh: '消息通知', en: 'Notices' },
} as const satisfies Record<string, Sentence>

export type Purpose = keyof typeof purposeNames
export const purposeField = z.enum(Object.keys(purposeNames) as [Purpose, ...Purpose[]])

/**
 * Scopes that the platforms give, and the purposes that need each. Sources: open.douyin.com (scope list of web apps),
 * WeChat third-party platform (permission sets), WeCom (permissions of self-built apps), open.weibo.com (advanced
 * scopes), ad.xiaohongshu.com (marketing API).
 */
const neededFor: Readonly<Partial<Record<Platform, Readonly<Record<string, readonly Purpose[]>>>>> = {
  'wechat-official': {
    消息管理: ['customer-service'],
    用户管理: ['customer-service', 'analytics'],
    群发与通知: ['publish', 'notify'],
    素材管理: ['publish'],
    草稿箱与发布: ['publish'],
    留言管理: ['comments'],
    网页授权: ['sign-in'],
    数据统计: ['analytics'],
    微信支付: ['payment'],
  },
  wecom: {
    通讯录只读: ['customer-service', 'notify'],
    通讯录编辑: [],
    客户联系: ['customer-service'],
    客户群: ['customer-service'],
    客户朋友圈: ['publish'],
    会话内容存档: ['customer-service'],
    应用消息: ['notify'],
  },
  weibo: {
    email: [],
    follow_app_official_microblog: [],
    statuses_to_me_read: ['comments'],
    direct_messages_read: ['customer-service'],
    direct_messages_write: ['customer-service'],
    friendships_groups_read: ['analytics'],
  },
  douyin: {
    user_info: ['publish', 'comments', 'customer-service', 'analytics', 'sign-in'],
    'video.create': ['publish'],
    'video.data': ['analytics'],
    'video.list': ['publish', 'analytics'],
    'item.comment': ['comments'],
    'im.direct_message': ['customer-service'],
    'fans.data': ['analytics'],
    'data.external.item': ['analytics'],
    mobile_alert: [],
  },
  xiaohongshu: {
    report_service: ['analytics', 'advertising'],
    ad_query: ['analytics', 'advertising'],
    ad_manage: ['advertising'],
    account_manage: [],
  },
}

/** The scopes that are known of a platform. */
export const knownScopes = (platform: Platform): readonly string[] => Object.keys(neededFor[platform] ?? {})

/**
 * Scopes that none of the purposes needs. A platform of which no scopes are known is not judged; at one that is known,
 * a scope that is not known is beyond.
 */
export const scopesBeyond = (
  platform: Platform | null,
  { scopes, purposes }: { scopes: readonly string[]; purposes: readonly Purpose[] },
): readonly string[] => {
  const known = platform === null ? undefined : neededFor[platform]
  if (known === undefined) return []
  return scopes.filter((scope) => !(known[scope] ?? []).some((purpose) => purposes.includes(purpose)))
}

export const scopesField = z.array(z.string().trim().min(1).max(60)).max(30)
export const purposesField = z.array(purposeField).min(1).max(8)
