import type { Selectable } from 'kysely'
import { newId } from '../../kernel/id.ts'
import type { ContentContext, ContentDatabase } from './scope.ts'
import type { ContentTables } from './tables.ts'

export type OpinionRow = Selectable<ContentTables['material_opinion']>

/** Asks every giver that is configured for an opinion on the round, in jobs that run once the submission is kept. */
export const askForOpinions = async (ctx: ContentContext, submissionId: string): Promise<void> => {
  for (const { provider } of ctx.ports.secondOpinions) {
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('material_opinion')
      .values({
        id,
        submission_id: submissionId,
        provider,
        state: 'waiting',
        opened_at: ctx.now,
        labels: '[]',
        reasons: '[]',
      })
      .execute()
    await ctx.enqueue('content.ask-second-opinion', { opinionId: id }, { key: id })
  }
}

/** The opinions on a round, in the order in which they were asked for. */
export const opinionsOf = (db: ContentDatabase, submissionId: string): Promise<OpinionRow[]> =>
  db
    .selectFrom('material_opinion')
    .selectAll()
    .where('submission_id', '=', submissionId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute()
