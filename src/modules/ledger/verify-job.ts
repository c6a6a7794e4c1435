import { ledgerVerifyKeys } from '../../kernel/ledger/ledger-keys.ts'
import { verifyLedger } from '../../kernel/ledger/verify-ledger.ts'
import { recordVerification } from './record-verification.ts'
import { defineJob } from './scope.ts'

/** Every night, when few people work. */
export const verifyEntriesJob = defineJob({
  name: 'ledger.verify-entries',
  schedule: '30 3 * * *',
  prepare: ({ db, secrets }) => verifyLedger(db, ledgerVerifyKeys(secrets)),
  run: (ctx, _data, result) => recordVerification(ctx, result),
})
