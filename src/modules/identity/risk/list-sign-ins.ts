import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { signInProviders } from '../outside-sign-in/provider.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { deviceLabel } from './device/device-label.ts'

const mostShown = 50

export const listSignIns = defineOperation({
  name: 'identity.list-sign-ins',
  summary: { zh: '查看自己的登录记录', en: 'List your own sign-ins' },
  effect: 'read',
  permission: 'any-session',
  records: { unrecorded: 'People see their own sign-ins and nothing of anybody else.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        ip: z.string(),
        place: z.string().nullable(),
        device: z.string(),
        /** Through whom; null for a password or a passkey. */
        provider: z.enum(signInProviders).nullable(),
        level: z.enum(['low', 'elevated', 'high']),
        reasons: z.array(z.string()),
        /** False where it did not get past the second factor. */
        finished: z.boolean(),
        disowned: z.boolean(),
      }),
    ),
  }),
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('sign_in')
      .select(['id', 'at', 'ip', 'place', 'device', 'level', 'reasons', 'assurance', 'disowned_at', 'provider'])
      .where('person_id', '=', signedIn(ctx.actor).id)
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(mostShown)
      .execute()
    return {
      items: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        ip: row.ip,
        place: row.place?.name[ctx.locale] ?? null,
        device: deviceLabel(row.device)[ctx.locale],
        provider: row.provider,
        level: row.level,
        reasons: row.reasons.map(({ sentence, params }) => say(sentence, ctx.locale, params)),
        finished: row.assurance !== null,
        disowned: row.disowned_at !== null,
      })),
    }
  },
})
