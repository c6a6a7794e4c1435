import { z } from 'zod'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { notFound } from '../../../kernel/errors.ts'
import { type AccountsContext, actingPerson, defineOperation } from '../scope.ts'
import { alertFields } from './alert-fields.ts'
import { mayReport, reachOf, seesVerdict } from './alert-reach.ts'
import { findLinks } from './parse/find-links.ts'
import { mostCharacters } from './parse/found.ts'
import { alertInFuture, alertReportedAlready, alertsTooMany } from './problems.ts'
import { takeInAlert } from './take-in-alert.ts'
import { verdicts } from './triage/triage-alert.ts'

/** Alerts that one person reports within an hour; more would be somebody asking where colleagues are. */
const mostAnHour = 20
const hourMs = 3_600_000
const yearMs = 366 * 24 * hourMs

export const reportAlert = defineOperation({
  name: 'accounts.report-alert',
  summary: { zh: '报告平台告警：与账号的历史比较，给出判断和处置步骤', en: 'Report an alert of a platform: it is compared with the account’s history' },
  effect: 'change',
  // Whoever looks after the account or has a seat on it needs no right besides.
  permission: 'signed-in',
  records: ['alert.reported'],
  input: z.strictObject({
    accountId: z.uuid(),
    ...alertFields,
    /** What was pasted, kept as evidence. */
    text: z.string().trim().min(1).max(mostCharacters).nullable(),
  }),
  output: z.object({
    id: z.uuid(),
    dueAt: z.iso.datetime(),
    /** Null for whoever is not to see the verdict before somebody decided. */
    verdict: z.enum(verdicts).nullable(),
  }),
  run: async (ctx, { accountId, at: told, place, text, ...fields }) => {
    const account = await ctx.db
      .selectFrom('marketing_account')
      .selectAll()
      .where('id', '=', accountId)
      .where('state', '=', 'active')
      .executeTakeFirst()
    if (account === undefined || !(await mayReport(ctx, account))) throw notFound()
    const at = told === null ? null : new Date(told)
    if (at !== null && (at.getTime() > ctx.now.getTime() + hourMs || at.getTime() < ctx.now.getTime() - yearMs)) throw alertInFuture()
    const reportedBy = actingPerson(ctx)
    await takeAdvisoryLock(ctx.db, `accounts.report-alert ${accountId}`)
    await refuseFlood(ctx, reportedBy)
    await refuseTwice(ctx, accountId, { at, ip: fields.ip, action: fields.action })
    const forgedHosts = findLinks(text ?? '').flatMap(({ value, official }) => (official ? [] : [value]))
    const { id, verdict, dueAt } = await takeInAlert(ctx, account, {
      ...fields, at, placeWords: place, text, forgedHosts, source: 'pasted', sourceKey: null, reportedBy, subjectId: null,
    })
    const reach = reachOf(ctx, account, { reported_by: reportedBy, subject_id: null, claimed_by: null })
    return { id, dueAt: dueAt.toISOString(), verdict: seesVerdict(reach) ? verdict : null }
  },
})

const refuseFlood = async ({ db, now }: AccountsContext, personId: string | null): Promise<void> => {
  const { count } = await db
    .selectFrom('platform_alert')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('reported_by', '=', personId)
    .where('reported_at', '>', new Date(now.getTime() - hourMs))
    .executeTakeFirstOrThrow()
  if (count >= mostAnHour) throw alertsTooMany({ most: mostAnHour })
}

type Same = { at: Date | null; ip: string | null; action: string }

const refuseTwice = async ({ db }: AccountsContext, accountId: string, { at, ip, action }: Same): Promise<void> => {
  if (at === null) return
  const open = await db
    .selectFrom('platform_alert')
    .select(['ip', 'action'])
    .where('account_id', '=', accountId)
    .where('happened_at', '=', at)
    .where('decision', 'is', null)
    .execute()
  if (open.some((one) => one.ip === ip && one.action === action)) throw alertReportedAlready()
}
