import { z } from 'zod'
import type { Kysely } from 'kysely'
import { mayDo } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/errors.ts'
import { positionsOf } from '../../../kernel/ledger/positions.ts'
import { say, type Sentence } from '../../../kernel/sentence.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import { requestStates } from '../life-cycle.ts'
import { refusalCodes, refusals, refusalsFor } from '../refusals.ts'
import { openText, wishOf } from '../sealed.ts'
import { defineOperation, holderTools } from '../scope.ts'
import { needsContact } from '../telling/open-contact.ts'
import { newsAbouts, newsStates, newsWays, requestKinds, requestsEvents, requestSources } from '../vocabulary.ts'
import { correctionsOf } from '../wish.ts'
import { actionsFor, requestActions } from './may-do.ts'

const hidden = '****'
const mostNews = 100
const moment = z.iso.datetime()
const events: Readonly<Record<string, Sentence>> = requestsEvents

export const viewRequest = defineOperation({
  name: 'requests.view',
  summary: { zh: '查看一件权利请求', en: 'See one request' },
  effect: 'read',
  permission: 'requests.view',
  records: ['request.viewed', 'customer.viewed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    number: z.string(),
    kind: z.enum(requestKinds),
    source: z.enum(requestSources),
    state: z.enum(requestStates),
    receivedAt: moment,
    enteredBy: z.string().nullable(),
    handler: z.string().nullable(),
    provenBy: z.enum(['code-mobile', 'code-email', 'staff']).nullable(),
    proofNote: z.string().nullable(),
    reach: z.enum(['marketing', 'all']).nullable(),
    /** Masked; with the subject first where it is known. */
    customers: z.array(
      z.object({
        id: z.uuid(),
        chosen: z.boolean(),
        state: z.enum(['active', 'restricted', 'erased']),
        name: z.string().nullable(),
        mobile: z.string().nullable(),
        email: z.string().nullable(),
      }),
    ),
    text: z.string(),
    corrections: z.array(z.object({ title: z.string(), before: z.string().nullable(), after: z.string() })),
    question: z.string().nullable(),
    reply: z.string().nullable(),
    due: z.object({ at: moment, provisional: z.boolean(), state: z.enum(['open', 'paused', 'met', 'cancelled']), breached: z.boolean(), left: z.int().nullable() }),
    outcome: z.array(z.string()),
    note: z.string().nullable(),
    refusal: z.object({ reason: z.string(), law: z.string() }).nullable(),
    refusals: z.array(z.object({ code: z.enum(refusalCodes), reason: z.string(), law: z.string() })),
    erasureAskedBy: z.object({ id: z.uuid(), name: z.string() }).nullable(),
    endedAt: moment.nullable(),
    copy: z.object({ digest: z.string(), until: moment.nullable() }).nullable(),
    destroyedAt: moment.nullable(),
    timeline: z.array(z.object({ id: z.uuid(), at: moment, text: z.string(), actor: z.string().nullable(), leaf: z.int().nullable() })),
    /** What the person was told, and what they are still to be told; the newest last. */
    news: z.array(
      z.object({
        id: z.uuid(),
        about: z.enum(newsAbouts),
        state: z.enum(newsStates),
        way: z.enum(newsWays).nullable(),
        note: z.string().nullable(),
        at: moment,
        settledAt: moment.nullable(),
        by: z.string().nullable(),
      }),
    ),
    /** The contact of the request can be opened, since the customer is gone and somebody has to tell the person. */
    opensContact: z.boolean(),
    actions: z.array(z.enum(requestActions)),
  }),
  run: async (ctx, { id }) => {
    const row = await ctx.db.selectFrom('rights_request').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound()
    const due = await ctx.db.selectFrom('obligation').selectAll().where('id', '=', row.obligation_id).executeTakeFirstOrThrow()
    const tools = holderTools(ctx)
    const known = row.subject === null ? row.candidates : [row.subject]
    const masks = await ctx.ports.subjectMasks(tools, known, { request: id })
    const wish = await wishOf(ctx, row)
    // Whoever oversees and does not handle sees that something was written, not what.
    const handles = mayDo(ctx.actor, 'requests.handle')
    const written = (text: string): string => (handles || text === '' ? text : hidden)
    const corrections = []
    for (const { correct, wanted } of correctionsOf(ctx.ports.holders(), wish.corrections)) {
      const before = row.subject === null ? new Map<string, string>() : await correct.masked(tools, row.subject, wanted.map(({ key }) => key))
      for (const { key, value } of wanted) {
        const title = correct.keys.find((one) => one.key === key)?.title
        corrections.push({ title: title === undefined ? key : say(title, ctx.locale), before: before.get(key) ?? null, after: written(value) })
      }
    }
    const news = await ctx.db.selectFrom('rights_news').selectAll().where('request_id', '=', id).orderBy('made_at').orderBy('id').limit(mostNews).execute()
    const staff = [row.entered_by, row.handler_id, row.erasure_asked_by, ...news.map((one) => one.settled_by)].filter((one) => one !== null)
    const names = await ctx.ports.people(ctx.db, staff)
    const named = (person: string | null): string | null => (person === null ? null : (names.get(person)?.name ?? null))
    const { positions } = await positionsOf(ctx.db as unknown as Kysely<KernelTables>, [{ kind: 'rights-request', id }], { except: ['request.viewed'] })
    const actors = await ctx.db.selectFrom('ledger_entry').select(['id', 'actor_name']).where('subject_kind', '=', 'rights-request').where('subject_id', '=', id).execute()
    const actorOf = new Map(actors.map((entry) => [entry.id, entry.actor_name]))
    ctx.record({ type: 'request.viewed', subject: { kind: 'rights-request', id } })
    const ended = row.ended_at !== null
    const reply = await openText(ctx, { id, column: 'sealed_reply', sealed: row.sealed_reply })
    return {
      id,
      number: row.number,
      kind: row.kind,
      source: row.source,
      state: row.state,
      receivedAt: row.received_at.toISOString(),
      enteredBy: named(row.entered_by),
      handler: named(row.handler_id),
      provenBy: row.proven_by,
      proofNote: row.proof_note,
      reach: row.reach,
      customers: known.flatMap((customer) => {
        const mask = masks.get(customer)
        return mask === undefined ? [] : [{ id: customer, chosen: customer === row.subject, ...mask }]
      }),
      text: written(wish.text),
      corrections,
      question: row.question,
      reply: reply === null ? null : written(reply),
      due: {
        at: due.due_at.toISOString(),
        provisional: due.provisional,
        state: due.state,
        breached: due.breached_at !== null || (!ended && due.state === 'open' && ctx.now > due.due_at),
        left: ended ? null : Math.floor((due.due_at.getTime() - (due.paused_at ?? ctx.now).getTime()) / 1000),
      },
      outcome: row.outcome.map((sentence) => say(sentence, ctx.locale)),
      note: row.note,
      refusal: row.refusal === null ? null : { reason: say(refusals[row.refusal].reason, ctx.locale), law: say(refusals[row.refusal].law, ctx.locale) },
      refusals: refusalsFor(row.kind).map((code) => ({ code, reason: say(refusals[code].reason, ctx.locale), law: say(refusals[code].law, ctx.locale) })),
      erasureAskedBy: row.erasure_asked_by === null ? null : { id: row.erasure_asked_by, name: named(row.erasure_asked_by) ?? '' },
      endedAt: row.ended_at?.toISOString() ?? null,
      copy: row.answer_digest === null ? null : { digest: row.answer_digest, until: row.sealed_answer === null ? null : (row.open_until?.toISOString() ?? null) },
      destroyedAt: row.destroyed_at?.toISOString() ?? null,
      timeline: positions.slice(-200).map(({ entryId, at, type, leaf }) => ({
        id: entryId,
        at: at.toISOString(),
        text: events[type] === undefined ? type : say(events[type], ctx.locale),
        actor: actorOf.get(entryId) ?? null,
        leaf,
      })),
      news: news.map((one) => ({
        id: one.id,
        about: one.about,
        state: one.state,
        way: one.way,
        note: one.note,
        at: one.made_at.toISOString(),
        settledAt: one.settled_at?.toISOString() ?? null,
        by: named(one.settled_by),
      })),
      opensContact: await needsContact(ctx, row, row.subject !== null && masks.get(row.subject)?.state === 'erased'),
      actions: [...actionsFor(row)],
    }
  },
})
