import { verifyRegistrationResponse } from '@simplewebauthn/server'
import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { companyOf } from '../company.ts'
import { enforceFactorChange } from '../factors/enrolled.ts'
import { raiseSession } from '../factors/raise-session.ts'
import { passkeyNotAccepted, passkeyTaken, tooManyPasskeys } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'
import { mostPasskeys } from './begin-passkey.ts'
import { creationAnswer } from './browser-answer.ts'
import { challengeIn, findChallenge, takeChallenge } from './challenge.ts'
import { keyModelName, strengthOf } from './key-models.ts'
import { passkeyName } from './passkey-name.ts'
import { siteOf } from './site.ts'

export const finishPasskey = defineOperation({
  name: 'identity.finish-passkey',
  summary: { zh: '完成添加通行密钥或安全密钥', en: 'Finish adding a passkey or security key' },
  effect: 'change',
  permission: 'any-session',
  records: ['passkey.added', 'session.ended'],
  input: z.strictObject({ name: passkeyName, answer: creationAnswer }),
  output: z.object({ id: z.uuid(), model: z.string().nullable(), forCoreAccounts: z.boolean() }),
  bodyLimit: 64 * 1024,
  prepare: async ({ db, actor, now, ports }, { answer }) => {
    const challenge = challengeIn(answer.response.clientDataJSON)
    const given = challenge === null ? undefined : await findChallenge(db, { challenge, purpose: 'add', now })
    if (challenge === null || given === undefined || given.person_id !== signedIn(actor).id) throw passkeyNotAccepted()
    const { origin, id } = siteOf(ports.site())
    const { clientDataJSON, attestationObject, transports } = answer.response
    const result = await verifyRegistrationResponse({
      response: {
        id: answer.id,
        rawId: answer.rawId,
        type: answer.type,
        clientExtensionResults: {},
        response: { clientDataJSON, attestationObject, ...(transports === undefined ? {} : { transports }) },
      },
      expectedChallenge: Buffer.from(challenge).toString('base64url'),
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The library's words say which check failed; whoever tampers need not know.
    }).catch(() => {
      throw passkeyNotAccepted()
    })
    if (!result.verified) throw passkeyNotAccepted()
    return { challenge, made: result.registrationInfo }
  },
  run: async (ctx, { name }, { challenge, made }) => {
    const person = signedIn(ctx.actor)
    const enrolled = await enforceFactorChange(ctx, { factor: 'passkey', change: 'add' })
    if (enrolled.passkeys >= mostPasskeys) throw tooManyPasskeys({ most: mostPasskeys })
    if (!(await takeChallenge(ctx.db, challenge))) throw passkeyNotAccepted()
    const id = newId(ctx.now.getTime())
    const singleDevice = made.credentialDeviceType === 'singleDevice'
    await ctx.db
      .insertInto('passkey')
      .values({
        id,
        person_id: person.id,
        name,
        credential_id: new Uint8Array(Buffer.from(made.credential.id, 'base64url')),
        public_key: made.credential.publicKey,
        sign_count: made.credential.counter,
        aaguid: made.aaguid,
        single_device: singleDevice,
        transports: (made.credential.transports ?? []).map(String).slice(0, 10),
        attestation_format: made.fmt,
        attestation: made.attestationObject,
        added_at: ctx.now,
        last_used_at: null,
        ended_at: null,
        ended_because: null,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? passkeyTaken() : error
      })
    const { keyModels: companyModels } = await companyOf(ctx.db)
    const strength = strengthOf({ aaguid: made.aaguid, singleDevice, attestationFormat: made.fmt, companyModels })
    ctx.record({
      type: 'passkey.added',
      subject: { kind: 'person', id: person.id },
      detail: { passkey: id, aaguid: made.aaguid, attestation: made.fmt, singleDevice, strength },
    })
    // It was made just now, here, with user verification.
    await raiseSession(ctx, strength)
    await endSessions(ctx, { personId: person.id, except: person.sessionId, reason: 'factors-changed' })
    await ctx.notify(person.id, {
      kind: 'passkey.added',
      sentence: {
        zh: '您的账号添加了通行密钥“{name}”。如非您本人操作，请立即报告安全管理员。',
        en: 'The passkey "{name}" was added to your account. If that was not you, tell a security administrator at once.',
      },
      params: { name },
      link: '/me',
    })
    return { id, model: keyModelName(made.aaguid), forCoreAccounts: strength === 'security-key' }
  },
})
