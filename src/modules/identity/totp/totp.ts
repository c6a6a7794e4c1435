import type { KeyObject } from 'node:crypto'
import { generateSecret, generateURI, verifySync } from 'otplib'
import { open, seal } from '../../../kernel/secrets/seal.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'

/** A code of the authenticator app: six digits, SHA-1, 30 seconds - what every app on Chinese phones understands. */
const toleranceSeconds = 30

const placeOf = (personId: string): string => `totp|sealed_secret|${personId}`

/** A fresh secret of 160 bits (RFC 4226, section 4), in Base32. */
export const newTotpSecret = (): string => generateSecret({ length: 20 })

/** What the app scans. */
export const totpUri = (secret: string, { company, loginName }: { company: string; loginName: string }): string =>
  generateURI({ issuer: `微盾 ${company}`.slice(0, 60), label: loginName, secret })

/** Encrypts a secret for the row of one person; in another row it does not open. */
export const sealTotpSecret = (
  { totpSecret, suite }: Pick<Secrets, 'totpSecret' | 'suite'>,
  personId: string,
  secret: string,
): Uint8Array => new Uint8Array(seal(totpSecret, Buffer.from(secret, 'ascii'), placeOf(personId), suite))

type Check = {
  personId: string
  sealedSecret: Uint8Array
  code: string
  /** The last time step whose code was taken; 0 for none. */
  lastStep: number
  now: Date
}

/**
 * Checks a code of the current time step or a neighbour of it (RFC 6238, section 5.2).
 * @returns the time step that the code belongs to, to be stored so that it works once; null when the code is wrong
 */
export const checkTotpCode = (
  key: KeyObject,
  { personId, sealedSecret, code, lastStep, now }: Check,
): number | null => {
  const epoch = Math.floor(now.getTime() / 1000)
  // The library takes a step beyond its window for a mistake of the caller; for us it is a clock that was set back.
  if (lastStep > Math.floor((epoch + toleranceSeconds) / 30)) return null
  const result = verifySync({
    secret: open(key, sealedSecret, placeOf(personId)).toString('ascii'),
    token: code,
    epoch,
    epochTolerance: toleranceSeconds,
    afterTimeStep: lastStep,
  })
  return result.valid && 'timeStep' in result ? result.timeStep : null
}
