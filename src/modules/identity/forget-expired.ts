import { endedKeyDays } from './api-keys/key-life.ts'
import { defineJob } from './scope.ts'
import { failureMemoryMs } from './sign-in/delay.ts'

const day = 24 * 60 * 60 * 1000

/** Where and when somebody was signed in is kept this long after the session's end. */
const endedSessionDays = 90

/** What a directory told is refused anyway once it is older than five minutes. */
const directoryEventDays = 2

/** Sign-ins are compared with those of the last 180 days. */
const signInDays = 200

/** Removes what has no use any more: tokens that ran out, failures that are forgotten, sessions that ended long ago. */
export const forgetExpired = defineJob({
  name: 'identity.forget-expired',
  schedule: '17 3 * * *',
  run: async (ctx) => {
    const before = (milliseconds: number) => new Date(ctx.now.getTime() - milliseconds)
    await ctx.db.deleteFrom('sign_in_ticket').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('authorization_request').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('webauthn_challenge').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('invitation').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('set_up_token').where('expires_at', '<', ctx.now).execute()
    await ctx.db.deleteFrom('sign_in_failure').where('last_at', '<', before(failureMemoryMs)).execute()
    await ctx.db.deleteFrom('directory_event').where('taken_at', '<', before(directoryEventDays * day)).execute()
    const old = before(endedSessionDays * day)
    await ctx.db
      .deleteFrom('session')
      .where((eb) => eb.or([eb('ended_at', '<', old), eb('expires_at', '<', old)]))
      .execute()
    // Longer than a decision looks back (risk/history.ts).
    await ctx.db.deleteFrom('sign_in').where('at', '<', before(signInDays * day)).execute()
    const longAgo = before(endedKeyDays * day)
    await ctx.db
      .deleteFrom('api_key')
      .where((eb) => eb.or([eb('revoked_at', '<', longAgo), eb('expires_at', '<', longAgo)]))
      .execute()
  },
})
