import type { Secrets } from '../secrets/secrets.ts'
import type { SealKeys } from './seal.ts'
import { noteVerifier } from './signed-note.ts'
import type { LedgerKeys } from './verify.ts'

/** Name of the ledger: the first line of its checkpoints. Its keys, not its name, tell two installations apart. */
export const ledgerOrigin = 'weidun/ledger'

/** The keys that seal and verify the ledger. */
export const ledgerKeys = (secrets: Secrets): SealKeys => ({
  macKey: secrets.ledgerMac,
  signKey: secrets.ledgerSign,
  origin: ledgerOrigin,
})

/** The same keys as the verifier takes them. */
export const ledgerVerifyKeys = (secrets: Secrets): LedgerKeys => ({
  origin: ledgerOrigin,
  verifiers: [noteVerifier(ledgerOrigin, secrets.ledgerSign)],
  mac: secrets.ledgerMac,
})
