import { newId } from '../../kernel/id.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { Material } from './material-store.ts'
import { materialLink } from './material-link.ts'
import { reviewMinutes } from './review-setting.ts'
import type { ContentContext } from './scope.ts'

type Opening = {
  material: Material
  submissionId: string
  level: 'department' | 'legal'
  /** Who must not decide it: the writers, and who decided the level before. */
  excluding: readonly string[]
}

const titles: Record<Opening['level'], Sentence> = {
  department: { zh: '部门审核：《{title}》', en: 'Department review: {title}' },
  legal: { zh: '法务审核：《{title}》', en: 'Legal review: {title}' },
}

/**
 * Puts a level into the queue: with a deadline, an owner, somebody to escalate to, and a notice to everybody who may
 * take it.
 */
export const openReview = async (ctx: ContentContext, opening: Opening): Promise<void> => {
  const { material, submissionId, level } = opening
  const { owner, departmentId, reviewers } = await findReviewers(ctx, opening)
  const minutes = await reviewMinutes(ctx.db, material.departmentId)
  const link = materialLink(material.id)
  const params = { title: material.fields.title }
  const { id: obligationId, dueAt } = await ctx.obligations.open({
    kind: `content.${level}-review`,
    title: titles[level],
    params,
    subject: { kind: 'material', id: material.id },
    owner,
    escalateTo: await escalation(ctx, opening, reviewers),
    term: { minutes: minutes[level] },
    link,
  })
  const reviewId = newId(ctx.now.getTime())
  await ctx.db
    .insertInto('material_review')
    .values({
      id: reviewId,
      submission_id: submissionId,
      level,
      state: 'waiting',
      department_id: departmentId,
      opened_at: ctx.now,
      due_at: dueAt,
      obligation_id: obligationId,
    })
    .execute()
  ctx.record({
    type: 'review.opened',
    subject: { kind: 'material', id: material.id },
    detail: { reviewId, level, version: material.version, digest: material.digest, dueAt: dueAt.toISOString() },
  })
  for (const personId of reviewers) {
    await ctx.notify(personId, { kind: 'review.assigned', sentence: titles[level], params, link })
  }
}

type Reviewers = { owner: Owner; departmentId: string | null; reviewers: readonly string[] }

/**
 * Legal is one for the whole company. A department reviews its own; where nobody is left there who did not write at
 * the text, the heads of the other departments stand in, so that separation of duties does not stop the house.
 */
const findReviewers = async (ctx: ContentContext, { material, level, excluding }: Opening): Promise<Reviewers> => {
  const eligible = async (owner: Owner): Promise<readonly string[]> =>
    (await ctx.ports.holders(ctx.db, owner)).filter((id) => !excluding.includes(id))
  if (level === 'legal') {
    const owner = { post: 'legal' }
    return { owner, departmentId: null, reviewers: await eligible(owner) }
  }
  const own = { post: 'department-head', departmentId: material.departmentId }
  const reviewers = await eligible(own)
  if (reviewers.length > 0) return { owner: own, departmentId: material.departmentId, reviewers }
  const anywhere = { post: 'department-head' }
  return { owner: anywhere, departmentId: null, reviewers: await eligible(anywhere) }
}

/** The head of the department, unless the head wrote it or is the only one who could have decided it. */
const escalation = async (ctx: ContentContext, opening: Opening, reviewers: readonly string[]): Promise<Owner> => {
  const { material, level, excluding } = opening
  const head = level === 'department' ? await ctx.ports.departmentHead(ctx.db, material.departmentId) : null
  if (head === null || excluding.includes(head) || (reviewers.length === 1 && reviewers[0] === head)) {
    return { post: 'security-administrator' }
  }
  return { personId: head }
}
