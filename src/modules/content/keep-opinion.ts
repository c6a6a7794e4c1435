import { newId } from '../../kernel/id.ts'
import { decide } from '../../screening/verdict.ts'
import { materialLink } from './material-link.ts'
import { raises } from './opinion-gate.ts'
import type { OpinionRow } from './opinion-store.ts'
import type { ContentContext } from './scope.ts'
import { type MissingReason, nextAttempt, type Opinion } from './second-opinion.ts'
import { findingsOf, type Submission } from './submission-store.ts'

type Situation = { opinion: OpinionRow; submission: Submission }

/**
 * The opinion and its round, with the material locked: an approval and an opinion on the same text never cross.
 * Undefined when the opinion was given meanwhile.
 */
const lockSituation = async ({ db }: ContentContext, opinionId: string): Promise<Situation | undefined> => {
  const { submission_id: submissionId } = await db
    .selectFrom('material_opinion')
    .select('submission_id')
    .where('id', '=', opinionId)
    .executeTakeFirstOrThrow()
  const round = db.selectFrom('material_submission').selectAll().where('id', '=', submissionId)
  const { material_id: materialId } = await round.executeTakeFirstOrThrow()
  await db.selectFrom('material').select('id').where('id', '=', materialId).forUpdate().execute()
  const opinion = await db
    .selectFrom('material_opinion')
    .selectAll()
    .where('id', '=', opinionId)
    .where('state', '<>', 'given')
    .executeTakeFirst()
  return opinion === undefined ? undefined : { opinion, submission: await round.executeTakeFirstOrThrow() }
}

/** Keeps an opinion. Where it raises what the machine decided, a finding that a person has to answer goes with it. */
export const keepOpinion = async (ctx: ContentContext, opinionId: string, given: Opinion): Promise<void> => {
  const situation = await lockSituation(ctx, opinionId)
  if (situation === undefined) return
  const { submission, opinion } = situation
  const findings = await findingsOf(ctx.db, submission.id)
  const machine = decide(findings.filter(({ opinion_id: of }) => of === null))
  const raised = raises(machine, given.decision)
  await ctx.db
    .updateTable('material_opinion')
    .set({
      state: 'given',
      answered_at: ctx.now,
      decision: given.decision,
      labels: JSON.stringify(given.labels),
      reasons: JSON.stringify(given.reasons),
      score: given.score,
      request_id: given.requestId,
      raised,
      missing_reason: null,
      next_attempt_at: null,
    })
    .where('id', '=', opinionId)
    .execute()
  ctx.record({
    type: 'opinion.given',
    subject: { kind: 'material', id: submission.material_id },
    detail: {
      provider: opinion.provider,
      decision: given.decision,
      machine,
      raised,
      labels: given.labels,
      requestId: given.requestId,
      version: submission.version,
      digest: submission.digest,
    },
  })
  if (!raised) return
  if (submission.state === 'open') await addFinding(ctx, situation, given)
  await tellPeople(ctx, situation)
}

/** Keeps that there is no opinion, and asks again later where that may help and the round still runs. */
export const keepMissing = async (ctx: ContentContext, opinionId: string, reason: MissingReason): Promise<void> => {
  const situation = await lockSituation(ctx, opinionId)
  if (situation === undefined) return
  const { submission, opinion } = situation
  const failures = opinion.failures + 1
  const again = submission.state === 'open' ? nextAttempt(reason, failures, ctx.now) : null
  await ctx.db
    .updateTable('material_opinion')
    .set({ state: 'missing', answered_at: ctx.now, failures, missing_reason: reason, next_attempt_at: again })
    .where('id', '=', opinionId)
    .execute()
  if (again !== null) {
    await ctx.enqueue('content.ask-second-opinion', { opinionId }, { startAfter: again, key: opinionId })
  }
  ctx.record({
    type: 'opinion.missed',
    subject: { kind: 'material', id: submission.material_id },
    detail: { provider: opinion.provider, reason, failures, version: submission.version, digest: submission.digest },
  })
}

const verdicts = { review: '需要人工判断', block: '不宜发布' } as const

const addFinding = async (
  { db, now, ports }: ContentContext,
  { submission, opinion }: Situation,
  { decision, labels, reasons }: Opinion,
): Promise<void> => {
  if (decision === 'pass') return
  const name = ports.secondOpinions.find(({ provider }) => provider === opinion.provider)?.name.zh ?? opinion.provider
  const grounds = [labels.join('、'), reasons.slice(0, 3).join('；')].filter((text) => text !== '').join('：')
  await db
    .insertInto('material_finding')
    .values({
      id: newId(now.getTime()),
      submission_id: submission.id,
      opinion_id: opinion.id,
      field: 'copy',
      rule: `second-opinion.${opinion.provider}`,
      category: 'second_opinion',
      severity: 'warn',
      // It is about the text as a whole.
      start_offset: 0,
      end_offset: 0,
      excerpt: '',
      law: `第二意见（${name}）`,
      advice: '核对第二意见所指的内容：确有问题的，改写后重新提交；没有问题的，写明理由。',
      why: `机器检查没有发现问题，${name}认为${verdicts[decision]}${grounds === '' ? '' : `（${grounds.slice(0, 1500)}）`}。`,
      answer_evidence: null,
    })
    .execute()
}

/** The writers, and whoever holds or has decided a review of this round: it may have come after they looked. */
const tellPeople = async (ctx: ContentContext, { submission }: Situation): Promise<void> => {
  const { author_id: authorId } = await ctx.db
    .selectFrom('material')
    .select('author_id')
    .where('id', '=', submission.material_id)
    .executeTakeFirstOrThrow()
  const { title } = await ctx.db
    .selectFrom('material_version')
    .select('title')
    .where('material_id', '=', submission.material_id)
    .where('version', '=', submission.version)
    .executeTakeFirstOrThrow()
  const reviewers = await ctx.db
    .selectFrom('material_review')
    .select('reviewer_id')
    .where('submission_id', '=', submission.id)
    .where('level', '<>', 'self')
    .execute()
  const people = [authorId, submission.submitted_by, ...reviewers.map((row) => row.reviewer_id)]
  for (const personId of new Set(people.filter((id) => id !== null))) {
    await ctx.notify(personId, {
      kind: 'opinion.raised',
      sentence:
        submission.state === 'open'
          ? { zh: '第二意见提出疑问，请核对：《{title}》', en: 'A second opinion doubts it, please look: {title}' }
          : {
              zh: '第二意见在审核结束后才到，并提出疑问，请复核：《{title}》',
              en: 'A second opinion came after the review had ended and doubts it; look again: {title}',
            },
      params: { title },
      link: materialLink(submission.material_id),
    })
  }
}
