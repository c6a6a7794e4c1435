import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { canStep, requestStates } from '../life-cycle.ts'
import { token } from '../proof/prove.ts'
import { isOwn, visitOf } from '../proof/visit.ts'
import { refusals } from '../refusals.ts'
import { defineOperation } from '../scope.ts'
import { contactKinds, requestKinds } from '../vocabulary.ts'
import { correctableIn } from '../wish.ts'

/** The latest requests that a page shows. */
const most = 20

export const viewOwn = defineOperation({
  name: 'requests.view-own',
  summary: { zh: '本人查看自己的权利请求', en: 'See one’s own requests' },
  effect: 'read',
  permission: 'front',
  records: { unrecorded: 'Who looks has proven to be the person, and sees states and dates alone.' },
  input: z.strictObject({ session: token }),
  output: z.object({
    company: z.string().nullable(),
    until: z.iso.datetime(),
    /** By what the visitor is told of what they ask; null where colleagues tell it. */
    toldBy: z.enum(contactKinds).nullable(),
    requests: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        kind: z.enum(requestKinds),
        state: z.enum(requestStates),
        receivedAt: z.iso.datetime(),
        /** Null once it has ended. */
        due: z.object({ at: z.iso.datetime(), provisional: z.boolean(), paused: z.boolean() }).nullable(),
        question: z.string().nullable(),
        note: z.string().nullable(),
        refusal: z.object({ reason: z.string(), law: z.string() }).nullable(),
        outcome: z.array(z.string()),
        endedAt: z.iso.datetime().nullable(),
        /** Until when the copy can be fetched; null where there is none. */
        copyUntil: z.iso.datetime().nullable(),
        canReply: z.boolean(),
        canWithdraw: z.boolean(),
      }),
    ),
    correctable: z.array(z.object({ holder: z.string(), key: z.string(), title: z.string() })),
  }),
  run: async (ctx, { session }) => {
    const visit = await visitOf(ctx, session)
    const rows = await ctx.db
      .selectFrom('rights_request')
      .innerJoin('obligation', 'obligation.id', 'rights_request.obligation_id')
      .selectAll('rights_request')
      .select(['obligation.due_at', 'obligation.provisional', 'obligation.paused_at'])
      .where(isOwn(visit))
      .orderBy('rights_request.received_at', 'desc')
      .orderBy('rights_request.id', 'desc')
      .limit(most)
      .execute()
    return {
      company: await ctx.ports.company(ctx.db),
      until: visit.expires_at.toISOString(),
      toldBy: (visit.kind === 'mobile' ? ctx.ports.sendNews : ctx.ports.sendMail) === undefined ? null : visit.kind,
      requests: rows.map((row) => ({
        id: row.id,
        number: row.number,
        kind: row.kind,
        state: row.state,
        receivedAt: row.received_at.toISOString(),
        due:
          row.ended_at !== null
            ? null
            : { at: row.due_at.toISOString(), provisional: row.provisional, paused: row.paused_at !== null },
        question: row.state === 'waiting' ? row.question : null,
        note: row.note,
        refusal:
          row.refusal === null
            ? null
            : { reason: say(refusals[row.refusal].reason, ctx.locale), law: say(refusals[row.refusal].law, ctx.locale) },
        outcome: row.outcome.map((sentence) => say(sentence, ctx.locale)),
        endedAt: row.ended_at?.toISOString() ?? null,
        copyUntil: row.sealed_answer === null || row.open_until === null || row.open_until <= ctx.now ? null : row.open_until.toISOString(),
        canReply: row.state === 'waiting',
        canWithdraw: canStep(row.state, 'withdraw'),
      })),
      correctable: correctableIn(ctx.ports.holders()).map(({ holder, key, title }) => ({ holder, key, title: say(title, ctx.locale) })),
    }
  },
})
