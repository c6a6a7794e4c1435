import type { KeyObject } from 'node:crypto'
import { deriveKey, ed25519FromSeed, keyCheckValue } from './derive-key.ts'
import { type KeySource, type KeySources, localKeySource } from './key-source.ts'
import type { SuiteName } from './suite.ts'

/** The keys of an installation, each for one purpose. */
export type Secrets = {
  /** Which algorithms seal; what another one sealed still opens. */
  readonly suite: SuiteName
  /** HMAC-SHA-256 of ledger entries and leaf seals. */
  readonly ledgerMac: KeyObject
  /** Ed25519 private key of the checkpoints. */
  readonly ledgerSign: KeyObject
  /** Pepper of password hashes. */
  readonly passwordPepper: KeyObject
  /** Seals the seeds of one-time passwords. */
  readonly totpSecret: KeyObject
  /** HMAC-SHA-256 over session and set-up tokens: the database keeps no token that can be used. */
  readonly session: KeyObject
  /** HMAC-SHA-256 over API keys, for the same reason. */
  readonly apiKey: KeyObject
  /** Seals signing secrets of webhooks, and over messages that wait. */
  readonly webhook: KeyObject
  /** HMAC-SHA-256 over the links by which people outside unsubscribe. */
  readonly unsubscribe: KeyObject
  /** HMAC-SHA-256 over consent forms that were served, the codes that confirm them, links of withdrawal and addresses of callbacks. */
  readonly consentForm: KeyObject
  /** HMAC-SHA-256 over codes, tokens and addresses of people outside who ask about their data. */
  readonly rights: KeyObject
  /** Finds sealed values without opening them; see blind-index.ts. */
  readonly blindIndex: KeyObject
  /** Wrap the key-encryption keys of sealed values; see sealing-keys.ts. */
  readonly keySources: KeySources
  /** See keyCheckValue. */
  readonly checkValue: string
}

/**
 * All keys that follow from a master key. `suite` seals from now on; `keySource`, where there is one outside, wraps from now
 * on instead of the master key, or unwraps what it wrapped before.
 */
export function secretsOf(
  master: KeyObject,
  { suite = 'international', keySource }: { suite?: SuiteName; keySource?: { source: KeySource; wraps: boolean } | undefined } = {},
): Secrets {
  const local = localKeySource(deriveKey(master, 'envelope'), suite)
  return {
    suite,
    ledgerMac: deriveKey(master, 'ledger-mac'),
    ledgerSign: ed25519FromSeed(deriveKey(master, 'ledger-sign')),
    passwordPepper: deriveKey(master, 'password-pepper'),
    totpSecret: deriveKey(master, 'totp-secret'),
    session: deriveKey(master, 'session'),
    apiKey: deriveKey(master, 'api-key'),
    webhook: deriveKey(master, 'webhook'),
    unsubscribe: deriveKey(master, 'unsubscribe'),
    consentForm: deriveKey(master, 'consent-form'),
    rights: deriveKey(master, 'rights'),
    blindIndex: deriveKey(master, 'blind-index'),
    keySources: keySource === undefined ? [local] : keySource.wraps ? [keySource.source, local] : [local, keySource.source],
    checkValue: keyCheckValue(master),
  }
}
