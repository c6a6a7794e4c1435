import type { Reason } from '../../../kernel/decision.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { deviceLabel, nameOf } from './device/device-label.ts'
import { browserOf, systemOf } from './features.ts'
import type { History } from './history.ts'
import type { Attempt } from './sign-in.ts'
import type { Travel } from './travel.ts'

/** Everything that can speak for somebody else; the words are made from the history, with numbers. */
const sentences = {
  'sign-in-risk.first': {
    zh: '此前没有登录记录，本次从 {placeZh} 用 {deviceZh} 登录',
    en: 'There is no earlier sign-in; this one comes from {placeEn} on {deviceEn}',
  },
  'sign-in-risk.known-bad-network': {
    zh: '本次网络 {networkZh} 近期攻击过本公司',
    en: 'The network {networkEn} attacked this company recently',
  },
  'sign-in-risk.place-abroad': {
    zh: '常用地点 {usualZh}（{days} 天内 {total} 次登录中 {times} 次），本次 境外（{placeZh}），此前从未在该国家或地区登录',
    en: 'Usual place {usualEn} ({times} of {total} sign-ins in {days} days), now abroad ({placeEn}), never signed in from there before',
  },
  'sign-in-risk.place-unfamiliar': {
    zh: '常用地点 {usualZh}（{days} 天内 {total} 次登录中 {times} 次），本次 {placeZh}（{seen} 次）',
    en: 'Usual place {usualEn} ({times} of {total} sign-ins in {days} days), now {placeEn} ({seen} times)',
  },
  'sign-in-risk.travel-impossible': {
    zh: '{minutes} 分钟前在 {fromZh} 登录，本次在 {placeZh}，相距至少 {kilometres} 公里，这段时间到不了',
    en: 'Signed in from {fromEn} {minutes} minutes ago, now from {placeEn}, at least {kilometres} km away: not possible in that time',
  },
  'sign-in-risk.network-hosting': {
    zh: '本次网络是机房或云服务器：{networkZh}，平时没有人在这里办公',
    en: 'The network is a data centre: {networkEn}, where nobody works',
  },
  'sign-in-risk.network-vpn': {
    zh: '本次网络是代理或 VPN 出口：{networkZh}，看不出真实地点',
    en: 'The network is a proxy or VPN exit: {networkEn}, the real place is hidden',
  },
  'sign-in-risk.network-unfamiliar': {
    zh: '没有用过的网络 {networkZh}（{days} 天内 {total} 次登录中 0 次）',
    en: 'A network not used before: {networkEn} (0 of {total} sign-ins in {days} days)',
  },
  'sign-in-risk.device-new': {
    zh: '新设备：{deviceZh}；常用 {usualZh}（{total} 次登录中 {times} 次）',
    en: 'A new device: {deviceEn}; usual {usualEn} ({times} of {total} sign-ins)',
  },
  'sign-in-risk.system-unfamiliar': {
    zh: '没有用过的系统 {nowZh}（{total} 次登录中 0 次）',
    en: 'A system not used before: {nowEn} (0 of {total} sign-ins)',
  },
  'sign-in-risk.browser-unfamiliar': {
    zh: '没有用过的浏览器或应用 {nowZh}（{total} 次登录中 0 次）',
    en: 'A browser or app not used before: {nowEn} (0 of {total} sign-ins)',
  },
  'sign-in-risk.hour-unusual': {
    zh: '不常见的时间：{now}，{total} 次登录中约 {times} 次在这个时段',
    en: 'An unusual hour: {now}; about {times} of {total} sign-ins were at this time',
  },
  'sign-in-risk.failures-before': {
    zh: '本次登录前一小时内密码输错 {failures} 次',
    en: '{failures} wrong passwords in the hour before',
  },
  'sign-in-risk.unlike-habits': {
    zh: '地点、网络、设备和时间合起来与以往习惯差别较大',
    en: 'Place, network, device and time together differ much from the habits so far',
  },
} as const satisfies Record<string, Sentence>

export type ReasonCode = keyof typeof sentences

const nowhere = { zh: '未知地点', en: 'an unknown place' }

const placeName = ({ place, network }: Attempt): Sentence =>
  place?.name ?? (network.kind === 'internal' ? { zh: '内网', en: 'the internal network' } : nowhere)

const days = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** `2026-03-04 周三 02:10`, in Shanghai. */
const moment = (at: number): string => {
  const local = new Date(at + 8 * 3_600_000)
  return `${local.toISOString().slice(0, 10)} ${days[local.getUTCDay()]} ${local.toISOString().slice(11, 16)}`
}

/** What the sentences of one decision are filled with. */
export type ReasonFacts = {
  attempt: Attempt
  history: History
  travel: Travel | null
  /** Earlier sign-ins from this city, and near this hour. */
  seenCity: number
  seenHour: number
}

type Param = (facts: ReasonFacts, code: ReasonCode) => string | number

const named = (language: 'zh' | 'en', of: (facts: ReasonFacts, code: ReasonCode) => Sentence): Param => (facts, code) => of(facts, code)[language]

const usualOf = ({ history }: ReasonFacts, code: ReasonCode) =>
  (code === 'sign-in-risk.device-new' ? history.usualDevice : history.usualPlace) ?? { ...nowhere, times: 0 }

const placeOf = ({ attempt }: ReasonFacts): Sentence => placeName(attempt)
const deviceOfAttempt = ({ attempt }: ReasonFacts): Sentence => deviceLabel(attempt.device)
const fromOf = ({ history }: ReasonFacts): Sentence => history.last?.place.name ?? nowhere
const nowOf = ({ attempt }: ReasonFacts, code: ReasonCode): Sentence =>
  nameOf(code === 'sign-in-risk.system-unfamiliar' ? systemOf(attempt) : browserOf(attempt))

const networkOf = ({ attempt: { ip, network } }: ReasonFacts): Sentence => {
  const number = network.asn === null ? network.prefix : `AS${network.asn}`
  return { zh: `${ip}（${network.name?.zh ?? number}）`, en: `${ip} (${network.name?.en ?? number})` }
}

/** What can stand in a sentence. */
const params: Readonly<Record<string, Param>> = {
  placeZh: named('zh', placeOf),
  placeEn: named('en', placeOf),
  deviceZh: named('zh', deviceOfAttempt),
  deviceEn: named('en', deviceOfAttempt),
  fromZh: named('zh', fromOf),
  fromEn: named('en', fromOf),
  networkZh: named('zh', networkOf),
  networkEn: named('en', networkOf),
  usualZh: named('zh', usualOf),
  usualEn: named('en', usualOf),
  nowZh: named('zh', nowOf),
  nowEn: named('en', nowOf),
  days: ({ history }) => history.days,
  total: ({ history }) => history.total,
  seen: ({ seenCity }) => seenCity,
  times: (facts, code) => (code === 'sign-in-risk.hour-unusual' ? Math.round(facts.seenHour) : usualOf(facts, code).times),
  failures: ({ attempt }) => attempt.failuresBefore,
  now: ({ attempt }) => moment(attempt.at),
  minutes: ({ travel }) => Math.round((travel?.hours ?? 0) * 60),
  kilometres: ({ travel }) => travel?.kilometres ?? 0,
}

/** The parameters of each sentence, found once. */
const paramsOf = new Map<string, readonly (readonly [string, Param])[]>(
  Object.entries(sentences).map(([code, { zh, en }]) => [
    code,
    Object.entries(params).filter(([name]) => `${zh}${en}`.includes(`{${name}}`)),
  ]),
)

/** Puts a reason into words. */
export const reasonOf = (code: ReasonCode, facts: ReasonFacts): Reason => {
  const filled: Record<string, string | number> = {}
  for (const [name, param] of paramsOf.get(code) ?? []) filled[name] = param(facts, code)
  return { code, sentence: sentences[code], params: filled }
}
