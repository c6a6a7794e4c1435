import { z } from 'zod'
import type { IdentityDatabase } from '../database.ts'
import { defineOperation } from '../scope.ts'
import { findUnused, unusedAfterDays } from './unused-rights.ts'
import { useFacts } from './use-facts.ts'

const sentence = z.object({ zh: z.string(), en: z.string() })

/** Entries of each list that are shown; of more the total says how many. */
const shown = 500

export const listUnusedRights = defineOperation({
  name: 'identity.list-unused-rights',
  summary: { zh: '查看长期未使用、建议收回的岗位与权限', en: 'List posts and rights that nobody used, to be withdrawn' },
  effect: 'read',
  permission: 'identity.view-people',
  records: ['people.viewed'],
  input: z.strictObject({}),
  output: z.object({
    unusedAfterDays: z.int(),
    /** Since when uses are recorded; null when none is yet. */
    recordedSince: z.iso.datetime().nullable(),
    /** Somebody who used no right of a post. */
    posts: z.array(
      z.object({
        person: z.object({ id: z.uuid(), name: z.string(), department: z.string() }),
        post: z.string(),
        since: z.iso.datetime(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
    totalPosts: z.int(),
    /** Rights of a post that none of its holders used. */
    rights: z.array(
      z.object({
        post: z.string(),
        permission: z.object({ id: z.string(), sentence }),
        holders: z.int(),
        lastUsedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  run: async (ctx) => {
    const named = ctx.ports.operations().map(({ permission }) => permission)
    const facts = await useFacts(ctx.db, { named, now: ctx.now })
    const { posts, rights } = findUnused(facts)
    const listed = posts.slice(0, shown)
    const people = await peopleNamed(ctx.db, [...new Set(listed.map(({ personId }) => personId))])
    ctx.record({
      type: 'people.viewed',
      subject: { kind: 'people', id: 'unused-rights' },
      detail: { people: people.map(({ id }) => id), fields: ['name', 'posts', 'last-use'] },
    })
    const titles = new Map(ctx.ports.knownPermissions().map(({ id, sentence: title }) => [id, title]))
    return {
      unusedAfterDays,
      recordedSince: facts.recordedSince?.toISOString() ?? null,
      posts: listed.flatMap(({ personId, post, since, lastUsedAt }) => {
        const person = people.find(({ id }) => id === personId)
        if (person === undefined) return []
        return [{ person, post, since: since.toISOString(), lastUsedAt: lastUsedAt?.toISOString() ?? null }]
      }),
      totalPosts: posts.length,
      rights: rights.slice(0, shown).map(({ post, permission, holders, lastUsedAt }) => ({
        post,
        permission: { id: permission, sentence: titles.get(permission) ?? { zh: permission, en: permission } },
        holders,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      })),
    }
  },
})

const peopleNamed = async (db: IdentityDatabase, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('person')
        .innerJoin('department', 'department.id', 'person.department_id')
        .select(['person.id', 'person.name', 'department.name as department'])
        .where('person.id', 'in', ids)
        .execute()
