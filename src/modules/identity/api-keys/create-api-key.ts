import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { lastingRights } from '../posts/posts-in-force.ts'
import { apiKeyNameTaken, operationNotGrantable, tooManyApiKeys } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { grantableBy } from './grantable.ts'
import { expiryOf, longestLifeDays, mostKeys } from './key-life.ts'
import { endingOf, keyDigest, newKey } from './key-token.ts'

const unique = (names: readonly string[]): boolean => new Set(names).size === names.length

export const createApiKey = defineOperation({
  name: 'identity.create-api-key',
  summary: { zh: '发放接口密钥，密钥只显示这一次', en: 'Give an API key, which is shown this once' },
  effect: 'change',
  permission: 'identity.manage-api-keys',
  fresh: true,
  records: ['api-key.given'],
  input: z.strictObject({
    name: z.string().trim().min(1).max(60),
    operations: z.array(z.string().min(3).max(100)).min(1).max(50).refine(unique, { error: '同一操作只能选择一次' }),
    /** Days until it expires. */
    days: z.int().min(1).max(longestLifeDays),
    callsPerMinute: z.int().min(1).max(6000).default(600),
  }),
  output: z.object({ id: z.uuid(), key: z.string(), expiresAt: z.iso.datetime() }),
  run: async (ctx, { name, operations, days, callsPerMinute }) => {
    const giver = signedIn(ctx.actor)
    // A key outlasts a temporary post, so that none rests on one.
    const lasting = await lastingRights(ctx.db, giver.id)
    const usable = new Set([...lasting.permissions].filter((permission) => giver.permissions.has(permission)))
    const mayGive = new Set(grantableBy({ ...giver, permissions: usable }, ctx.ports.operations()).map((operation) => operation.name))
    const beyond = operations.find((operation) => !mayGive.has(operation))
    if (beyond !== undefined) throw operationNotGrantable({ operation: beyond })
    const { living } = await ctx.db
      .selectFrom('api_key')
      .select((eb) => eb.fn.countAll<number>().as('living'))
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', ctx.now)
      .executeTakeFirstOrThrow()
    if (living >= mostKeys) throw tooManyApiKeys({ most: mostKeys })
    const id = newId(ctx.now.getTime())
    const key = newKey()
    const expiresAt = expiryOf(ctx.now, days)
    await ctx.db
      .insertInto('api_key')
      .values({
        id,
        name,
        token_digest: keyDigest(ctx.secrets.apiKey, key),
        ending: endingOf(key),
        operations: [...operations],
        posts: [...lasting.posts],
        calls_per_minute: callsPerMinute,
        given_by: giver.id,
        given_at: ctx.now,
        expires_at: expiresAt,
        last_used_at: null,
        last_used_network: null,
        revoked_at: null,
        revoked_by: null,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? apiKeyNameTaken({ name }) : error
      })
    ctx.record({
      type: 'api-key.given',
      subject: { kind: 'api-key', id },
      detail: { name, operations, expiresAt: expiresAt.toISOString(), callsPerMinute },
    })
    return { id, key, expiresAt: expiresAt.toISOString() }
  },
})
