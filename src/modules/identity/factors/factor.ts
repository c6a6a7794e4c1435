import { type Assurance, assurances } from '../../../kernel/actor.ts'

/** What somebody can prove themselves with once the password is right. */
export const secondFactors = ['passkey', 'totp', 'sms', 'recovery-code'] as const
export type SecondFactor = (typeof secondFactors)[number]

/** What a person has set up. */
export type Enrolled = {
  passkeys: number
  totp: boolean
  /** The last four digits of the mobile number that codes are sent to; null for none. */
  phoneEnding: string | null
  recoveryCodes: number
}

/** Whether a session that proved `proven` proved at least `wanted`. */
export const isAtLeast = (proven: Assurance, wanted: Assurance): boolean =>
  assurances.indexOf(proven) >= assurances.indexOf(wanted)

/** The stronger of two. */
export const strongerOf = (a: Assurance, b: Assurance): Assurance => (isAtLeast(a, b) ? a : b)

/** Whether there is anything besides the password. Codes on paper alone are none: they replace a factor that is lost. */
export const hasSecondFactor = ({ passkeys, totp, phoneEnding }: Enrolled): boolean =>
  passkeys > 0 || totp || phoneEnding !== null

/** The factors that a sign-in may go on with, strongest first. */
export const offeredFactors = (enrolled: Enrolled): readonly SecondFactor[] => {
  const has: Record<SecondFactor, boolean> = {
    passkey: enrolled.passkeys > 0,
    totp: enrolled.totp,
    sms: enrolled.phoneEnding !== null,
    'recovery-code': enrolled.recoveryCodes > 0,
  }
  return secondFactors.filter((factor) => has[factor])
}

/**
 * The factors with which a session proves again who is there: a passkey where the session rests on one, so that nothing
 * weaker stands in for it; else any second factor; the password only where there is nothing else.
 */
export const provingFactors = (session: Assurance, enrolled: Enrolled): readonly (SecondFactor | 'password')[] => {
  if (isAtLeast(session, 'passkey') && enrolled.passkeys > 0) return ['passkey']
  const offered = offeredFactors(enrolled).filter((factor) => factor !== 'recovery-code')
  return offered.length > 0 ? offered : ['password']
}
