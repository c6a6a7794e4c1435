import type { KeyObject } from 'node:crypto'
import { deriveKey, ed25519FromSeed, keyCheckValue } from './derive-key.ts'

/** The keys of an installation, each for one purpose. */
export type Secrets = {
  /** HMAC-SHA-256 of ledger entries and leaf seals. */
  readonly ledgerMac: KeyObject
  /** Ed25519 private key of the checkpoints. */
  readonly ledgerSign: KeyObject
  /** Pepper of password hashes. */
  readonly passwordPepper: KeyObject
  /** AES-256-GCM over the seeds of one-time passwords. */
  readonly totpSecret: KeyObject
  /** HMAC-SHA-256 over session and set-up tokens: the database keeps no token that can be used. */
  readonly session: KeyObject
  /** HMAC-SHA-256 over API keys, for the same reason. */
  readonly apiKey: KeyObject
  /** AES-256-GCM over signing secrets of webhooks, and over messages that wait. */
  readonly webhook: KeyObject
  /** See keyCheckValue. */
  readonly checkValue: string
}

/** All keys that follow from a master key. */
export function secretsOf(master: KeyObject): Secrets {
  return {
    ledgerMac: deriveKey(master, 'ledger-mac'),
    ledgerSign: ed25519FromSeed(deriveKey(master, 'ledger-sign')),
    passwordPepper: deriveKey(master, 'password-pepper'),
    totpSecret: deriveKey(master, 'totp-secret'),
    session: deriveKey(master, 'session'),
    apiKey: deriveKey(master, 'api-key'),
    webhook: deriveKey(master, 'webhook'),
    checkValue: keyCheckValue(master),
  }
}
