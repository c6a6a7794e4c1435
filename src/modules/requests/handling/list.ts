import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { requestStates } from '../life-cycle.ts'
import { defineOperation } from '../scope.ts'
import { requestKinds, requestSources } from '../vocabulary.ts'

export const listRequests = defineOperation({
  name: 'requests.list',
  summary: { zh: '列出个人信息权利请求', en: 'List requests of people about their data' },
  effect: 'read',
  permission: 'requests.view',
  records: { unrecorded: 'Numbers, kinds and dates: nothing of it names anybody.' },
  input: z.strictObject({
    kind: z.enum(requestKinds).optional(),
    state: z.enum(requestStates).optional(),
    /** Those that are not settled. */
    open: z.boolean().optional(),
    ...pageFields,
  }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        number: z.string(),
        kind: z.enum(requestKinds),
        source: z.enum(requestSources),
        state: z.enum(requestStates),
        receivedAt: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        provisional: z.boolean(),
        /** Seconds; negative after the deadline; null once it has ended. A paused one keeps what it had left. */
        left: z.int().nullable(),
        handler: z.string().nullable(),
        endedAt: z.iso.datetime().nullable(),
        /** Handed over for a decision on erasure. */
        toDecide: z.boolean(),
        /** A colleague has to tell the person something. */
        toTell: z.boolean(),
      }),
    ),
  }),
  run: async (ctx, { kind, state, open, page, pageSize }) => {
    const found = ctx.db
      .selectFrom('rights_request')
      .innerJoin('obligation', 'obligation.id', 'rights_request.obligation_id')
      .$if(kind !== undefined, (query) => query.where('rights_request.kind', '=', kind ?? 'access'))
      .$if(state !== undefined, (query) => query.where('rights_request.state', '=', state ?? 'received'))
      .$if(open === true, (query) => query.where('rights_request.ended_at', 'is', null))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .selectAll('rights_request')
      .select(['obligation.due_at', 'obligation.provisional', 'obligation.paused_at'])
      .select((eb) =>
        eb
          .exists(eb.selectFrom('rights_news').select('rights_news.id').whereRef('rights_news.request_id', '=', 'rights_request.id').where('rights_news.state', '=', 'by-hand'))
          .as('to_tell'),
      )
      // What is open comes first, the nearest deadline on top.
      .orderBy((eb) => eb('rights_request.ended_at', 'is not', null))
      .orderBy((eb) => eb.case().when('rights_request.ended_at', 'is', null).then(eb.ref('obligation.due_at')).end())
      .orderBy('rights_request.received_at', 'desc')
      .orderBy('rights_request.id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const names = await ctx.ports.people(ctx.db, rows.flatMap(({ handler_id: id }) => (id === null ? [] : [id])))
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        number: row.number,
        kind: row.kind,
        source: row.source,
        state: row.state,
        receivedAt: row.received_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        provisional: row.provisional,
        left: row.ended_at !== null ? null : Math.floor((row.due_at.getTime() - (row.paused_at ?? ctx.now).getTime()) / 1000),
        handler: row.handler_id === null ? null : (names.get(row.handler_id)?.name ?? null),
        endedAt: row.ended_at?.toISOString() ?? null,
        toDecide: row.ended_at === null && row.erasure_asked_by !== null,
        toTell: Boolean(row.to_tell),
      })),
    }
  },
})
