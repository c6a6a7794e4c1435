import type { IdentityContext } from '../scope.ts'
import { newId } from '../../../kernel/id.ts'
import { readingUnderWay } from './problems.ts'
import type { DirectoryProvider } from './tables.ts'

export const readDirectoryJob = 'identity.read-directory'

/**
 * Begins to read the contact book; the job does the reading, step by step.
 * @param begunBy null for the daily one
 * @throws Problem `directory.reading-under-way`
 */
export const beginReading = async (ctx: IdentityContext, provider: DirectoryProvider, begunBy: string | null): Promise<string> => {
  const id = newId(ctx.now.getTime())
  const made = await ctx.db
    .insertInto('directory_reading')
    .values({
      id,
      provider,
      state: 'reading',
      stage: 'departments',
      begun_by: begunBy,
      begun_at: ctx.now,
      ended_at: null,
      members: 0,
      failures: 0,
      problem: null,
      next_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('provider').where('state', '=', 'reading').doNothing())
    .returning('id')
    .execute()
  if (made.length === 0) throw readingUnderWay()
  ctx.record({ type: 'directory.reading-begun', subject: { kind: 'directory-reading', id }, detail: { provider } })
  await ctx.enqueue(readDirectoryJob, { id }, { key: `${id} ${newId()}` })
  return id
}
