import { defineGate, type Gate } from '../../../kernel/gate.ts'

export type ReviewFacts = {
  reviewerId: string
  reviewerDepartment: string
  /** Whether the reviewer manages people: a security administrator. */
  administrator: boolean
  items: readonly {
    personId: string
    /** Whose heads decide; null for the security administrators. */
    departmentId: string | null
    decision: 'confirmed' | 'withdrawn'
    reason: string | undefined
  }[]
}

/** Whether somebody may decide on these posts: never on their own, heads on their department alone (ACC-1, ACC-2). */
export const reviewGate: Gate<ReviewFacts> = defineGate<ReviewFacts>([
  {
    code: 'access-review.oneself',
    otherwise: 'deny',
    sentence: { zh: '不能复核自己的岗位。', en: 'Nobody reviews their own posts.' },
    holds: ({ reviewerId, items }) => items.every(({ personId }) => personId !== reviewerId),
  },
  {
    code: 'access-review.other-department',
    otherwise: 'deny',
    sentence: {
      zh: '其中有不归您复核的岗位：部门负责人只复核本部门人员。',
      en: 'Some of these are not yours to review: heads review the people of their department.',
    },
    holds: ({ administrator, reviewerDepartment, items }) =>
      administrator || items.every(({ departmentId }) => departmentId === reviewerDepartment),
  },
  {
    code: 'access-review.reason',
    otherwise: 'deny',
    sentence: { zh: '收回岗位须写明理由。', en: 'Withdrawing a post needs a reason.' },
    holds: ({ items }) => items.every(({ decision, reason }) => decision === 'confirmed' || reason !== undefined),
  },
])
