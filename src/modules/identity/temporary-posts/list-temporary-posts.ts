import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { reference } from '../fields.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { conflictsAmong } from '../posts/permission-matrix.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { requestsShown } from './requests-shown.ts'

/** Entries that are shown, the newest first. */
const shown = 200

export const listTemporaryPosts = defineOperation({
  name: 'identity.list-temporary-posts',
  summary: { zh: '查看临时岗位和申请：自己的，或有权查看人员者的全部', en: 'List temporary posts and requests for them: your own, or all for who may see people' },
  effect: 'read',
  permission: 'signed-in',
  records: ['temporary-posts.viewed'],
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        person: reference,
        post: z.string(),
        kind: z.enum(['given', 'taken']),
        reason: z.string(),
        givenBy: reference,
        startsAt: z.iso.datetime(),
        endsAt: z.iso.datetime(),
        running: z.boolean(),
        endedAt: z.iso.datetime().nullable(),
        /** By when an administrator has to look at it; null when nobody has to. */
        reviewDueAt: z.iso.datetime().nullable(),
        review: z.object({ at: z.iso.datetime(), by: z.string(), note: z.string() }).nullable(),
      }),
    ),
    /** What people asked for: the caller's own, and for who may see people everything that waits. */
    requests: z.array(
      z.object({
        id: z.uuid(),
        person: reference,
        post: z.string(),
        hours: z.int(),
        reason: z.string(),
        askedAt: z.iso.datetime(),
        state: z.enum(['open', 'given', 'declined', 'withdrawn']),
        decidedAt: z.iso.datetime().nullable(),
        decidedBy: z.string().nullable(),
        note: z.string().nullable(),
      }),
    ),
    /** Posts that the caller may ask for. */
    askablePosts: z.array(z.string()),
    /** Posts that the caller may take in an emergency. */
    emergencyPosts: z.array(z.string()),
  }),
  run: async (ctx) => {
    const actor = signedIn(ctx.actor)
    const all = mayDo(actor, 'identity.view-people')
    if (all) ctx.used('identity.view-people')
    const rows = await ctx.db
      .selectFrom('temporary_post as t')
      .innerJoin('person as holder', 'holder.id', 't.person_id')
      .innerJoin('person as giver', 'giver.id', 't.given_by')
      .leftJoin('person as reviewer', 'reviewer.id', 't.reviewed_by')
      .selectAll('t')
      .select(['holder.name as holder', 'giver.name as giver', 'reviewer.name as reviewer'])
      .$if(!all, (query) => query.where('t.person_id', '=', actor.id))
      .orderBy('t.starts_at', 'desc')
      .orderBy('t.id', 'desc')
      .limit(shown)
      .execute()
    const requests = await requestsShown(ctx.db, { ownId: actor.id, all })
    // What is kept about oneself is one's own to see.
    if (all) {
      ctx.record({
        type: 'temporary-posts.viewed',
        subject: { kind: 'people', id: 'temporary-posts' },
        detail: { people: [...new Set([...rows.map(({ person_id: id }) => id), ...requests.map(({ person }) => person.id)])] },
      })
    }
    const { matrix } = await matrixInForce(ctx.db)
    const fitting = matrix.posts.filter(
      ({ id }) => !actor.posts.includes(id) && conflictsAmong(matrix, [...actor.posts, id]).length === 0,
    )
    return {
      items: rows.map((row) => ({
        id: row.id,
        person: { id: row.person_id, name: row.holder },
        post: row.post,
        kind: row.kind,
        reason: row.reason,
        givenBy: { id: row.given_by, name: row.giver },
        startsAt: row.starts_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
        running: row.ended_at === null && row.ends_at > ctx.now,
        endedAt: row.ended_at?.toISOString() ?? null,
        reviewDueAt: row.review_due_at?.toISOString() ?? null,
        review:
          row.reviewed_at === null
            ? null
            : { at: row.reviewed_at.toISOString(), by: row.reviewer ?? '', note: row.review_note ?? '' },
      })),
      requests,
      askablePosts: fitting.map(({ id }) => id),
      emergencyPosts: fitting
        .filter(({ emergency }) => emergency && mayDo(actor, 'identity.break-glass'))
        .map(({ id }) => id),
    }
  },
})
