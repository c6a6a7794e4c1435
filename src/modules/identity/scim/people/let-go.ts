import { enforce } from '../../../../kernel/gate.ts'
import { brakeHours, mayLeaveAtOnce } from '../../directory/brake.ts'
import { resolveOwner } from '../../people/owners.ts'
import { administratorPost } from '../../posts/posts-gate.ts'
import { scimLeavingGate } from './people-gates.ts'
import { keepKnown } from './keep-known.ts'
import type { ScimContext } from './scope.ts'

const brakeMs = brakeHours * 3_600_000

/**
 * Lets somebody leave at once because the directory says so, by the one way through (leaving). Whoever calls it has
 * locked the person, so that two calls do not both count as the last one that is allowed.
 * @throws Problem `gate.refused`: too many in a day, or as leaving says
 */
export const letGo = async (ctx: ScimContext, personId: string): Promise<void> => {
  const counted = await ctx.db
    .selectFrom('scim_person')
    .select((eb) => eb.fn.countAll<number>().as('gone'))
    .where('left_at', '>', new Date(ctx.now.getTime() - brakeMs))
    .executeTakeFirstOrThrow()
  const present = await ctx.db
    .selectFrom('person')
    .select((eb) => eb.fn.countAll<number>().as('people'))
    .where('state', 'in', ['invited', 'active'])
    .executeTakeFirstOrThrow()
  const [gone, people] = [Number(counted.gone), Number(present.people)]
  enforce(scimLeavingGate({ gone, people }))
  await ctx.ports.leave(ctx, personId)
  await keepKnown(ctx, personId)
  await ctx.db.updateTable('scim_person').set({ left_at: ctx.now }).where('person_id', '=', personId).execute()
  if (gone + 1 === mayLeaveAtOnce(people + gone)) await warn(ctx, gone + 1)
}

/** Told once, by the last one that is allowed. */
const warn = async (ctx: ScimContext, gone: number): Promise<void> => {
  for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
    await ctx.notify(administrator, {
      kind: 'scim.many-leavings',
      sentence: {
        zh: '通讯录在 24 小时内已办理 {gone} 人离职，达到上限，后续的已暂停，请核对是否属实',
        en: 'The directory let {gone} people go within a day, which is the most; further ones are refused. Check whether it is right',
      },
      params: { gone },
      link: '/leaving',
    })
  }
}
