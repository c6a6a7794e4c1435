import { stateChanged } from './problems.ts'

/** 收到、已核实、办理中、等待本人、已答复、已拒绝、已撤回. */
export const requestStates = ['received', 'proven', 'working', 'waiting', 'answered', 'refused', 'withdrawn'] as const
export type RequestState = (typeof requestStates)[number]

export const requestSteps = ['prove', 'take', 'ask', 'reply', 'settle', 'answer', 'refuse', 'withdraw'] as const
export type RequestStep = (typeof requestSteps)[number]

/** How long the answer can be fetched, and what was written is kept, after the end. */
export const openDays = 30

/** What follows on what; whatever is not here does not happen. `settle`: what took effect at once is the answer. */
const transitions: Readonly<Record<RequestState, Partial<Record<RequestStep, RequestState>>>> = {
  received: { prove: 'proven', refuse: 'refused', withdraw: 'withdrawn' },
  proven: { take: 'working', settle: 'answered', withdraw: 'withdrawn' },
  working: { ask: 'waiting', answer: 'answered', refuse: 'refused', withdraw: 'withdrawn' },
  waiting: { reply: 'working', refuse: 'refused', withdraw: 'withdrawn' },
  answered: {},
  refused: {},
  withdrawn: {},
}

/** Whether a step is possible. */
export const canStep = (state: RequestState, step: RequestStep): boolean => transitions[state][step] !== undefined

/**
 * The state that follows.
 * @throws Problem `request.state-changed`
 */
export const nextState = (state: RequestState, step: RequestStep): RequestState => {
  const next = transitions[state][step]
  if (next === undefined) throw stateChanged()
  return next
}

/** Whether nothing follows any more. */
export const isEnded = (state: RequestState): boolean => Object.keys(transitions[state]).length === 0
