import { z } from 'zod'
import { defineOperation } from './scope.ts'

/** Versions shown, newest first; older ones were destroyed long ago. */
const mostVersions = 50

export const viewKeys = defineOperation({
  name: 'keys.view-keys',
  summary: { zh: '查看加密密钥的版本与轮换进度', en: 'See the versions of the encryption keys and how far a rotation is' },
  effect: 'read',
  permission: 'keys.rotate',
  records: { unrecorded: 'Versions and dates of keys, never a key.' },
  input: z.strictObject({}),
  output: z.object({
    keys: z.array(
      z.object({
        version: z.int(),
        state: z.enum(['active', 'retiring', 'retired']),
        source: z.string(),
        madeAt: z.iso.datetime(),
        retiredAt: z.iso.datetime().nullable(),
      }),
    ),
    rotation: z.object({ version: z.int(), total: z.int(), done: z.int(), startedAt: z.iso.datetime() }).nullable(),
  }),
  run: async (ctx) => {
    const keys = await ctx.db
      .selectFrom('sealing_key')
      .select(['version', 'state', 'source', 'made_at', 'retired_at'])
      .orderBy('version', 'desc')
      .limit(mostVersions)
      .execute()
    const rotation = await ctx.db.selectFrom('key_rotation').selectAll().where('finished_at', 'is', null).executeTakeFirst()
    return {
      keys: keys.map(({ made_at: made, retired_at: retired, ...key }) => ({
        ...key,
        madeAt: made.toISOString(),
        retiredAt: retired?.toISOString() ?? null,
      })),
      rotation:
        rotation === undefined
          ? null
          : {
              version: rotation.to_version,
              total: rotation.total,
              done: rotation.done,
              startedAt: rotation.started_at.toISOString(),
            },
    }
  },
})
