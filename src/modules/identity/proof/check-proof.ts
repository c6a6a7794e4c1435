import type { Assurance } from '../../../kernel/actor.ts'
import type { Preparation } from '../../../kernel/operation.ts'
import { checkAssertion, type CheckedAssertion, takeAssertion } from '../passkeys/check-assertion.ts'
import { verifyPassword } from '../password/password-hash.ts'
import { takeRecoveryCode } from '../recovery/recovery-code.ts'
import type { IdentityContext, IdentityPorts } from '../scope.ts'
import { takeSmsCode } from '../sms/sms-code.ts'
import type { IdentityTables } from '../tables.ts'
import { takeCode } from '../totp/take-code.ts'
import type { Proof } from './proof-input.ts'

/** A proof of which the slow part has been checked. */
export type CheckedProof =
  | { factor: 'password'; hash: string | null; matches: boolean }
  | { factor: 'totp' | 'sms' | 'recovery-code'; code: string }
  | { factor: 'passkey'; checked: CheckedAssertion | null }

type Tools = Pick<Preparation<IdentityTables, IdentityPorts>, 'db' | 'now' | 'secrets' | 'ports'>

/** Does the slow part of a proof, outside the transaction: hashing, signatures. */
export const checkProof = async (tools: Tools, personId: string, proof: Proof): Promise<CheckedProof> => {
  switch (proof.factor) {
    case 'passkey':
      return { factor: 'passkey', checked: await checkAssertion(tools, proof.answer) }
    case 'password': {
      const row = await tools.db
        .selectFrom('password')
        .select('hash')
        .where('person_id', '=', personId)
        .executeTakeFirst()
      const hash = row?.hash ?? null
      return { factor: 'password', hash, matches: await verifyPassword(tools.secrets.passwordPepper, proof.password, hash) }
    }
    default:
      return proof
  }
}

/** What a proof came to. `cloned`: a passkey that somebody else holds as well; it has been ended. */
export type TakenProof = { outcome: 'proven'; assurance: Assurance } | { outcome: 'refused' | 'cloned' }

/** Uses a proof up, in the transaction: whatever works once has worked. */
export const takeProof = async (ctx: IdentityContext, personId: string, proof: CheckedProof): Promise<TakenProof> => {
  const provenIf = (right: boolean, assurance: Assurance): TakenProof =>
    right ? { outcome: 'proven', assurance } : { outcome: 'refused' }
  switch (proof.factor) {
    case 'passkey':
      return takeAssertion(ctx, { personId, checked: proof.checked })
    case 'totp':
      return provenIf(await takeCode(ctx, { personId, code: proof.code, state: 'enabled' }), 'totp')
    case 'sms':
      return provenIf(await takeSmsCode(ctx, { personId, code: proof.code, state: 'enabled' }), 'sms')
    case 'recovery-code':
      return provenIf(await takeRecoveryCode(ctx, { personId, code: proof.code }), 'recovery-code')
    case 'password': {
      const row = await ctx.db
        .selectFrom('password')
        .select('hash')
        .where('person_id', '=', personId)
        .forUpdate()
        .executeTakeFirst()
      // The password may have been changed while the old one was being checked.
      return provenIf(proof.matches && row !== undefined && row.hash === proof.hash, 'password')
    }
  }
}
