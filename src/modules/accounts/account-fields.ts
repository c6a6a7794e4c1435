import { z } from 'zod'
import { defineProblem } from '../../kernel/errors.ts'
import { platformField } from './platforms.ts'
import type { AccountsContext } from './scope.ts'

export const accountFields = {
  platform: platformField,
  name: z.string().trim().min(1).max(100),
  /** The account's id at the platform, where it has one. */
  platformId: z.string().trim().min(1).max(100).nullable(),
  departmentId: z.uuid(),
  ownerId: z.uuid(),
  core: z.boolean(),
}

export const accountTaken = defineProblem('conflict', 'account.registered-already', {
  zh: '该平台上的这个账号已经登记，请在列表中查找。',
  en: 'This account of the platform is registered already; look for it in the list.',
})

const ownerUnfit = defineProblem('invalid', 'account.owner-unfit', {
  zh: '责任人须是在岗人员，请重新选择。',
  en: 'The owner must be an active person; choose another one.',
})

const departmentUnknown = defineProblem('invalid', 'account.department-unknown', {
  zh: '所选部门不存在，请重新选择。',
  en: 'There is no such department; choose another one.',
})

type Hands = { departmentId: string; ownerId: string }

/**
 * Whether an account would be in good hands: a department that exists and an owner who is active. What stays as it was
 * is not judged, so that an account of somebody who left can still be closed.
 * @throws Problem `account.owner-unfit`, `account.department-unknown`
 */
export const checkHands = async (ctx: AccountsContext, next: Hands, before?: Hands): Promise<void> => {
  if (next.ownerId !== before?.ownerId) {
    const owner = (await ctx.ports.people(ctx.db, [next.ownerId])).get(next.ownerId)
    if (owner?.active !== true) throw ownerUnfit()
  }
  if (next.departmentId !== before?.departmentId) {
    const departments = await ctx.ports.departments(ctx.db)
    if (!departments.some(({ id }) => id === next.departmentId)) throw departmentUnknown()
  }
}
