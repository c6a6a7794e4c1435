import { sql } from 'kysely'
import { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { countFindings } from './count-findings.ts'
import { named } from './finding-view.ts'
import { reviewableBy } from './reader-scope.ts'
import { defineOperation, personOf } from './scope.ts'
import { brief, channelName, findingCounts, instant, paging } from './shapes.ts'

const item = z.object({
  reviewId: z.uuid(),
  material: z.object({ id: z.uuid(), title: z.string(), channel: channelName, advertising: z.boolean() }),
  author: brief,
  level: z.enum(['department', 'legal']),
  version: z.int(),
  submittedAt: instant,
  dueAt: instant.nullable(),
  claimedBy: brief.nullable(),
  /** Wrote at it or decided the other level: it is for somebody else. */
  notForMe: z.boolean(),
  findings: findingCounts,
})

export const listQueue = defineOperation({
  name: 'content.list-queue',
  summary: { zh: '查看审核队列，先到期的在前', en: 'See the review queue, what is due first on top' },
  effect: 'read',
  // Either level has a right of its own; whoever has neither sees an empty queue.
  permission: 'signed-in',
  records: { unrecorded: 'titles and deadlines of the work at hand, no personal data beyond colleagues’ names' },
  input: z.object({ level: z.enum(['department', 'legal']).optional(), mine: z.boolean().optional(), ...paging }),
  output: z.object({ total: z.int(), items: z.array(item) }),
  run: async (ctx, { level, mine, page, pageSize }) => {
    const { id: personId } = personOf(ctx)
    // Who frees overdue claims must see them.
    const scope = mayDo(ctx.actor, 'content.configure') ? sql<boolean>`true` : reviewableBy(ctx.actor)
    const matching = ctx.db
      .selectFrom('material_review')
      .innerJoin('material_submission as submission', 'submission.id', 'material_review.submission_id')
      .innerJoin('material', 'material.id', 'submission.material_id')
      .innerJoin('material_version as version', (join) =>
        join
          .onRef('version.material_id', '=', 'submission.material_id')
          .onRef('version.version', '=', 'submission.version'),
      )
      .leftJoin('obligation', 'obligation.id', 'material_review.obligation_id')
      .where('material_review.state', 'in', ['waiting', 'claimed'])
      .where('material_review.level', 'in', level === undefined ? ['department', 'legal'] : [level])
      .where(scope)
      .$if(mine === true, (query) => query.where('material_review.reviewer_id', '=', personId))
    const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .select([
        'material_review.id',
        'material_review.level',
        'material_review.reviewer_id',
        'material_review.opened_at',
        'submission.id as submission_id',
        'submission.version',
        'submission.submitted_at',
        'material.id as material_id',
        'material.author_id',
        'version.title',
        'version.channel',
        'version.advertising',
        'obligation.due_at',
        sql<boolean>`material.author_id = ${personId}
          or exists (
            select from material_version v
            where v.material_id = material.id and v.version <= submission.version and v.saved_by = ${personId}
          )
          or exists (
            select from material_review other join material_submission s on s.id = other.submission_id
            where s.material_id = material.id and s.version = submission.version
              and other.level <> material_review.level and other.state in ('approved', 'returned')
              and other.reviewer_id = ${personId}
          )`.as('not_for_me'),
      ])
      .orderBy('obligation.due_at')
      .orderBy('material_review.id')
      .limit(pageSize)
      .offset((page - 1) * pageSize)
      .execute()
    const people = rows.flatMap((row) => [row.author_id, row.reviewer_id]).filter((id) => id !== null)
    const names = await ctx.ports.people(ctx.db, [...new Set(people)])
    const counts = await countFindings(ctx.db, rows.map((row) => row.submission_id))
    return {
      total,
      items: rows.flatMap((row) => {
        if (row.level === 'self') return []
        return [
          {
            reviewId: row.id,
            material: { id: row.material_id, title: row.title, channel: row.channel, advertising: row.advertising },
            author: named(names, row.author_id),
            level: row.level,
            version: row.version,
            submittedAt: row.submitted_at.toISOString(),
            dueAt: row.due_at?.toISOString() ?? null,
            claimedBy: row.reviewer_id === null ? null : named(names, row.reviewer_id),
            notForMe: row.not_for_me,
            findings: counts(row.submission_id),
          },
        ]
      }),
    }
  },
})
