import { canStep } from '../life-cycle.ts'
import { refusalsFor } from '../refusals.ts'
import type { RequestRow } from '../tables.ts'

export const requestActions = [
  'prove-by-hand', 'choose-subject', 'take', 'ask-person', 'note-reply', 'answer-with-copy', 'apply-correction', 'ask-erasure',
  'decide-erasure', 'finish', 'refuse', 'note-withdrawal',
] as const
export type RequestAction = (typeof requestActions)[number]

/** What can be done with a request as it stands, whoever looks: the buttons of the page. Who may is another question. */
export const actionsFor = (row: Pick<RequestRow, 'kind' | 'state' | 'subject' | 'candidates' | 'erasure_asked_by'>): readonly RequestAction[] => {
  const { kind, state, subject, candidates } = row
  const working = state === 'working'
  const erasing = kind === 'delete' || kind === 'withdraw'
  const possible: Readonly<Record<RequestAction, boolean>> = {
    'prove-by-hand': canStep(state, 'prove'),
    'choose-subject': canStep(state, 'withdraw') && subject === null && candidates.length > 1,
    take: canStep(state, 'take'),
    'ask-person': canStep(state, 'ask'),
    'note-reply': canStep(state, 'reply'),
    'answer-with-copy': working && subject !== null && (kind === 'access' || kind === 'export'),
    'apply-correction': working && subject !== null && kind === 'correct',
    'ask-erasure': working && subject !== null && erasing && row.erasure_asked_by === null,
    'decide-erasure': working && subject !== null && erasing && row.erasure_asked_by !== null,
    finish: working && (kind === 'withdraw' || kind === 'object'),
    refuse: canStep(state, 'refuse') && refusalsFor(kind).length > 0,
    'note-withdrawal': canStep(state, 'withdraw'),
  }
  return requestActions.filter((action) => possible[action])
}
