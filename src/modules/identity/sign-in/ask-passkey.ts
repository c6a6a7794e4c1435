import { generateAuthenticationOptions } from '@simplewebauthn/server'
import { z } from 'zod'
import { challengeMinutes, giveChallenge } from '../passkeys/challenge.ts'
import { siteOf } from '../passkeys/site.ts'
import { signInElsewhere, signInExpired } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { actingPerson } from '../signed-in.ts'
import { tokenInput } from '../sessions/token.ts'
import { findTicket } from './ticket.ts'

export const askPasskey = defineOperation({
  name: 'identity.ask-passkey',
  summary: { zh: '取得通行密钥验证所需的参数', en: 'Get what a browser needs to ask for a passkey' },
  effect: 'read',
  permission: 'anyone',
  records: { unrecorded: 'A challenge is random; what it is answered with is recorded.' },
  /** `ticket`: of a sign-in whose password was right. Without it, the signed-in person, or nobody: then the passkey says who. */
  input: z.strictObject({ ticket: tokenInput.optional() }),
  /** For `navigator.credentials.get`, as JSON. */
  output: z.object({ options: z.record(z.string(), z.unknown()) }),
  bodyLimit: 4096,
  anonymousPerMinute: 60,
  run: async (ctx, { ticket }) => {
    const waiting = ticket === undefined ? null : await findTicket(ctx, ticket)
    if (waiting === undefined) throw signInExpired()
    if (waiting?.elsewhere === true) throw signInElsewhere()
    const personId = waiting?.id ?? actingPerson(ctx.actor)
    const known =
      personId === null
        ? []
        : await ctx.db
            .selectFrom('passkey')
            .select(['credential_id', 'transports'])
            .where('person_id', '=', personId)
            .where('ended_at', 'is', null)
            .execute()
    const options = await generateAuthenticationOptions({
      rpID: siteOf(ctx.ports.site()).id,
      challenge: await giveChallenge(ctx.db, { purpose: 'prove', personId, now: ctx.now }),
      timeout: challengeMinutes * 60_000,
      userVerification: 'required',
      allowCredentials: known.map(({ credential_id: id, transports }) => ({
        id: Buffer.from(id).toString('base64url'),
        transports: [...transports],
      })),
    })
    return { options: { ...options } }
  },
})
