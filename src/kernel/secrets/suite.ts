import type { KeyObject } from 'node:crypto'

/** Which algorithms seal: those of NIST, or those that Chinese commercial-cryptography rules ask for (商用密码管理条例). */
export type SuiteName = 'international' | 'national'

/** Authenticated encryption under one 256-bit key, bound to a place. Fresh randomness at each sealing. */
export type Suite = {
  /** First byte of everything that it sealed: a value says by itself how it opens. */
  readonly mark: number
  /** Bytes that sealing adds, the mark included. */
  readonly overhead: number
  /** @returns what follows the mark */
  readonly seal: (key: KeyObject, plaintext: Uint8Array, place: string) => Buffer
  /** @returns undefined when anything about it is not as sealed */
  readonly open: (key: KeyObject, body: Buffer, place: string) => Buffer | undefined
}
