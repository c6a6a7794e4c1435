import type { IdentityContext } from '../scope.ts'

/** A head who leaves the department heads it no longer. */
export const endHeadships = async (
  ctx: IdentityContext,
  { personId, departmentId }: { personId: string; departmentId: string },
): Promise<void> => {
  const left = await ctx.db
    .updateTable('department')
    .set({ head_id: null })
    .where('head_id', '=', personId)
    .where('id', '<>', departmentId)
    .returning('id')
    .execute()
  for (const { id } of left) {
    ctx.record({
      type: 'department.changed',
      subject: { kind: 'department', id },
      detail: { head: { from: personId, to: null } },
    })
  }
}
