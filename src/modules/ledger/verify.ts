import { z } from 'zod'
import { ledgerVerifyKeys } from '../../kernel/ledger/ledger-keys.ts'
import { describeVerification, verifyLedger } from '../../kernel/ledger/verify-ledger.ts'
import { recordVerification } from './record-verification.ts'
import { defineOperation } from './scope.ts'

export const verify = defineOperation({
  name: 'ledger.verify',
  summary: { zh: '核验台账完整性', en: 'Verify that the ledger is whole' },
  effect: 'change',
  permission: 'ledger.verify',
  records: ['ledger.verified', 'ledger.broken'],
  bodyLimit: 1024 * 1024,
  input: z.strictObject({
    /** Notes of checkpoints that were kept outside the database. */
    trusted: z.array(z.string().max(4_000)).max(100).default([]),
  }),
  output: z.object({
    whole: z.boolean(),
    /** The result in words, in the caller's language. */
    text: z.string(),
    verifiedAt: z.iso.datetime(),
    /** Sealed entries, entries that wait to be sealed, and signed checkpoints; null when the ledger is not whole. */
    counts: z.object({ sealed: z.int(), unsealed: z.int(), checkpoints: z.int() }).nullable(),
    /** The first damage; null when the ledger is whole. */
    first: z
      .object({ index: z.int(), entryId: z.string().nullable(), kind: z.string(), text: z.string() })
      .nullable(),
  }),
  prepare: ({ db, secrets }, { trusted }) => verifyLedger(db, ledgerVerifyKeys(secrets), { trusted }),
  run: async (ctx, _input, result) => {
    await recordVerification(ctx, result)
    const answer = { whole: result.whole, text: describeVerification(result, ctx.locale), verifiedAt: ctx.now.toISOString() }
    if (result.whole) {
      const { size, unsealed, checkpoints } = result
      return { ...answer, counts: { sealed: size, unsealed, checkpoints }, first: null }
    }
    const { index, entryId, kind, explanation } = result.first
    return { ...answer, counts: null, first: { index, entryId: entryId ?? null, kind, text: explanation[ctx.locale] } }
  },
})
