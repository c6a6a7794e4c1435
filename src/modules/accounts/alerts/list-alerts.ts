import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { platformField } from '../platforms.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { actionField } from './alert-fields.ts'
import { decidesAll, reachOf, seesVerdict } from './alert-reach.ts'
import { alertDecisions } from './tables.ts'
import { verdicts } from './triage/triage-alert.ts'

export const listAlerts = defineOperation({
  name: 'accounts.list-alerts',
  summary: { zh: '查看平台告警', en: 'List the alerts of platforms' },
  effect: 'read',
  // Everybody sees those of accounts that they look after, and what they reported or is about them.
  permission: 'signed-in',
  records: { unrecorded: 'Names accounts, verdicts and clocks; addresses, places and people stand in the single alert, which is recorded.' },
  input: z.strictObject({
    accountId: z.uuid().optional(),
    state: z.enum(['open', 'overdue', 'decided']).optional(),
    ...pageFields,
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        account: z.object({ id: z.uuid(), name: z.string(), platform: platformField, core: z.boolean() }),
        action: actionField,
        reportedAt: z.iso.datetime(),
        at: z.iso.datetime().nullable(),
        verdict: z.enum(verdicts).nullable(),
        decision: z.enum(alertDecisions).nullable(),
        claimed: z.boolean(),
        dueAt: z.iso.datetime(),
        /** Steps that are still to be done; none to whoever is not to see the verdict, which they would tell. */
        open: z.int(),
        caseOpen: z.boolean(),
      }),
    ),
    /** What hinders the reading of WeCom's log, for those who can mend it. */
    sourceFailure: z.string().nullable(),
  }),
  run: async (ctx, { accountId, state, page, pageSize }) => {
    const personId = actingPerson(ctx)
    const all = decidesAll(ctx)
    const seen = ctx.db
      .selectFrom('platform_alert as alert')
      .innerJoin('marketing_account as account', 'account.id', 'alert.account_id')
      .$if(!all, (query) =>
        query.where((eb) =>
          eb.or([
            eb('account.owner_id', '=', personId),
            eb('account.stand_in_id', '=', personId),
            eb('alert.reported_by', '=', personId),
            eb('alert.subject_id', '=', personId),
            eb('alert.claimed_by', '=', personId),
            // Whoever has a seat is asked whether it was them.
            eb.and([
              eb('alert.decision', 'is', null),
              eb('alert.subject_id', 'is', null),
              eb.exists(
                eb
                  .selectFrom('account_seat as seat')
                  .whereRef('seat.account_id', '=', 'account.id')
                  .where('seat.person_id', '=', personId)
                  .where('seat.withdrawn_at', 'is', null)
                  .select('seat.id'),
              ),
            ]),
          ]),
        ),
      )
      .$if(accountId !== undefined, (query) => query.where('alert.account_id', '=', accountId ?? ''))
      .$if(state === 'decided', (query) => query.where('alert.decision', 'is not', null))
      .$if(state === 'open' || state === 'overdue', (query) => query.where('alert.decision', 'is', null))
      .$if(state === 'overdue', (query) => query.where('alert.due_at', '<', ctx.now))
    const { total } = await seen.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await seen
      .select(['alert.id', 'alert.account_id', 'alert.action', 'alert.reported_at', 'alert.happened_at', 'alert.verdict', 'alert.decision'])
      .select(['alert.claimed_at', 'alert.due_at', 'alert.case_opened_at', 'alert.case_closed_at'])
      .select(['alert.reported_by', 'alert.subject_id', 'alert.claimed_by'])
      .select(['account.name', 'account.platform', 'account.core', 'account.owner_id', 'account.stand_in_id'])
      .select((eb) =>
        eb
          .selectFrom('platform_alert_step as step')
          .whereRef('step.alert_id', '=', 'alert.id')
          .where('step.state', '=', 'open')
          .select((inner) => inner.fn.countAll<number>().as('open'))
          .as('open'),
      )
      .orderBy((eb) => eb('alert.decision', 'is not', null))
      .orderBy('alert.reported_at', 'desc')
      .orderBy('alert.id', 'desc')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const source = all ? await ctx.db.selectFrom('alert_source').select('failure').executeTakeFirst() : undefined
    return {
      total,
      items: rows.map((row) => ({ row, inner: seesVerdict(reachOf(ctx, row, row)) })).map(({ row, inner }) => ({
        id: row.id,
        account: { id: row.account_id, name: row.name, platform: row.platform, core: row.core },
        action: row.action,
        reportedAt: row.reported_at.toISOString(),
        at: row.happened_at?.toISOString() ?? null,
        verdict: row.decision !== null || inner ? row.verdict : null,
        decision: row.decision,
        claimed: row.claimed_at !== null,
        dueAt: row.due_at.toISOString(),
        open: inner ? (row.open ?? 0) : 0,
        caseOpen: inner && row.case_opened_at !== null && row.case_closed_at === null,
      })),
      sourceFailure: source?.failure?.[ctx.locale] ?? null,
    }
  },
})
