import { generateRegistrationOptions } from '@simplewebauthn/server'
import { z } from 'zod'
import { companyOf } from '../company.ts'
import { enforceFactorChange } from '../factors/enrolled.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { challengeMinutes, giveChallenge } from './challenge.ts'
import { siteOf } from './site.ts'

/** Public-key algorithms: EdDSA, ES256, RS256 (COSE numbers). */
const algorithms = [-8, -7, -257]

/** Passkeys that one person may have. */
export const mostPasskeys = 10

export const beginPasskey = defineOperation({
  name: 'identity.begin-passkey',
  summary: { zh: '开始添加通行密钥或安全密钥', en: 'Begin to add a passkey or security key' },
  effect: 'change',
  permission: 'any-session',
  fresh: true,
  records: ['passkey.begun'],
  input: z.strictObject({}),
  /** For `navigator.credentials.create`, as JSON. */
  output: z.object({ options: z.record(z.string(), z.unknown()) }),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    await enforceFactorChange(ctx, { factor: 'passkey', change: 'add' })
    const { login_name: loginName } = await ctx.db
      .selectFrom('person')
      .select('login_name')
      .where('id', '=', person.id)
      .executeTakeFirstOrThrow()
    const known = await ctx.db
      .selectFrom('passkey')
      .select(['credential_id', 'transports'])
      .where('person_id', '=', person.id)
      .where('ended_at', 'is', null)
      .execute()
    const { name: company } = await companyOf(ctx.db)
    const challenge = await giveChallenge(ctx.db, { purpose: 'add', personId: person.id, now: ctx.now })
    const options = await generateRegistrationOptions({
      rpName: `微盾 ${company}`.slice(0, 60),
      rpID: siteOf(ctx.ports.site()).id,
      userID: new Uint8Array(Buffer.from(person.id, 'utf8')),
      userName: loginName,
      userDisplayName: person.name,
      challenge,
      timeout: challengeMinutes * 60_000,
      // The model has to be stated: core accounts want keys of known models.
      attestationType: 'direct',
      excludeCredentials: known.map(({ credential_id: id, transports }) => ({
        id: Buffer.from(id).toString('base64url'),
        transports: [...transports],
      })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: algorithms,
    })
    ctx.record({ type: 'passkey.begun', subject: { kind: 'person', id: person.id } })
    return { options: { ...options } }
  },
})
