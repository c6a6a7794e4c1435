import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { reference } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'

/** Posts that are shown; of more the counts say how many. */
const shown = 500

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
        total: z.int(),
        decided: z.int(),
        /** Undecided and unused first. */
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
    const mine = ctx.db
      .selectFrom('access_review_item as item')
      .innerJoin('access_review_part as part', 'part.id', 'item.part_id')
      .where('part.review_id', '=', review.id)
      .$if(!mayDo(actor, 'identity.manage-people'), (query) => query.where('part.department_id', '=', actor.departmentId))
    const { total, decided } = await mine
      .select((eb) => [eb.fn.countAll<number>().as('total'), eb.fn.count<number>('item.decision').as('decided')])
      .executeTakeFirstOrThrow()
    const rows = await mine
      .innerJoin('person', 'person.id', 'item.person_id')
      .innerJoin('department', 'department.id', 'person.department_id')
      .leftJoin('person as reviewer', 'reviewer.id', 'item.decided_by')
      .selectAll('item')
      .select(['person.name', 'department.name as department', 'reviewer.name as reviewer'])
      .orderBy('item.decision', (order) => order.asc().nullsFirst())
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
        total,
        decided,
        items: rows.map((row) => ({
          id: row.id,
          person: { id: row.person_id, name: row.name },
          department: row.department,
          post: row.post,
          since: row.since.toISOString(),
          lastUsedAt: row.last_used_at?.toISOString() ?? null,
          unused: row.unused,
          own: row.person_id === actor.id,
          decision: row.decision,
          decidedBy: row.reviewer,
          decidedAt: row.decided_at?.toISOString() ?? null,
          reason: row.reason,
        })),
      },
    }
  },
})
