/** Authenticated encryption of small values at rest, by the suite of the installation; any suite's values open. */
import type { KeyObject } from 'node:crypto'
import { aesGcm } from './aes-gcm.ts'
import { sm4Sm3 } from './sm4-sm3.ts'
import type { Suite, SuiteName } from './suite.ts'

/** Plain bytes in one sealed value. Larger things are files and have their own room. */
export const MAX_SEALED_BYTES = 1_048_576

const suites: Readonly<Record<SuiteName, Suite>> = { international: aesGcm, national: sm4Sm3 }
const names = Object.keys(suites) as SuiteName[]

/** The value was sealed with another key or for another place, or was changed. Says no more, on purpose. */
export class CannotOpen extends Error {
  override readonly name = 'CannotOpen'

  constructor(options?: ErrorOptions) {
    super('this value cannot be opened: another key, another place, or it was changed', options)
  }
}

/**
 * Encrypts a value.
 * @param place where it is kept, for example `person|totp_secret|018f...`: a value copied to another row does not open
 * @returns the mark of the suite (1 byte) and what the suite makes of it
 */
export function seal(key: KeyObject, plaintext: Uint8Array, place: string, suite: SuiteName = 'international'): Buffer {
  if (plaintext.length > MAX_SEALED_BYTES) throw new RangeError(`at most ${MAX_SEALED_BYTES} bytes are sealed at once`)
  const { mark, seal: sealWith } = suites[suite]
  return Buffer.concat([Buffer.of(mark), sealWith(key, plaintext, place)])
}

/**
 * Decrypts what `seal` made, by whichever suite.
 * @throws CannotOpen when anything about it is not as sealed
 */
export function open(key: KeyObject, sealed: Uint8Array, place: string): Buffer {
  const name = suiteOf(sealed)
  const suite = name === undefined ? undefined : suites[name]
  if (suite === undefined || sealed.length < suite.overhead || sealed.length > suite.overhead + MAX_SEALED_BYTES) throw new CannotOpen()
  const plain = suite.open(key, Buffer.from(sealed).subarray(1), place)
  if (plain === undefined) throw new CannotOpen()
  return plain
}

/** The suite that sealed a value, by its first byte; undefined when there is none such. */
export const suiteOf = (sealed: Uint8Array): SuiteName | undefined => names.find((name) => suites[name].mark === sealed[0])

/** The first byte of what each suite seals: what a look at a whole column goes by. */
export const suiteMarks: readonly { suite: SuiteName; mark: number }[] = names.map((suite) => ({ suite, mark: suites[suite].mark }))

/** Bytes that a suite adds to what it seals, the mark included. */
export const overheadOf = (suite: SuiteName): number => suites[suite].overhead
