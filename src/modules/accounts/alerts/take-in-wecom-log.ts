import { createHash } from 'node:crypto'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { AccountsPorts } from '../scope.ts'
import { defineJob } from '../scope.ts'
import type { LogLine, LogRead } from './log-lines.ts'
import type { AlertAction } from './parse/find-subject.ts'
import { findDevice } from './parse/find-device.ts'
import { placeIn, takeInAlert } from './take-in-alert.ts'

const hourMs = 3_600_000
/** How far back the first reading goes, and how far every later one overlaps: lines come late. */
const firstHours = 24
const overlapMs = hourMs / 4
/** Alerts that one transaction opens; the job asks for the next one itself. */
const mostAtOnce = 25
const timeoutMs = 120_000
const longLate = 7 * 24 * hourMs

/** What of the logs is an alert; the rest is daily work. */
const actions: Readonly<Record<string, AlertAction>> = {
  'new-device': 'new-device', 'second-device': 'new-device', 'phone-changed': 'phone-changed', 'sign-in-banned': 'failed',
  'rights-changed': 'rights-changed',
}

/** WeCom gives its lines no number: what one says names it. */
const keyOf = ({ at, userId, kind, ip, detail }: LogLine): string =>
  createHash('sha256').update(JSON.stringify([at.getTime(), userId, kind, ip, detail])).digest('hex')

type Prepared = { read: LogRead; until: Date } | null

/** Turns risky lines of WeCom's logs into alerts, each once. */
export const takeInWecomLog = defineJob<Prepared>({
  name: 'accounts.take-in-wecom-log',
  schedule: '11 * * * *',
  prepare: async ({ db, ports, now }) => {
    const asked = ports.wecomLog
    if (asked === undefined) return null
    const account = await db.selectFrom('marketing_account').select('id').where('platform', '=', 'wecom').where('state', '=', 'active').limit(1).executeTakeFirst()
    if (account === undefined) return null
    const before = await db.selectFrom('alert_source').select('read_until').where('source', '=', 'wecom-log').executeTakeFirst()
    const earliest = now.getTime() - (before === undefined ? firstHours * hourMs : longLate)
    const from = new Date(Math.max(earliest, (before?.read_until.getTime() ?? 0) - overlapMs))
    return { read: await asked({ from, to: now, now }, AbortSignal.timeout(timeoutMs)), until: now }
  },
  run: async (ctx, _, prepared) => {
    if (prepared === null) return
    const { read, until } = prepared
    const before = await ctx.db.selectFrom('alert_source').selectAll().where('source', '=', 'wecom-log').forUpdate().executeTakeFirst()
    const account = await ctx.db
      .selectFrom('marketing_account')
      .selectAll()
      .where('platform', '=', 'wecom')
      .where('state', '=', 'active')
      .orderBy('registered_at')
      .orderBy('id')
      .executeTakeFirst()
    if (account === undefined) return
    const keep = async (readUntil: Date, failure: Sentence | null): Promise<void> => {
      const values = { read_until: readUntil, read_at: ctx.now, failure: failure === null ? null : JSON.stringify(failure) }
      await ctx.db
        .insertInto('alert_source')
        .values({ source: 'wecom-log', ...values })
        .onConflict((conflict) => conflict.column('source').doUpdateSet(values))
        .execute()
    }
    if (read.kind === 'failed') {
      await keep(before?.read_until ?? new Date(until.getTime() - firstHours * hourMs), read.sentence)
      if (before?.failure?.en !== read.sentence.en) {
        ctx.record({ type: 'alert-source.failed', subject: { kind: 'alert-source', id: 'wecom-log' }, detail: { reason: read.sentence.en } })
      }
      return
    }
    const risky = read.lines.filter(({ kind }) => actions[kind] !== undefined).toSorted((a, b) => a.at.getTime() - b.at.getTime())
    const keys = risky.map(keyOf)
    const known = keys.length === 0 ? [] : await ctx.db.selectFrom('platform_alert').select('source_key').where('source_key', 'in', keys).execute()
    const seen = new Set(known.map(({ source_key: key }) => key))
    const fresh = risky.filter((line) => !seen.has(keyOf(line)))
    const taken = [...new Map(fresh.map((line) => [keyOf(line), line])).values()].slice(0, mostAtOnce)
    for (const line of taken) await takeInAlert(ctx, account, await alertOf(ctx, line))
    const last = taken.at(-1)
    const full = last !== undefined && taken.length === mostAtOnce
    await keep(full ? last.at : until, null)
    if (full) await ctx.enqueue('accounts.take-in-wecom-log', {}, { key: 'rest' })
  },
})

const alertOf = async (ctx: { db: Parameters<AccountsPorts['personByWecom']>[0]; ports: AccountsPorts }, line: LogLine) => {
  const { at, userId, kind, ip, detail } = line
  const address = ctx.ports.whereaboutsOf(ip).network.prefix === '' ? null : ip
  return {
    source: 'wecom-log' as const,
    sourceKey: keyOf(line),
    action: actions[kind] ?? ('other' as const),
    at,
    ip: address,
    placeWords: placeIn(ctx.ports, detail),
    device: findDevice(detail)?.value.slice(0, 60) ?? null,
    app: null,
    forgedHosts: [],
    text: detail.trim() === '' ? null : detail.trim(),
    reportedBy: null,
    subjectId: kind === 'rights-changed' ? null : await ctx.ports.personByWecom(ctx.db, userId),
  }
}
