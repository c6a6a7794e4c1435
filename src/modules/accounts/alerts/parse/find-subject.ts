import { firstBy, type Found } from './found.ts'
import type { Platform } from '../../platforms.ts'

const platformWords: readonly (readonly [RegExp, Platform])[] = [
  [/企业微信|wecom/id, 'wecom'],
  [/视频号/d, 'wechat-channels'],
  [/公众平台|公众号|服务号|订阅号|微信|wechat/id, 'wechat-official'],
  [/微博|weibo/id, 'weibo'],
  [/抖音|douyin/id, 'douyin'],
  [/小红书|xiaohongshu/id, 'xiaohongshu'],
  [/QQ ?(?:邮箱|安全中心|mail)?/id, 'other'],
]

/** The platform that speaks: the one that is named first. */
export const findPlatform = (text: string): Found<Platform> | null => {
  const found = platformWords.flatMap(([pattern, platform]) => {
    const word = firstBy([pattern], text)
    return word === null ? [] : [{ value: platform, start: word.start, end: word.end }]
  })
  return found.toSorted((a, b) => a.start - b.start)[0] ?? null
}

const noun = '(?:微信公众号|公众号|视频号|抖音号|小红书号|邮箱|账号昵称|帐号昵称|账号|帐号|账户|昵称|登录账号|管理员|成员|登录人|子账号|专业号)'
const name = '[\\p{L}\\p{N}_@][\\p{L}\\p{N}_@.·-]{1,29}'
/** What follows the noun where no name does: 账号安全提醒, 您的账号于 ... */
const noName = '(?!(?:安全|于|在|已|被|因|的|密码|绑定|存在|异常|正在|登录|登陆|昨|今|前天|正|新|后台|权限|变更|手机|邮箱|名称|提醒|助手|操作|昵称|可|无法|风险|\\d{1,2}月|\\d{4}[-年]))'

const accountPatterns: readonly RegExp[] = [
  new RegExp(`${noun}(?:名称|昵称)?(?:为|是)?\\s?[:：]?\\s?[“"「【（(](?<value>[^”"」】）)\\n]{1,30})[”"」】）)]`, 'du'),
  /@(?<value>[\p{L}\p{N}_][\p{L}\p{N}_-]{1,29})(?=[\s,，。:：]|$)/du,
  /(?<value>[\w.+-]{1,40}@[\w-]{1,40}(?:\.[\w-]{1,20}){1,3})/d,
  /QQ\s?[（(]?\s?(?<value>[1-9]\d{4,11})/d,
  new RegExp(`${noun}(?:名称|昵称)?\\s?[:：]\\s?(?<value>${name})`, 'du'),
  new RegExp(`${noun}(?:名称|昵称)?\\s?${noName}(?<value>${name}?)(?=\\s|于|在|被|存在|修改|，|,|。|已|$)`, 'du'),
]

/** The account, or the person, that it is about. */
export const findAccount = (text: string): Found | null => firstBy(accountPatterns, text)

/** What happened, gravest first. */
export const alertActions = [
  'frozen', 'rights-changed', 'phone-changed', 'password-changed', 'bound', 'failed', 'new-device', 'sign-in',
] as const
export type AlertAction = (typeof alertActions)[number]

const actionPatterns: Readonly<Record<AlertAction, RegExp>> = {
  frozen: /冻结了?|封禁|封号|限制登录/d,
  'rights-changed': /管理员.{0,4}(?:变更|更换|修改|移交)|(?:修改|变更|更换)了?管理员|权限.{0,4}(?:变更|修改)|(?:添加|新增)了?(?:运营者|管理员|子账号)/d,
  'phone-changed': /(?:手机号?|邮箱).{0,6}(?:变更|更换|修改|换绑|解绑)|(?:更换|修改|变更)了?(?:绑定)?(?:的)?(?:手机|邮箱)/d,
  'password-changed': /密码.{0,22}?(?:修改|重置|变更|更改)|(?:修改|重置)了?.{0,4}密码/d,
  bound: /新增?授权|授权了?.{0,6}应用|绑定了新/d,
  failed: /拦截|阻止|尝试登录|密码错误|验证码.{0,3}(?:已发送|为|是|\d{4,8})/d,
  'new-device': /新的?设备|陌生的?设备|其他(?:手机|设备|电脑)|非常用设备/d,
  'sign-in': /登录|登陆|登入|log(?:ged)? ?in/id,
}

/** Advice is not what happened: 如非本人操作，请立即修改密码. */
const advice = /(?:如果?|若)(?:您|你)?(?:不是|非|并非|是)[^。！\n]{0,200}|非本人操作[^。！\n]{0,200}|(?:请|可在|可前往|否则|建议|避免)[^。！\n]{0,200}/g

/** The text with its advice as blanks; offsets stay. */
export const withoutAdvice = (text: string): string => text.replaceAll(advice, (words) => ' '.repeat(words.length))

/** What happened; null where the text, without its advice, tells nothing of an account. */
export const findAction = (told: string): Found<AlertAction> | null => {
  for (const action of alertActions) {
    const found = firstBy([actionPatterns[action]], told)
    if (found !== null) return { ...found, value: action }
  }
  return null
}
