import { z } from 'zod'
import type { Sentence } from '../../kernel/sentence.ts'
import { allPages } from './all-pages.ts'
import type { WecomCall, WecomDone } from './call.ts'
import type { WecomFailure } from './failure.ts'

type Operation<Kind extends string> = {
  at: Date
  userId: string
  kind: Kind
  /** Of members WeCom hides the last part, as in `183.40.88.*`. */
  ip: string
  detail: string
}

const memberKinds = {
  4: 'new-device',
  5: 'phone-changed',
  9: 'sign-in-banned',
  13: 'second-device',
  21: 'device-locked',
} as const

const administratorKinds = {
  2: 'rights-changed',
  3: 'members-changed',
  8: 'apps-changed',
  11: 'contact-book-changed',
  12: 'company-changed',
  13: 'customers-changed',
} as const

type KindOf<Kinds extends Record<number, string>> = Kinds[keyof Kinds] | 'other'

/** One line of the log of members. */
export type MemberOperation = Operation<KindOf<typeof memberKinds>>

/** One line of the log of administrators. */
export type AdministratorOperation = Operation<KindOf<typeof administratorKinds>>

const pageSchema = z.object({
  has_more: z.boolean(),
  next_cursor: z.string().nullish(),
  record_list: z
    .array(
      z.object({
        time: z.int(),
        userid: z.string().max(64),
        oper_type: z.int(),
        detail_info: z.string().default(''),
        ip: z.string().max(100).default(''),
      }),
    )
    .default([]),
})

type Line = z.output<typeof pageSchema>['record_list'][number]
type Lines = Promise<WecomDone<Line[]> | WecomFailure>

const DAY_SECONDS = 86_400
/** At most so much in one call, and not from longer ago. */
const SPAN_SECONDS = 7 * DAY_SECONDS
const OLDEST_SECONDS = 180 * DAY_SECONDS

/** The spans that WeCom allows, oldest first, which together make up the time asked for; seconds since 1970. */
export const logSpans = ({ from, to }: { from: Date; to: Date }, now: Date): { start: number; end: number }[] => {
  const seconds = (moment: Date): number => Math.floor(moment.getTime() / 1000)
  // A minute's room: what is just allowed when asked for must not be too old when it arrives.
  const first = Math.max(seconds(from), seconds(now) - OLDEST_SECONDS + 60)
  const last = Math.min(seconds(to), seconds(now))
  const spans: { start: number; end: number }[] = []
  for (let start = first; start < last; start += SPAN_SECONDS) {
    spans.push({ start, end: Math.min(start + SPAN_SECONDS, last) })
  }
  return spans
}

export type LogTime = { from: Date; to: Date; now: Date }

/** The lines of one log, span by span and page by page. */
const linesOf = async (call: WecomCall, path: string, asked: LogTime, signal: AbortSignal): Lines => {
  const found: Line[] = []
  for (const { start, end } of logSpans(asked, asked.now)) {
    const pages = await allPages(async (cursor) => {
      const body = { start_time: start, end_time: end, limit: 400, ...(cursor === '' ? {} : { cursor }) }
      const said = await call({ path, body, answer: pageSchema, signal })
      if (said.kind !== 'done') return said
      const { has_more, next_cursor, record_list } = said.value
      // How many lines come is not exact: has_more alone says whether there are others.
      return { kind: 'done', value: { items: record_list, next: has_more ? (next_cursor ?? '') : '' } }
    })
    if (pages.kind !== 'done') return pages
    found.push(...pages.value)
  }
  return { kind: 'done', value: found }
}

/**
 * What members did that bears on security: sign-ins on new devices above all (path/100178). The app must be one that
 * may call 使用分析 > API, with the right 获取成员操作记录.
 */
export const memberOperations = async (
  call: WecomCall,
  asked: LogTime,
  signal: AbortSignal,
): Promise<WecomDone<MemberOperation[]> | WecomFailure> => {
  const said = await linesOf(call, 'security/member_oper_log/list', asked, signal)
  return said.kind === 'done' ? { kind: 'done', value: said.value.map((line) => operationOf(line, memberKinds)) } : said
}

/**
 * What administrators did in WeCom's console (path/100179), changes of rights above all; what programs did by its
 * interface is not in it. The right is 获取管理端操作日志.
 */
export const administratorOperations = async (
  call: WecomCall,
  asked: LogTime,
  signal: AbortSignal,
): Promise<WecomDone<AdministratorOperation[]> | WecomFailure> => {
  const said = await linesOf(call, 'security/admin_oper_log/list', asked, signal)
  if (said.kind !== 'done') return said
  return { kind: 'done', value: said.value.map((line) => operationOf(line, administratorKinds)) }
}

type RiskLog = { kind: 'done'; lines: Operation<string>[] } | { kind: 'failed'; sentence: Sentence }

/**
 * Both logs in one answer. Of whichever the app has no right to read nothing is taken; it fails where neither is read, and
 * where WeCom says to come back later.
 */
export const riskLog = async (call: WecomCall, asked: LogTime, signal: AbortSignal): Promise<RiskLog> => {
  const members = await memberOperations(call, asked, signal)
  const administrators = await administratorOperations(call, asked, signal)
  if (members.kind === 'done' && administrators.kind === 'done') return { kind: 'done', lines: [...members.value, ...administrators.value] }
  const [failed, other] = members.kind === 'done' ? [administrators, members] : [members, administrators]
  if (failed.kind === 'refused' && other.kind === 'done') return { kind: 'done', lines: [...other.value] }
  return { kind: 'failed', sentence: failed.kind === 'refused' ? failed.sentence : comeBack }
}

const comeBack: Sentence = {
  zh: '企业微信暂时没有应答或调用过于频繁，下一小时会再读。',
  en: 'WeCom did not answer or takes no more calls for now; it is read again next hour.',
}

const operationOf = <Kind extends string>(
  { time, userid, oper_type, detail_info, ip }: Line,
  kinds: Readonly<Record<number, Kind>>,
): Operation<Kind | 'other'> => ({
  at: new Date(time * 1000),
  userId: userid,
  kind: kinds[oper_type] ?? 'other',
  ip,
  detail: detail_info.slice(0, 1000),
})
