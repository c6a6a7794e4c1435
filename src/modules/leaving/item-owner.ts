import { ownerOfRow } from '../../kernel/obligation/owner.ts'
import { actingPerson, type LeavingReader } from './scope.ts'

/** Whether the acting person is one of those to whom an obligation falls today. */
export const ownsItem = async (
  ctx: Pick<LeavingReader, 'db' | 'ports' | 'actor'>,
  obligationId: string | null,
): Promise<boolean> => {
  const personId = actingPerson(ctx)
  if (obligationId === null || personId === null) return false
  const row = await ctx.db
    .selectFrom('obligation')
    .select(['owner_person', 'owner_post', 'owner_department'])
    .where('id', '=', obligationId)
    .executeTakeFirst()
  const owner = row === undefined ? undefined : ownerOfRow(row)
  return owner !== undefined && (await ctx.ports.ownersOf(ctx.db, owner)).includes(personId)
}
