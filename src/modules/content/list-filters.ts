import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../../kernel/actor.ts'
import { boundedText } from './material-fields.ts'
import { reviewableBy, visibleTo } from './reader-scope.ts'
import type { ContentDatabase } from './scope.ts'
import { channelName, instant, materialState } from './shapes.ts'

/** What the list of materials can be narrowed by; the export takes the same. */
export const listFilters = z.object({
  /** Part of the title or the copy. */
  search: boundedText(1, 100).optional(),
  state: materialState.optional(),
  channel: channelName.optional(),
  advertising: z.boolean().optional(),
  departmentId: z.uuid().optional(),
  involvement: z.enum(['mine', 'to-review', 'reviewed']).optional(),
  /** Last change, both ends included. */
  from: instant.optional(),
  to: instant.optional(),
  sort: z.enum(['updated', 'submitted', 'title']).default('updated'),
  order: z.enum(['asc', 'desc']).default('desc'),
})

export type ListFilters = z.output<typeof listFilters>

/** The latest version of every material that the actor may see and the filters let through. */
export const matchingMaterials = (db: ContentDatabase, actor: Actor, filters: ListFilters) => {
  const { search, state, channel, advertising, departmentId, involvement, from, to } = filters
  const pattern = `%${(search ?? '').replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  return db
    .selectFrom('material')
    .innerJoin('material_version as version', (join) =>
      join.onRef('version.material_id', '=', 'material.id').onRef('version.version', '=', 'material.version'),
    )
    .where(visibleTo(actor))
    .$if(search !== undefined, (query) =>
      query.where(({ or, eb }) => or([eb('version.title', 'ilike', pattern), eb('version.copy', 'ilike', pattern)])),
    )
    .$if(state !== undefined, (query) => query.where('material.state', '=', state ?? 'draft'))
    .$if(channel !== undefined, (query) => query.where('version.channel', '=', channel ?? 'moments'))
    .$if(advertising !== undefined, (query) => query.where('version.advertising', '=', advertising ?? false))
    .$if(departmentId !== undefined, (query) => query.where('material.department_id', '=', departmentId ?? ''))
    .$if(from !== undefined, (query) => query.where('material.updated_at', '>=', new Date(from ?? 0)))
    .$if(to !== undefined, (query) => query.where('material.updated_at', '<=', new Date(to ?? 0)))
    .$if(involvement !== undefined, (query) => query.where(involves(actor, involvement ?? 'mine')))
}

const involves = (actor: Actor, how: NonNullable<ListFilters['involvement']>): RawBuilder<SqlBool> => {
  if (actor.kind !== 'person') return sql`false`
  const personId = actor.id
  switch (how) {
    case 'mine':
      return sql`(material.author_id = ${personId} or exists (
        select from material_version v where v.material_id = material.id and v.saved_by = ${personId}
      ))`
    case 'to-review':
      return sql`exists (
        select from material_submission s join material_review on material_review.submission_id = s.id
        where s.material_id = material.id and ${reviewableBy(actor)}
          and (material_review.state = 'waiting'
            or (material_review.state = 'claimed' and material_review.reviewer_id = ${personId}))
          and material.author_id <> ${personId}
          and not exists (
            select from material_version v where v.material_id = material.id and v.saved_by = ${personId}
          )
      )`
    case 'reviewed':
      return sql`exists (
        select from material_submission s join material_review r on r.submission_id = s.id
        where s.material_id = material.id and r.level <> 'self'
          and r.state in ('approved', 'returned') and r.reviewer_id = ${personId}
      )`
  }
}
