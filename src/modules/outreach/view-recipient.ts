import { z } from 'zod'
import { channel, consentPurpose, instant, purpose, subject } from './fields.ts'
import { monthOf } from './month.ts'
import { recipientUnknown } from './problems.ts'
import { defineOperation } from './scope.ts'

/** The latest rows of each kind that are shown. */
const mostRows = 100

export const viewRecipient = defineOperation({
  name: 'outreach.view-recipient',
  summary: { zh: '查询一个人的同意、退订和本月消息', en: "See somebody's consents, unsubscribes and messages of this month" },
  effect: 'read',
  permission: 'outreach.view-consents',
  records: ['consent.looked-up'],
  input: z.strictObject({ person: subject }),
  output: z.object({
    consents: z.array(
      z.object({
        id: z.uuid(),
        purpose: consentPurpose,
        channel,
        noticeId: z.uuid(),
        noticeTitle: z.string(),
        noticeVersion: z.int(),
        givenAt: instant,
        form: z.string(),
        guardian: z.enum(['parent', 'other-guardian']).nullable(),
        standing: z.enum(['given', 'outdated', 'withdrawn']),
        withdrawnAt: instant.nullable(),
      }),
    ),
    unsubscribes: z.array(
      z.object({ purpose: consentPurpose, channel, at: instant, via: z.enum(['link', 'reply', 'staff']), undoneAt: instant.nullable() }),
    ),
    sends: z.array(
      z.object({
        purpose,
        channel,
        state: z.enum(['reserved', 'confirmed', 'released', 'expired']),
        reservedAt: instant,
        settledAt: instant.nullable(),
      }),
    ),
  }),
  run: async (ctx, { person }) => {
    if (!(await ctx.ports.recipients(ctx.db, [person])).has(person)) throw recipientUnknown()
    const consents = await ctx.db
      .selectFrom('outreach_consent as given')
      .innerJoin('outreach_notice as notice', 'notice.id', 'given.notice_id')
      .innerJoin('outreach_notice_version as version', (join) =>
        join.onRef('version.notice_id', '=', 'given.notice_id').onRef('version.version', '=', 'given.notice_version'),
      )
      .select(['given.id', 'given.purpose', 'given.channel', 'given.notice_id', 'given.notice_version', 'given.given_at'])
      .select(['given.form', 'given.guardian', 'given.withdrawn_at', 'notice.valid_from', 'version.title'])
      .where('given.subject', '=', person)
      .orderBy('given.given_at', 'desc')
      .limit(mostRows)
      .execute()
    const unsubscribes = await ctx.db
      .selectFrom('outreach_unsubscribe')
      .select(['purpose', 'channel', 'at', 'via', 'undone_at'])
      .where('subject', '=', person)
      .orderBy('at', 'desc')
      .limit(mostRows)
      .execute()
    const sends = await ctx.db
      .selectFrom('outreach_send')
      .select(['purpose', 'channel', 'state', 'reserved_at', 'settled_at', 'expires_at'])
      .where('subject', '=', person)
      .where('month', '=', monthOf(ctx.now))
      .orderBy('reserved_at', 'desc')
      .limit(mostRows)
      .execute()
    ctx.record({ type: 'consent.looked-up', subject: { kind: 'recipient', id: person }, detail: { for: 'view-recipient' } })
    return {
      consents: consents.map((row) => ({
        id: row.id,
        purpose: row.purpose,
        channel: row.channel,
        noticeId: row.notice_id,
        noticeTitle: row.title,
        noticeVersion: row.notice_version,
        givenAt: row.given_at.toISOString(),
        form: row.form,
        guardian: row.guardian,
        standing:
          row.withdrawn_at !== null
            ? ('withdrawn' as const)
            : row.notice_version < row.valid_from
              ? ('outdated' as const)
              : ('given' as const),
        withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
      })),
      unsubscribes: unsubscribes.map((row) => ({
        purpose: row.purpose,
        channel: row.channel,
        at: row.at.toISOString(),
        via: row.via,
        undoneAt: row.undone_at?.toISOString() ?? null,
      })),
      sends: sends.map((row) => ({
        purpose: row.purpose,
        channel: row.channel,
        state: row.state === 'reserved' && row.expires_at <= ctx.now ? ('expired' as const) : row.state,
        reservedAt: row.reserved_at.toISOString(),
        settledAt: row.settled_at?.toISOString() ?? null,
      })),
    }
  },
})
