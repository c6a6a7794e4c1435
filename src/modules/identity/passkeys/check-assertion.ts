import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Assurance } from '../../../kernel/actor.ts'
import type { Preparation } from '../../../kernel/operation.ts'
import { companyOf } from '../company.ts'
import type { IdentityContext, IdentityPorts } from '../scope.ts'
import type { IdentityTables } from '../tables.ts'
import type { AssertionAnswer } from './browser-answer.ts'
import { challengeIn, findChallenge, takeChallenge } from './challenge.ts'
import { strengthOf } from './key-models.ts'
import { siteOf } from './site.ts'

/** An assertion whose signature is right; the challenge and the counter are still to be taken. */
export type CheckedAssertion = {
  passkeyId: string
  personId: string
  challenge: Uint8Array
  signCount: number
}

/**
 * Checks the signature of an assertion, its challenge, origin and user verification (WebAuthn Level 3, section 7.2).
 * Slow, so it belongs in `prepare`.
 * @returns null for whatever is not right about it
 */
export const checkAssertion = async (
  { db, now, ports }: Pick<Preparation<IdentityTables, IdentityPorts>, 'db' | 'now' | 'ports'>,
  answer: AssertionAnswer,
): Promise<CheckedAssertion | null> => {
  const challenge = challengeIn(answer.response.clientDataJSON)
  if (challenge === null) return null
  const given = await findChallenge(db, { challenge, purpose: 'prove', now })
  const passkey = await db
    .selectFrom('passkey')
    .select(['id', 'person_id', 'public_key', 'credential_id'])
    .where('credential_id', '=', new Uint8Array(Buffer.from(answer.id, 'base64url')))
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (given === undefined || passkey === undefined) return null
  if (given.person_id !== null && given.person_id !== passkey.person_id) return null
  const { origin, id: siteId } = siteOf(ports.site())
  const { clientDataJSON, authenticatorData, signature } = answer.response
  const result = await verifyAuthenticationResponse({
    response: {
      id: answer.id,
      rawId: answer.rawId,
      type: answer.type,
      clientExtensionResults: {},
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: Buffer.from(challenge).toString('base64url'),
    expectedOrigin: origin,
    expectedRPID: siteId,
    credential: {
      id: answer.id,
      publicKey: new Uint8Array(passkey.public_key),
      // The counter is judged where it is stored, so that two uses at once cannot both pass.
      counter: 0,
    },
    requireUserVerification: true,
  }).catch(() => null)
  if (result === null || !result.verified) return null
  const { newCounter: signCount } = result.authenticationInfo
  return { passkeyId: passkey.id, personId: passkey.person_id, challenge, signCount }
}

/** `cloned`: the counter went backwards; the passkey has been ended, since somebody else holds a copy. */
export type TakenAssertion = { outcome: 'proven'; assurance: Assurance } | { outcome: 'refused' | 'cloned' }

/**
 * Uses an assertion up: its challenge once, and its counter only forwards (WebAuthn Level 3, section 7.2, step 22).
 * @param personId who is to be proven
 */
export const takeAssertion = async (
  ctx: IdentityContext,
  { personId, checked }: { personId: string; checked: CheckedAssertion | null },
): Promise<TakenAssertion> => {
  if (checked === null || checked.personId !== personId) return { outcome: 'refused' }
  if (!(await takeChallenge(ctx.db, checked.challenge))) return { outcome: 'refused' }
  const passkey = await ctx.db
    .selectFrom('passkey')
    .select(['sign_count', 'aaguid', 'single_device', 'attestation_format'])
    .where('id', '=', checked.passkeyId)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (passkey === undefined) return { outcome: 'refused' }
  const counts = checked.signCount > 0 || passkey.sign_count > 0
  if (counts && checked.signCount <= passkey.sign_count) {
    await ctx.db
      .updateTable('passkey')
      .set({ ended_at: ctx.now, ended_because: 'cloned' })
      .where('id', '=', checked.passkeyId)
      .execute()
    ctx.record({
      type: 'passkey.cloned',
      subject: { kind: 'person', id: personId },
      detail: { passkey: checked.passkeyId, counted: passkey.sign_count, presented: checked.signCount },
    })
    return { outcome: 'cloned' }
  }
  await ctx.db
    .updateTable('passkey')
    .set({ sign_count: checked.signCount, last_used_at: ctx.now })
    .where('id', '=', checked.passkeyId)
    .execute()
  const { keyModels: companyModels } = await companyOf(ctx.db)
  return {
    outcome: 'proven',
    assurance: strengthOf({
      aaguid: passkey.aaguid,
      singleDevice: passkey.single_device,
      attestationFormat: passkey.attestation_format,
      companyModels,
    }),
  }
}
