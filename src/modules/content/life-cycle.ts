import type { Sentence } from '../../kernel/sentence.ts'

/** Where the latest version of a material stands. */
export const materialStates = [
  'draft',
  'self-check',
  'department-review',
  'legal-review',
  'approved',
  'published',
  'taken-down',
  'discarded',
] as const

export type MaterialState = (typeof materialStates)[number]

export const stateNames: Readonly<Record<MaterialState, Sentence>> = {
  draft: { zh: '草稿', en: 'draft' },
  'self-check': { zh: '自查', en: 'self-check' },
  'department-review': { zh: '部门审核', en: 'department review' },
  'legal-review': { zh: '法务审核', en: 'legal review' },
  approved: { zh: '已批准', en: 'approved' },
  published: { zh: '已发布', en: 'published' },
  'taken-down': { zh: '已下架', en: 'taken down' },
  discarded: { zh: '已作废', en: 'discarded' },
}

type Transition = { from: readonly MaterialState[]; to: MaterialState }

/** The life of a material: every step that there is, from where it may be taken and where it leads. */
export const transitions = {
  // Any change starts again, from wherever it was.
  save: {
    from: ['draft', 'self-check', 'department-review', 'legal-review', 'approved', 'published', 'taken-down'],
    to: 'draft',
  },
  submit: { from: ['draft'], to: 'self-check' },
  'pass-self-check': { from: ['self-check'], to: 'department-review' },
  'approve-department': { from: ['department-review'], to: 'legal-review' },
  'return-department': { from: ['department-review'], to: 'draft' },
  'approve-legal': { from: ['legal-review'], to: 'approved' },
  'return-legal': { from: ['legal-review'], to: 'draft' },
  // The same text may go out on several accounts.
  publish: { from: ['approved', 'published'], to: 'published' },
  // The last publication of the latest version was taken down.
  'take-down': { from: ['published'], to: 'taken-down' },
  discard: {
    from: ['draft', 'self-check', 'department-review', 'legal-review', 'approved', 'taken-down'],
    to: 'discarded',
  },
} as const satisfies Record<string, Transition>

export type Step = keyof typeof transitions

/** Where a step leads, or null where the life cycle does not know it. */
export const nextState = (state: MaterialState, step: Step): MaterialState | null => {
  const { from, to }: Transition = transitions[step]
  return from.includes(state) ? to : null
}
