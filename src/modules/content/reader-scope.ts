import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { type Actor, mayDo } from '../../kernel/actor.ts'
import { contentPermissions } from './vocabulary.ts'

// Whoever may only have a text checked has no business with anybody's material.
const worksWithContent = (actor: Actor): boolean =>
  Object.keys(contentPermissions).some((id) => id !== 'content.check' && mayDo(actor, id))

// Legal reviews for every department; whoever sets the deadlines is told when one is missed and must be able to look.
const seeAll = ['content.view-all', 'content.review-legal', 'content.configure']

/**
 * Which rows of `material` the actor may see: overseers every one, others their own, those of their department and
 * those that they reviewed; a department reviewer also those that wait for a stand-in. Nobody without a right on
 * content sees any. What is outside is answered as not found.
 */
export const visibleTo = (actor: Actor): RawBuilder<SqlBool> => {
  if (seeAll.some((permission) => mayDo(actor, permission))) return sql`true`
  if (actor.kind !== 'person' || !worksWithContent(actor)) return sql`false`
  return sql`(
    material.author_id = ${actor.id}
    or material.department_id = ${actor.departmentId}
    or exists (
      select from material_submission s join material_review r on r.submission_id = s.id
      where s.material_id = material.id and (r.reviewer_id = ${actor.id} or ${standsIn(actor)})
    )
  )`
}

const standsIn = (actor: Actor): RawBuilder<SqlBool> =>
  mayDo(actor, 'content.review-department')
    ? sql`(r.level = 'department' and r.department_id is null and r.state in ('waiting', 'claimed'))`
    : sql`false`

/**
 * Which rows of `material_review` the actor may decide by right; whether by person is the review gate's business.
 * Expects the review under the name `material_review`.
 */
export const reviewableBy = (actor: Actor): RawBuilder<SqlBool> => {
  const legal = mayDo(actor, 'content.review-legal') ? sql`material_review.level = 'legal'` : sql`false`
  const department =
    actor.kind === 'person' && mayDo(actor, 'content.review-department')
      ? sql`(material_review.level = 'department'
          and (material_review.department_id is null or material_review.department_id = ${actor.departmentId}))`
      : sql`false`
  return sql`(${legal} or ${department})`
}

/** The same rule for one review in hand. */
export const hasReviewRight = (
  actor: Actor,
  review: { level: 'self' | 'department' | 'legal'; departmentId: string | null },
): boolean => {
  switch (review.level) {
    case 'self':
      return false
    case 'legal':
      return mayDo(actor, 'content.review-legal')
    case 'department':
      return (
        actor.kind === 'person' &&
        mayDo(actor, 'content.review-department') &&
        (review.departmentId === null || review.departmentId === actor.departmentId)
      )
  }
}
