import { departmentNamed } from '../../people/department-named.ts'
import { tooManyDepartments } from './problems.ts'
import type { ScimContext } from './scope.ts'

/** Where people are put whom the directory says no department of. */
export const unassigned = '待分配'
/** Departments beyond which none is made because a directory names it. */
const mostDepartments = 500

/**
 * The department of a name, made when there is none: it carries no right by itself.
 * @throws Problem `scim.too-many-departments`
 */
export const departmentOf = async (ctx: ScimContext, name: string): Promise<{ id: string }> => {
  const found = await ctx.db.selectFrom('department').select('id').where('name', '=', name).executeTakeFirst()
  if (found !== undefined) return found
  const { count } = await ctx.db
    .selectFrom('department')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (Number(count) >= mostDepartments) throw tooManyDepartments({ most: mostDepartments })
  return { id: await departmentNamed(ctx, name) }
}
