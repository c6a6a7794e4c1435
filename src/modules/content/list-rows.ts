import { sql } from 'kysely'
import { countFindings } from './count-findings.ts'
import { named } from './finding-view.ts'
import { type ListFilters, matchingMaterials } from './list-filters.ts'
import type { ContentContext } from './scope.ts'
import { unknownName } from './shapes.ts'

const sortColumns = {
  updated: 'material.updated_at',
  submitted: 'material.submitted_at',
  title: 'version.title',
} as const

/** How many materials match. */
export const countMaterials = async (ctx: ContentContext, filters: ListFilters): Promise<number> => {
  const { total } = await matchingMaterials(ctx.db, ctx.actor, filters)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

/** The materials that match, as a list shows them. */
export const listRows = async (ctx: ContentContext, filters: ListFilters, page: { limit: number; offset: number }) => {
  const rows = await matchingMaterials(ctx.db, ctx.actor, filters)
    .select([
      'material.id',
      'material.state',
      'material.version',
      'material.author_id',
      'material.department_id',
      'material.submitted_at',
      'material.updated_at',
      'version.title',
      'version.channel',
      'version.industry',
      'version.advertising',
      'version.ai_generated',
      sql<string | null>`(
        select s.id from material_submission s where s.material_id = material.id and s.version = material.version
        order by s.submitted_at desc limit 1
      )`.as('submission_id'),
      sql<Date | null>`(
        select o.due_at from material_submission s
        join material_review r on r.submission_id = s.id
        join obligation o on o.id = r.obligation_id
        where s.material_id = material.id and s.state = 'open' and r.state in ('waiting', 'claimed')
        limit 1
      )`.as('due_at'),
      sql<number>`(
        select count(*) from material_publication p where p.material_id = material.id and p.taken_down_at is null
      )`.as('publications'),
    ])
    .orderBy(sortColumns[filters.sort], (by) => (filters.order === 'asc' ? by.asc() : by.desc()).nullsLast())
    .orderBy('material.id')
    .limit(page.limit)
    .offset(page.offset)
    .execute()
  const names = await ctx.ports.people(ctx.db, [...new Set(rows.map((row) => row.author_id))])
  const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
  const counts = await countFindings(ctx.db, rows.flatMap((row) => row.submission_id ?? []))
  return rows.map((row) => ({
    id: row.id,
    state: row.state,
    version: row.version,
    title: row.title,
    channel: row.channel,
    industry: row.industry,
    advertising: row.advertising,
    aiGenerated: row.ai_generated,
    author: named(names, row.author_id),
    department: { id: row.department_id, name: departments.get(row.department_id) ?? unknownName },
    findings: counts(row.submission_id),
    publications: row.publications,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    updatedAt: row.updated_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
  }))
}

export type ListRow = Awaited<ReturnType<typeof listRows>>[number]
