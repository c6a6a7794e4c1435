import { z } from 'zod'
import { reference } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { grantableBy } from './grantable.ts'
import { stateOf } from './key-life.ts'

/** Living keys are bounded, and ended ones are forgotten after a while. */
const mostShown = 500

const sentence = z.object({ zh: z.string(), en: z.string() })

export const listApiKeys = defineOperation({
  name: 'identity.list-api-keys',
  summary: { zh: '查看接口密钥', en: 'List the API keys' },
  effect: 'read',
  permission: 'identity.manage-api-keys',
  records: { unrecorded: 'Names, rights and last use of keys, no key itself; of people only who gave it.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        id: z.uuid(),
        name: z.string(),
        /** The last characters of the key. */
        ending: z.string(),
        operations: z.array(z.string()),
        callsPerMinute: z.int(),
        givenBy: reference,
        givenAt: z.iso.datetime(),
        expiresAt: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
        lastUsedNetwork: z.string().nullable(),
        revokedAt: z.iso.datetime().nullable(),
        state: z.enum(['active', 'expired', 'revoked']),
      }),
    ),
    /** What the caller may give to a new key. */
    grantable: z.array(z.object({ name: z.string(), summary: sentence })),
  }),
  run: async (ctx) => {
    const rows = await ctx.db
      .selectFrom('api_key')
      .innerJoin('person', 'person.id', 'api_key.given_by')
      .selectAll('api_key')
      .select('person.name as giver')
      // Those that may be used come first.
      .orderBy('api_key.revoked_at', (order) => order.desc().nullsFirst())
      .orderBy('api_key.given_at', 'desc')
      .orderBy('api_key.id', 'desc')
      .limit(mostShown)
      .execute()
    return {
      items: rows.map((row) => ({
        id: row.id,
        name: row.name,
        ending: row.ending,
        operations: row.operations,
        callsPerMinute: row.calls_per_minute,
        givenBy: { id: row.given_by, name: row.giver },
        givenAt: row.given_at.toISOString(),
        expiresAt: row.expires_at.toISOString(),
        lastUsedAt: row.last_used_at?.toISOString() ?? null,
        lastUsedNetwork: row.last_used_network,
        revokedAt: row.revoked_at?.toISOString() ?? null,
        state: stateOf({ expiresAt: row.expires_at, revokedAt: row.revoked_at }, ctx.now),
      })),
      grantable: grantableBy(ctx.actor, ctx.ports.operations()).map(({ name, summary }) => ({ name, summary })),
    }
  },
})
