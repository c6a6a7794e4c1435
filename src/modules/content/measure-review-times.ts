import { z } from 'zod'
import { materialStates } from './life-cycle.ts'
import { visibleTo } from './reader-scope.ts'
import { figuresOf, inTimeShare, type Span } from './review-times.ts'
import { type ContentContext, defineOperation } from './scope.ts'
import { instant, level, materialState } from './shapes.ts'
import type { ReviewLevel } from './tables.ts'

/** Rounds that one measurement reads, the latest first. */
const mostRounds = 20_000

const figures = z.object({ count: z.int(), medianMinutes: z.number().nullable(), p90Minutes: z.number().nullable() })

export const measureReviewTimes = defineOperation({
  name: 'content.measure-review-times',
  summary: { zh: '统计审核用时', en: 'Measure how long reviews take' },
  effect: 'read',
  // Counts over what the reader may see.
  permission: 'signed-in',
  records: { unrecorded: 'figures without names' },
  /** By the moment of the decision, both ends included. */
  input: z.object({ from: instant.optional(), to: instant.optional() }),
  output: z.object({
    /** From submission to the last decision: approved or returned. */
    total: figures,
    levels: z.array(figures.extend({ level, inTimeShare: z.number().nullable() })),
    /** Where the materials stand that were created in that time. */
    funnel: z.array(z.object({ state: materialState, count: z.int() })),
  }),
  run: async (ctx, input) => {
    const period = { from: new Date(input.from ?? 0), to: new Date(input.to ?? ctx.now) }
    const reviews = await decidedReviews(ctx, period)
    return {
      total: figuresOf(await rounds(ctx, period)),
      levels: (['self', 'department', 'legal'] as const).map((name) => {
        const spans = reviews.filter((review) => review.level === name)
        return { level: name, ...figuresOf(spans), inTimeShare: inTimeShare(spans) }
      }),
      funnel: await funnel(ctx, period),
    }
  },
})

type Period = { from: Date; to: Date }

const rounds = async ({ db, actor }: ContentContext, { from, to }: Period): Promise<readonly Span[]> => {
  const rows = await db
    .selectFrom('material_submission as submission')
    .innerJoin('material', 'material.id', 'submission.material_id')
    .select(['submission.submitted_at', 'submission.ended_at'])
    .where(visibleTo(actor))
    .where('submission.state', 'in', ['approved', 'returned'])
    .where('submission.ended_at', '>=', from)
    .where('submission.ended_at', '<=', to)
    .orderBy('submission.ended_at', 'desc')
    .limit(mostRounds)
    .execute()
  return rows.flatMap(({ submitted_at: start, ended_at: end }) =>
    end === null ? [] : [{ from: start, to: end, dueAt: null }],
  )
}

const decidedReviews = async (
  { db, actor }: ContentContext,
  { from, to }: Period,
): Promise<readonly (Span & { level: ReviewLevel })[]> => {
  const rows = await db
    .selectFrom('material_review as review')
    .innerJoin('material_submission as submission', 'submission.id', 'review.submission_id')
    .innerJoin('material', 'material.id', 'submission.material_id')
    .select(['review.level', 'review.opened_at', 'review.decided_at', 'review.due_at'])
    .where(visibleTo(actor))
    .where('review.state', 'in', ['approved', 'returned'])
    .where('review.decided_at', '>=', from)
    .where('review.decided_at', '<=', to)
    .orderBy('review.decided_at', 'desc')
    .limit(3 * mostRounds)
    .execute()
  return rows.flatMap(({ level: name, opened_at: start, decided_at: end, due_at: dueAt }) =>
    end === null ? [] : [{ level: name, from: start, to: end, dueAt }],
  )
}

const funnel = async ({ db, actor }: ContentContext, { from, to }: Period) => {
  const rows = await db
    .selectFrom('material')
    .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
    .where(visibleTo(actor))
    .where('created_at', '>=', from)
    .where('created_at', '<=', to)
    .groupBy('state')
    .execute()
  const counts = new Map(rows.map(({ state, count }) => [state, count]))
  return materialStates.map((state) => ({ state, count: counts.get(state) ?? 0 }))
}
