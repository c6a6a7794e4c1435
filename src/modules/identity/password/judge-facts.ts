import { normalisePassword, passwordMaximum } from './character-rules.ts'
import { guessThread } from './guessing/guess-thread.ts'
import { isLeaked } from './leaked/leaked-passwords.ts'
import { namesOf, type PasswordFacts } from './password-rules.ts'
import type { PasswordSettings } from './read-settings.ts'

/** A password that somebody wants to set, and the names that it must not contain. */
export type Candidate = { password: string; loginName: string; company: string }

/** One for the process; it starts at the first question. */
const thread = guessThread()

const guessabilityOf = async (
  candidate: Candidate,
  mostWaiting: number | undefined,
): Promise<PasswordFacts['guessability']> => {
  if ([...candidate.password].length > passwordMaximum) return 'not-asked'
  const parts = candidate.loginName.split(/[._@-]/).filter((part) => part.length >= 3)
  const names = [...namesOf(candidate), ...parts]
  return (await thread.estimate(candidate.password, names, mostWaiting)) ?? 'no-answer'
}

/**
 * What can be said of a password without knowing anybody's passwords. Slow, so it belongs in `prepare`.
 * @param mostWaiting gives up where this many passwords wait already
 */
export const judgeFacts = async (
  given: Candidate,
  { minimumLength, historyLength }: PasswordSettings,
  mostWaiting?: number,
): Promise<PasswordFacts> => {
  const candidate = { ...given, password: normalisePassword(given.password) }
  const [guessability, leaked] = await Promise.all([
    guessabilityOf(candidate, mostWaiting),
    isLeaked(candidate.password),
  ])
  return { ...candidate, minimum: minimumLength, guessability, leaked, inUse: false, similar: false, reused: false, historyLength }
}
