import { defineProblem } from '../../kernel/errors.ts'

export const leavingStates = ['planned', 'done', 'cancelled'] as const
export type LeavingState = (typeof leavingStates)[number]

/** Withdrawn, carried on by the machine, or left to a person. */
export const itemStates = ['withdrawn', 'pending', 'manual'] as const
export type ItemState = (typeof itemStates)[number]

const transitions = {
  planned: { change: 'planned', carry: 'done', cancel: 'cancelled' },
  done: {},
  cancelled: {},
} as const satisfies Record<LeavingState, Partial<Record<string, LeavingState>>>

export type LeavingStep = 'change' | 'carry' | 'cancel'

const leavingEnded = defineProblem('conflict', 'leaving.ended', {
  zh: '这次离职已经办理或已经撤回，不能再改；请刷新页面查看。',
  en: 'This leaving was carried out or cancelled and cannot be changed any more; reload to see it.',
})

/**
 * The state that follows.
 * @throws Problem `leaving.ended`
 */
export const nextLeavingState = (state: LeavingState, step: LeavingStep): LeavingState => {
  const steps: Partial<Record<LeavingStep, LeavingState>> = transitions[state]
  const next = steps[step]
  if (next === undefined) throw leavingEnded()
  return next
}
