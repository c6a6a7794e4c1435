import { type ExpressionBuilder, sql } from 'kysely'
import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { reference } from '../fields.ts'
import { headPost } from '../posts/posts-gate.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import type { IdentityTables } from '../tables.ts'

/** Posts that are shown; of more the counts say how many. */
const shown = 500

type Seen = IdentityTables & { part: IdentityTables['access_review_part'] }

const decisionName = z.enum(['confirmed', 'withdrawn', 'lapsed', 'kept', 'gone'])

export const viewAccessReview = defineOperation({
  name: 'identity.view-access-review',
  summary: { zh: '查看本季度岗位复核中由我复核的岗位', en: 'See the posts that are yours to review this quarter' },
  effect: 'read',
  permission: 'identity.review-posts',
  records: ['access-review.viewed'],
  input: z.strictObject({}),
  output: z.object({
    review: z
      .object({
        quarter: z.string(),
        openedAt: z.iso.datetime(),
        dueAt: z.iso.datetime(),
        closedAt: z.iso.datetime().nullable(),
        /** Of those that are the caller's to decide on; `decided` by people, not by the deadline. */
        total: z.int(),
        decided: z.int(),
        /** Of those that heads decide on, as administrators see them; nothing for anybody else. */
        others: z.object({ total: z.int(), decided: z.int() }),
        /** Undecided first, of them the caller's, of them the unused. */
        items: z.array(
          z.object({
            id: z.uuid(),
            person: reference,
            department: z.string(),
            post: z.string(),
            since: z.iso.datetime(),
            lastUsedAt: z.iso.datetime().nullable(),
            unused: z.boolean(),
            /** The caller's own: another one decides on it. */
            own: z.boolean(),
            /** Whether the caller is the one to decide; the others are of heads, for whom administrators may step in. */
            yours: z.boolean(),
            decision: decisionName.nullable(),
            decidedBy: z.string().nullable(),
            decidedAt: z.iso.datetime().nullable(),
            reason: z.string().nullable(),
          }),
        ),
      })
      .nullable(),
  }),
  run: async (ctx) => {
    const actor = signedIn(ctx.actor)
    const review = await ctx.db.selectFrom('access_review').selectAll().orderBy('opened_at', 'desc').limit(1).executeTakeFirst()
    if (review === undefined) return { review: null }
    const administrator = mayDo(actor, 'identity.manage-people')
    const seen = ctx.db
      .selectFrom('access_review_item as item')
      .innerJoin('access_review_part as part', 'part.id', 'item.part_id')
      .where('part.review_id', '=', review.id)
      .$if(!administrator, (query) => query.where('part.department_id', '=', actor.departmentId))
    // Administrators see everybody's; theirs is what no head decides on, and their own department where they head it.
    const yours = (eb: ExpressionBuilder<Seen, 'part'>) =>
      administrator
        ? eb.or([
            eb('part.department_id', 'is', null),
            ...(actor.posts.includes(headPost) ? [eb('part.department_id', '=', actor.departmentId)] : []),
          ])
        : eb.lit(true)
    const counts = await seen
      .select((eb) => [
        eb.fn.countAll<number>().filterWhere(yours(eb)).as('total'),
        eb.fn.count<number>('item.decided_by').filterWhere(yours(eb)).as('decided'),
        eb.fn.countAll<number>().filterWhere(eb.not(yours(eb))).as('othersTotal'),
        eb.fn.count<number>('item.decided_by').filterWhere(eb.not(yours(eb))).as('othersDecided'),
      ])
      .executeTakeFirstOrThrow()
    const rows = await seen
      .innerJoin('person', 'person.id', 'item.person_id')
      .innerJoin('department', 'department.id', 'person.department_id')
      .leftJoin('person as reviewer', 'reviewer.id', 'item.decided_by')
      .selectAll('item')
      .select(['person.name', 'department.name as department', 'reviewer.name as reviewer'])
      .select((eb) => sql<boolean>`${yours(eb)}`.as('yours'))
      .orderBy('item.decision', (order) => order.asc().nullsFirst())
      .orderBy('yours', 'desc')
      .orderBy('item.unused', 'desc')
      .orderBy('person.name')
      .orderBy('item.id')
      .limit(shown)
      .execute()
    ctx.record({
      type: 'access-review.viewed',
      subject: { kind: 'access-review', id: review.id },
      detail: { people: [...new Set(rows.map(({ person_id: id }) => id))] },
    })
    return {
      review: {
        quarter: review.quarter,
        openedAt: review.opened_at.toISOString(),
        dueAt: review.due_at.toISOString(),
        closedAt: review.closed_at?.toISOString() ?? null,
        total: counts.total,
        decided: counts.decided,
        others: { total: counts.othersTotal, decided: counts.othersDecided },
        items: rows.map((row) => ({
          id: row.id,
          person: { id: row.person_id, name: row.name },
          department: row.department,
          post: row.post,
          since: row.since.toISOString(),
          lastUsedAt: row.last_used_at?.toISOString() ?? null,
          unused: row.unused,
          own: row.person_id === actor.id,
          yours: row.yours,
          decision: row.decision,
          decidedBy: row.reviewer,
          decidedAt: row.decided_at?.toISOString() ?? null,
          reason: row.reason,
        })),
      },
    }
  },
})
