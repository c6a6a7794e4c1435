import type { VaultContext } from '../scope.ts'
import { exportTimes } from './export-life.ts'

export const makeExportJob = 'vault.make-export'

/** Asks for the next step of an export. */
export const wakeMaking = async ({ enqueue }: Pick<VaultContext, 'enqueue'>, id: string): Promise<void> => enqueue(makeExportJob, { id }, { key: id })

/**
 * Asks again for the next step of exports that stand still: of a server that was killed, the queue gives a job back only minutes
 * later. The row is the truth, so that one step too many finds nothing to do.
 */
export const wakeStalled = async (ctx: Pick<VaultContext, 'db' | 'now' | 'enqueue'>): Promise<void> => {
  const stalled = await ctx.db
    .selectFrom('vault_export')
    .select('id')
    .where('state', '=', 'making')
    .where('moved_at', '<', new Date(ctx.now.getTime() - exportTimes.stalledSeconds * 1000))
    .limit(100)
    .execute()
  for (const { id } of stalled) await wakeMaking(ctx, id)
}
