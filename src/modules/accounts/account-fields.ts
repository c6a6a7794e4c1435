import { z } from 'zod'
import { defineProblem } from '../../kernel/errors.ts'
import { factorField } from './factors.ts'
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

/** A mobile or a landline of mainland China. */
const phone = z
  .string()
  .trim()
  .max(20)
  .regex(/^(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})$/)

/** What may be left out: an account is registered without it, and an update without it keeps what there is. */
export const furtherFields = {
  standInId: z.uuid().nullable().optional(),
  /** Whom the platform verified (认证主体). */
  verifiedSubject: z.string().trim().min(1).max(100).nullable().optional(),
  verificationExpiresOn: z.iso.date().nullable().optional(),
  recoveryPhone: phone.nullable().optional(),
  recoveryMail: z.email().max(200).nullable().optional(),
  /** What is switched on at the platform. */
  factors: z.array(factorField).max(6).optional(),
}

export const accountTaken = defineProblem('conflict', 'account.registered-already', {
  zh: '该平台上的这个账号已经登记，请在列表中查找。',
  en: 'This account of the platform is registered already; look for it in the list.',
})

const ownerUnfit = defineProblem('invalid', 'account.owner-unfit', {
  zh: '责任人须是在岗人员，请重新选择。',
  en: 'The owner must be an active person; choose another one.',
})

const standInUnfit = defineProblem('invalid', 'account.stand-in-unfit', {
  zh: '备岗人须是在岗人员，且不能是责任人本人，请重新选择。',
  en: 'The stand-in must be an active person other than the owner; choose another one.',
})

const departmentUnknown = defineProblem('invalid', 'account.department-unknown', {
  zh: '所选部门不存在，请重新选择。',
  en: 'There is no such department; choose another one.',
})

type Hands = { departmentId: string; ownerId: string; standInId: string | null }

/**
 * Whether an account would be in good hands: a department that exists, an owner who is active, a stand-in who is
 * active and another person. Who stays as they were is not judged by their state, so that an account of somebody who left
 * can still be closed.
 * @throws Problem `account.owner-unfit`, `account.stand-in-unfit`, `account.department-unknown`
 */
export const checkHands = async (ctx: AccountsContext, next: Hands, before?: Hands): Promise<void> => {
  const people = await ctx.ports.people(ctx.db, [next.ownerId, ...(next.standInId === null ? [] : [next.standInId])])
  if (next.ownerId !== before?.ownerId && people.get(next.ownerId)?.active !== true) throw ownerUnfit()
  if (next.standInId !== null) {
    if (next.standInId === next.ownerId) throw standInUnfit()
    const isNew = next.standInId !== before?.standInId
    if (isNew && people.get(next.standInId)?.active !== true) throw standInUnfit()
  }
  if (next.departmentId !== before?.departmentId) {
    const departments = await ctx.ports.departments(ctx.db)
    if (!departments.some(({ id }) => id === next.departmentId)) throw departmentUnknown()
  }
}
