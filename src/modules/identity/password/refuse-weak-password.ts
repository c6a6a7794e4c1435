import { passwordRefused } from '../problems.ts'
import { normalisePassword, passwordGate, type PasswordFacts } from './password-rules.ts'

/**
 * Stops a password that breaks a rule, naming every rule that it breaks.
 * @throws Problem `password.refused`
 */
export const refuseWeakPassword = (facts: PasswordFacts): void => {
  const { reasons } = passwordGate({ ...facts, password: normalisePassword(facts.password) })
  const [first] = reasons
  if (first === undefined) return
  throw passwordRefused({}, { reasons })
}
