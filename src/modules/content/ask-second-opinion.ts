import { maskPersonalData } from '../../screening/personal-data/index.ts'
import { keepMissing, keepOpinion } from './keep-opinion.ts'
import { type ContentDatabase, defineJob } from './scope.ts'
import { opinionTimeoutMs, type OpinionOutcome } from './second-opinion.ts'

/** What goes out about a round: title and copy, with nothing personal left in them, and the digest for a name. */
const questionOf = async (db: ContentDatabase, opinionId: string) => {
  const row = await db
    .selectFrom('material_opinion as opinion')
    .innerJoin('material_submission as submission', 'submission.id', 'opinion.submission_id')
    .innerJoin('material_version as version', (join) =>
      join
        .onRef('version.material_id', '=', 'submission.material_id')
        .onRef('version.version', '=', 'submission.version'),
    )
    .select(['opinion.provider', 'opinion.state', 'submission.digest', 'version.title', 'version.copy'])
    .where('opinion.id', '=', opinionId)
    .executeTakeFirst()
  if (row === undefined || row.state === 'given') return null
  const { provider, digest, title, copy } = row
  return { provider, dataId: digest, text: maskPersonalData(`${title}\n${copy}`, { style: 'full' }) }
}

/**
 * Asks one giver about one round. The call is made before the transaction; what came of it is kept in it. Asked again
 * after a failure that may pass, a few times; the review never waits for it (CNT-2).
 */
export const askSecondOpinion = defineJob<OpinionOutcome | null>({
  name: 'content.ask-second-opinion',
  prepare: async ({ db, ports }, { opinionId }) => {
    if (typeof opinionId !== 'string') return null
    const question = await questionOf(db, opinionId)
    if (question === null) return null
    const giver = ports.secondOpinions.find(({ provider }) => provider === question.provider)
    if (giver === undefined) return { kind: 'missing', reason: 'not-configured' }
    const { text, dataId } = question
    return giver.ask({ text, dataId, signal: AbortSignal.timeout(opinionTimeoutMs) })
  },
  run: async (ctx, { opinionId }, outcome) => {
    if (outcome === null || typeof opinionId !== 'string') return
    if (outcome.kind === 'given') await keepOpinion(ctx, opinionId, outcome.opinion)
    else await keepMissing(ctx, opinionId, outcome.reason)
  },
})
