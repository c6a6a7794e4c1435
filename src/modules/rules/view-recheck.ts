import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { labelOf } from './in-force.ts'
import { defineOperation } from './scope.ts'
import { brief, findingBriefShape, instant, named } from './shapes.ts'

export const viewRecheck = defineOperation({
  name: 'rules.view-recheck',
  summary: {
    zh: '查看在线发布的复查进度和发现的问题',
    en: 'See how far the re-check of what is live has come, and what it found',
  },
  effect: 'read',
  permission: 'rules.view',
  records: { unrecorded: 'what was published is public' },
  input: z.strictObject({
    state: z.enum(['open', 'settled']).optional(),
    materialId: z.uuid().optional(),
    ...pageFields,
  }),
  output: z.object({
    /** The latest ones, newest first. */
    rechecks: z.array(
      z.object({
        id: z.uuid(),
        label: z.string(),
        state: z.enum(['running', 'done', 'superseded']),
        total: z.int(),
        checked: z.int(),
        offending: z.int(),
        startedAt: instant,
        endedAt: instant.nullable(),
      }),
    ),
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        publicationId: z.uuid(),
        materialId: z.uuid(),
        title: z.string(),
        decision: z.enum(['review', 'deny']),
        label: z.string(),
        findings: z.array(findingBriefShape),
        owner: brief.nullable(),
        dueAt: instant,
        foundAt: instant,
        settled: z
          .object({ at: instant, takenDown: z.boolean(), reason: z.string().nullable(), by: brief.nullable() })
          .nullable(),
      }),
    ),
  }),
  run: async (ctx, { state, materialId, ...page }) => {
    const { db } = ctx
    const rechecks = await db
      .selectFrom('rule_recheck')
      .selectAll()
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(10)
      .execute()
    const matching = db
      .selectFrom('rule_offence as offence')
      .$if(state === 'open', (query) => query.where('offence.settled_at', 'is', null))
      .$if(state === 'settled', (query) => query.where('offence.settled_at', 'is not', null))
      .$if(materialId !== undefined, (query) => query.where('offence.material_id', '=', materialId ?? ''))
    const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .innerJoin('rule_recheck as recheck', 'recheck.id', 'offence.recheck_id')
      .innerJoin('obligation', 'obligation.id', 'offence.obligation_id')
      .selectAll('offence')
      .select(['recheck.version', 'recheck.packs_version', 'obligation.owner_person', 'obligation.due_at'])
      .orderBy('offence.found_at', 'desc')
      .orderBy('offence.id')
      .limit(page.pageSize)
      .offset(offsetOf(page))
      .execute()
    const ids = rows.flatMap((row) => [row.owner_person, row.kept_by]).filter((id) => id !== null)
    const names = await ctx.ports.people(db, [...new Set(ids)])
    return {
      rechecks: rechecks.map((row) => ({
        id: row.id,
        label: labelOf(row.version ?? 0, row.packs_version),
        state: row.state,
        total: Math.max(row.total, row.checked),
        checked: row.checked,
        offending: row.offending,
        startedAt: row.started_at.toISOString(),
        endedAt: row.ended_at?.toISOString() ?? null,
      })),
      total,
      items: rows.map((row) => ({
        id: row.id,
        publicationId: row.publication_id,
        materialId: row.material_id,
        title: row.title,
        decision: row.decision,
        label: labelOf(row.version ?? 0, row.packs_version),
        findings: row.findings,
        owner: row.owner_person === null ? null : named(names, row.owner_person),
        dueAt: row.due_at.toISOString(),
        foundAt: row.found_at.toISOString(),
        settled:
          row.settled_at === null
            ? null
            : {
                at: row.settled_at.toISOString(),
                takenDown: row.taken_down,
                reason: row.kept_reason,
                by: row.kept_by === null ? null : named(names, row.kept_by),
              },
      })),
    }
  },
})
