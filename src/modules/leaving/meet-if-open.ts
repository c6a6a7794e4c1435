import type { LeavingContext } from './scope.ts'

/** Meets the obligation of an item, unless the module that keeps the thing has met or replaced it already. */
export const meetIfOpen = async (
  ctx: LeavingContext,
  obligationId: string | null,
  evidence: Readonly<Record<string, unknown>>,
): Promise<void> => {
  const open = await ctx.db
    .selectFrom('obligation')
    .select('id')
    .where('id', '=', obligationId)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (open !== undefined) await ctx.obligations.meet(open.id, evidence)
}
