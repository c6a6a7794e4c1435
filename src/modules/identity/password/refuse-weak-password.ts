import type { Decision } from '../../../kernel/decision.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { IdentityDatabase } from '../database.ts'
import { passwordNotJudged, passwordRefused } from '../problems.ts'
import { isSimilar, normalisePassword } from './character-rules.ts'
import { type Candidate, judgeFacts } from './judge-facts.ts'
import { verifyPassword } from './password-hash.ts'
import { notJudged, passwordGate } from './password-rules.ts'
import { passwordSettingsOf } from './read-settings.ts'

type Tools = { db: IdentityDatabase; secrets: Pick<Secrets, 'passwordPepper'> }

type Owner = {
  /** Whose last passwords must not be set again. */
  personId: string
  /** The one in use, where its owner proved to know it. */
  current?: string
}

const enforce = ({ reasons }: Decision): void => {
  if (reasons.length === 0) return
  if (reasons.every(({ code }) => code === notJudged)) throw passwordNotJudged({}, { retryAfterSeconds: 5 })
  throw passwordRefused({}, { reasons })
}

const comparedWith = (current: string | undefined, next: string): { inUse: boolean; similar: boolean } =>
  current === undefined
    ? { inUse: false, similar: false }
    : { inUse: normalisePassword(current) === normalisePassword(next), similar: isSimilar(current, next) }

/** Whether a password is one of somebody's last ones. About 20 ms for each of them, one after the other. */
const isReused = async ({ db, secrets }: Tools, personId: string, password: string, length: number): Promise<boolean> => {
  const last = await db
    .selectFrom('password_history')
    .select('hash')
    .where('person_id', '=', personId)
    .orderBy('set_at', 'desc')
    .orderBy('id', 'desc')
    .limit(length)
    .execute()
  for (const { hash } of last) {
    if (await verifyPassword(secrets.passwordPepper, password, hash)) return true
  }
  return false
}

/**
 * Stops a password that breaks a rule, naming every rule that it breaks. What its owner had before is looked at only
 * once nothing else is wrong with it. Slow, so it belongs in `prepare`.
 * @throws Problem `password.refused`; `password.not-judged` where it cannot be told at the moment whether it is guessable
 */
export const refuseWeakPassword = async (tools: Tools, candidate: Candidate, owner?: Owner): Promise<void> => {
  const settings = await passwordSettingsOf(tools.db)
  const facts = { ...(await judgeFacts(candidate, settings)), ...comparedWith(owner?.current, candidate.password) }
  enforce(passwordGate(facts))
  if (owner === undefined) return
  const reused = await isReused(tools, owner.personId, candidate.password, settings.historyLength)
  enforce(passwordGate({ ...facts, reused }))
}
