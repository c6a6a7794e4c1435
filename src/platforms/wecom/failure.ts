import type { CallFailure } from '../../kernel/outbound/call-outside.ts'
import type { Sentence } from '../../kernel/sentence.ts'

/** Why WeCom will not do it, however often it is asked; the sentence says what to do. */
const refusals = {
  credentials: {
    zh: '企业微信不接受企业 ID 或 Secret，请在管理后台核对后更新配置。',
    en: 'WeCom does not accept the corp id or the secret; check them in its console and update the configuration.',
  },
  network: {
    zh: '企业微信不接受来自本机的调用，请在应用的“企业可信IP”里加入出口 IP，约一分钟后生效。',
    en: 'WeCom takes no calls from this machine; add its outgoing address to the trusted IPs of the app.',
  },
  right: {
    zh: '应用没有这项权限，或该成员不在可见范围内，请在企业微信管理后台调整应用的权限和可见范围。',
    en: 'The app lacks this right, or the member is out of its scope; adjust rights and scope in the WeCom console.',
  },
  'app-disabled': {
    zh: '企业微信应用已停用，请在管理后台启用。',
    en: 'The WeCom app is disabled; enable it in the console.',
  },
  member: {
    zh: '企业微信里没有这个成员，可能已被删除，请核对成员账号。',
    en: 'There is no such member in WeCom, perhaps deleted already; check the member id.',
  },
  'member-inactive': {
    zh: '该成员尚未激活企业微信，请先让本人激活，或换一位接替成员。',
    en: 'The member has not activated WeCom; have them activate it, or choose another successor.',
  },
  customer: {
    zh: '该客户与成员没有好友关系，或客户编号不正确，请刷新客户列表。',
    en: 'The customer is not a contact of the member, or the id is wrong; reload the list of customers.',
  },
  'not-resigned': {
    zh: '原成员尚未离职，请先在企业微信删除该成员，或按在职继承办理。',
    en: 'The former owner has not left; delete the member in WeCom first, or hand over as from a member in service.',
  },
  'successor-unverified': {
    zh: '接替成员尚未实名认证，请先完成认证，或换一位接替成员。',
    en: 'The successor has not verified their identity; have it verified, or choose another one.',
  },
  'successor-full': {
    zh: '接替成员的客户数量已达上限，请换一位接替成员。',
    en: 'The successor has reached the limit of customers; choose another one.',
  },
  'successor-same': {
    zh: '接替成员与原成员相同，请换一位接替成员。',
    en: 'The successor is the former owner; choose another one.',
  },
  'transferred-too-often': {
    zh: '该客户或客户群 90 天内已转接两次，请到期后再转，或由接替成员自行添加。',
    en: 'It was handed over twice within 90 days; wait until they have passed, or have the successor add the contact.',
  },
  'left-too-long-ago': {
    zh: '原成员离职已超过一年，企业微信不再支持分配其客户，请由接替成员自行添加。',
    en: 'The former owner left over a year ago, so WeCom no longer hands over; have the successor add the contact.',
  },
  group: {
    zh: '该群不是客户群，或群编号不正确，请刷新客户群列表。',
    en: 'This is not a customer group, or the id is wrong; reload the list of groups.',
  },
  code: {
    zh: '登录授权码无效或已过期，请重新扫码。',
    en: 'The sign-in code is invalid or has expired; scan again.',
  },
  robot: {
    zh: '群机器人地址无效，请在群里重新添加机器人并更新配置。',
    en: 'The address of the group robot is invalid; add the robot to the group again and update the configuration.',
  },
  request: {
    zh: '企业微信认为请求参数有误，请把返回码告诉维护人员。',
    en: 'WeCom finds the request at fault; tell the maintainers the code.',
  },
  other: {
    zh: '企业微信拒绝了这次调用，请按返回码在其文档里查明原因。',
    en: 'WeCom refused the call; look the code up in its documents.',
  },
} as const satisfies Record<string, Sentence>

export type WecomRefusal = keyof typeof refusals

/** `code` is WeCom's errcode; null where there was none. Its errmsg is left out: it repeats addresses and changes. */
export type WecomFailure =
  | { kind: 'try-later'; why: 'rate-limit' | 'unreadable' | CallFailure; afterSeconds: number; code: number | null }
  | { kind: 'refused'; why: WecomRefusal; code: number | null; sentence: Sentence }

/**
 * developer.work.weixin.qq.com/document/path/90313, 全局错误码. 40097 to 40100 and 40128 to 40131 are known from
 * published clients; they are not in the pages of the calls themselves.
 */
const byCode: Readonly<Record<number, WecomRefusal>> = {
  40001: 'credentials',
  40013: 'credentials',
  40014: 'credentials',
  42001: 'credentials',
  40091: 'credentials',
  60020: 'network',
  48002: 'right',
  48004: 'right',
  50002: 'right',
  60011: 'right',
  84074: 'right',
  301002: 'right',
  301055: 'right',
  50003: 'app-disabled',
  40056: 'app-disabled',
  40003: 'member',
  60111: 'member',
  41054: 'member-inactive',
  40096: 'customer',
  84061: 'customer',
  40131: 'customer',
  40097: 'not-resigned',
  90500: 'not-resigned',
  40098: 'successor-unverified',
  40099: 'successor-full',
  40130: 'successor-same',
  40128: 'transferred-too-often',
  90501: 'group',
  40029: 'code',
  93000: 'robot',
  40058: 'request',
  41001: 'request',
  44004: 'request',
  47001: 'request',
}

type Refused = Extract<WecomFailure, { kind: 'refused' }>

export const wecomRefusal = (code: number): Refused => {
  const why = byCode[code] ?? 'other'
  return { kind: 'refused', why, code, sentence: refusals[why] }
}

/** What WeCom would refuse, so that it is not asked. */
export const foreseenRefusal = (why: 'transferred-too-often' | 'left-too-long-ago'): Refused => ({
  kind: 'refused',
  why,
  code: null,
  sentence: refusals[why],
})

/** Before a call that got no answer is made again. */
const RETRY_SECONDS = 30
/** Who exceeds a limit is shut out for a minute or an hour (path/90454); the shorter one is tried first. */
const RATE_SECONDS = 60

/** What an errcode other than 0 means. -1: busy; 45009: too many calls; 45033: too many at the same time. */
export const wecomFailure = (code: number): WecomFailure => {
  if (code === 45009) return { kind: 'try-later', why: 'rate-limit', afterSeconds: RATE_SECONDS, code }
  if (code === -1 || code === 45033) return { kind: 'try-later', why: 'busy', afterSeconds: RETRY_SECONDS, code }
  return wecomRefusal(code)
}

export const unansweredWecom = (why: CallFailure | 'unreadable'): WecomFailure => ({
  kind: 'try-later',
  why,
  afterSeconds: RETRY_SECONDS,
  code: null,
})
