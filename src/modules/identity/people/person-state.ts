import { personStateUnfit } from '../problems.ts'
import type { PersonState } from '../tables.ts'

/**
 * What may happen to a person in each state. Somebody who never set a password goes back to being invited; somebody who
 * left comes back as a stranger would: by a new invitation.
 */
const transitions = {
  invited: { accept: 'active', suspend: 'suspended', invite: 'invited', leave: 'left' },
  active: { accept: 'active', suspend: 'suspended', invite: 'active', leave: 'left' },
  suspended: { reinstate: 'active', 'reinstate-invited': 'invited', leave: 'left' },
  left: { invite: 'invited' },
} as const satisfies Record<PersonState, Partial<Record<string, PersonState>>>

export type PersonStep = 'accept' | 'suspend' | 'invite' | 'reinstate' | 'reinstate-invited' | 'leave'

/**
 * The state that follows.
 * @throws Problem `person.state-unfit` when the step is not possible from this state
 */
export const nextState = (state: PersonState, step: PersonStep): PersonState => {
  const steps: Partial<Record<PersonStep, PersonState>> = transitions[state]
  const next = steps[step]
  if (next === undefined) throw personStateUnfit()
  return next
}
