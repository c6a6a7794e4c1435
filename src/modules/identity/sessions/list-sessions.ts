import { z } from 'zod'
import { companyOf } from '../company.ts'
import { deviceLabel } from '../risk/device/device-label.ts'
import { deviceOf } from '../risk/device/device-of.ts'
import { placeOfIp } from '../risk/place/place-of-ip.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { idleSince } from './session-life.ts'

export const listSessions = defineOperation({
  name: 'identity.list-sessions',
  summary: { zh: '查看自己的登录设备', en: 'List the sessions that are open in your name' },
  effect: 'read',
  permission: 'any-session',
  records: { unrecorded: 'People see their own sessions and nothing of anybody else.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        device: z.string(),
        ip: z.string().nullable(),
        /** Where the address is; null for internal and unknown ones. */
        place: z.string().nullable(),
        createdAt: z.iso.datetime(),
        lastSeenAt: z.iso.datetime(),
        current: z.boolean(),
      }),
    ),
  }),
  run: async (ctx) => {
    const person = signedIn(ctx.actor)
    const { sessionLimits } = await companyOf(ctx.db)
    const rows = await ctx.db
      .selectFrom('session')
      .select(['id', 'device', 'ip', 'began_at', 'last_seen_at'])
      .where('person_id', '=', person.id)
      .where('ended_at', 'is', null)
      .where('expires_at', '>', ctx.now)
      .where('last_seen_at', '>', idleSince(ctx.now, sessionLimits))
      .orderBy('last_seen_at', 'desc')
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    return {
      items: rows.map((row) => ({
        id: row.id,
        device: deviceLabel(deviceOf(row.device))[ctx.locale],
        ip: row.ip,
        place: placeOfIp(row.ip ?? '').place?.name[ctx.locale] ?? null,
        createdAt: row.began_at.toISOString(),
        lastSeenAt: row.last_seen_at.toISOString(),
        current: row.id === person.sessionId,
      })),
    }
  },
})
