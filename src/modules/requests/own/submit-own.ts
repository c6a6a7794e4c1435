import { z } from 'zod'
import { correctionsMissing, openAlready } from '../problems.ts'
import { token } from '../proof/prove.ts'
import { visitOf } from '../proof/visit.ts'
import { receive } from '../receive.ts'
import { openText } from '../sealed.ts'
import { defineOperation } from '../scope.ts'
import { stopNow } from '../stop-now.ts'
import { recordedOfOthers, requestKinds } from '../vocabulary.ts'
import { checkCorrections, correctionInput, reachFor, reachInput } from '../wish.ts'

export const submitOwn = defineOperation({
  name: 'requests.submit-own',
  summary: { zh: '本人提出个人信息权利请求', en: 'Make a request about one’s own data' },
  effect: 'change',
  permission: 'front',
  records: ['request.received', 'request.proven', 'request.stopped', 'request.answered', ...recordedOfOthers],
  input: z.strictObject({
    session: token,
    kind: z.enum(requestKinds),
    reach: reachInput.nullable(),
    corrections: z.array(correctionInput).max(3),
    text: z.string().trim().max(2000),
  }),
  /** `dueAt`: null where it was settled at once. */
  output: z.object({ id: z.uuid(), number: z.string(), dueAt: z.iso.datetime().nullable() }),
  run: async (ctx, { session, kind, reach, corrections, text }) => {
    const visit = await visitOf(ctx, session)
    // One at a time for a visit, so that a form that is sent twice makes one request.
    await ctx.db.selectFrom('rights_session').select('id').where('id', '=', visit.id).forUpdate().execute()
    const open = await ctx.db
      .selectFrom('rights_request')
      .select('number')
      .where('contact_key', '=', visit.contact_key)
      .where('kind', '=', kind)
      .where('ended_at', 'is', null)
      .executeTakeFirst()
    if (open !== undefined) throw openAlready({ number: open.number })
    if (kind === 'correct' && corrections.length === 0) throw correctionsMissing()
    checkCorrections(ctx.ports.holders(), corrections)
    const value = await openText(ctx, { table: 'rights_session', id: visit.id, column: 'sealed_contact', sealed: visit.sealed_contact })
    const row = await receive(ctx, {
      kind,
      source: 'page',
      candidates: visit.subjects,
      contactKey: visit.contact_key,
      contact: value === null ? null : { kind: visit.kind, value },
      reach: reachFor(kind, reach),
      wish: { text, corrections: kind === 'correct' ? corrections : [] },
      receivedAt: ctx.now,
      enteredBy: null,
      proof: { by: visit.kind === 'mobile' ? 'code-mobile' : 'code-email', note: null },
    })
    await stopNow(ctx, row)
    const due = await ctx.db
      .selectFrom('rights_request')
      .innerJoin('obligation', 'obligation.id', 'rights_request.obligation_id')
      .select(['rights_request.ended_at', 'obligation.due_at'])
      .where('rights_request.id', '=', row.id)
      .executeTakeFirstOrThrow()
    return { id: row.id, number: row.number, dueAt: due.ended_at === null ? due.due_at.toISOString() : null }
  },
})
