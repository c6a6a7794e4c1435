import { resolveOwner } from '../people/owners.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { defineJob } from '../scope.ts'

/** Whoever gave a key has seen it. When they leave, an administrator decides whether the keys they gave may live on. */
export const warnOfKeysOfSuspended = defineJob({
  name: 'identity.warn-of-keys-of-suspended',
  on: ['person.suspended'],
  run: async (ctx, { subjectId }) => {
    if (typeof subjectId !== 'string') return
    const { living } = await ctx.db
      .selectFrom('api_key')
      .select((eb) => eb.fn.countAll<number>().as('living'))
      .where('given_by', '=', subjectId)
      .where('revoked_at', 'is', null)
      .where('expires_at', '>', ctx.now)
      .executeTakeFirstOrThrow()
    if (living === 0) return
    const { name } = await ctx.db
      .selectFrom('person')
      .select('name')
      .where('id', '=', subjectId)
      .executeTakeFirstOrThrow()
    for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
      await ctx.notify(administrator, {
        kind: 'api-key.giver-suspended',
        sentence: {
          zh: '{name} 已停用，其发放的 {count} 个接口密钥仍然有效，请确认是否撤销',
          en: '{name} was suspended; {count} API keys that they gave are still valid: decide whether to revoke them',
        },
        params: { name, count: living },
        link: '/settings',
      })
    }
  },
})
