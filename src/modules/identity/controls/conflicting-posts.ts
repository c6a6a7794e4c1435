import { sql } from 'kysely'
import type { Evidence } from '../../../kernel/control/measurement.ts'
import { postsOf } from '../people/posts-of.ts'
import { matrixInForce } from '../posts/matrix-in-force.ts'
import { conflictsAmong, postTitle } from '../posts/permission-matrix.ts'
import { defineControl } from '../scope.ts'
import { isRunning } from '../temporary-posts/running-posts.ts'

export const conflictingPostsControl = defineControl({
  id: 'identity.conflicting-posts',
  title: { zh: '无人兼任互斥岗位', en: 'Nobody holds conflicting posts' },
  purpose: {
    zh: '防止一个人独自完成本应相互制约的环节，例如自己写稿、自己终审。',
    en: 'Keeps one person from doing alone what should be checked by another, such as writing and finally approving.',
  },
  dimension: 'account',
  weight: 3,
  action: {
    sentence: { zh: '在“人员与岗位”中为相关人员撤销其中一个岗位。', en: 'Take one of the two posts from whoever holds both.' },
    link: '/people',
  },
  remeasureOn: ['posts.changed', 'temporary-post.given', 'temporary-post.taken', 'temporary-post.ended', 'person.joined', 'person.suspended', 'person.reinstated', 'person.left', 'company.set-up'],
  measure: async (db, now) => {
    const people = await db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('state', 'in', ['invited', 'active'])
      .orderBy('name')
      .orderBy('id')
      .execute()
    if (people.length === 0) return { state: 'inconclusive', share: 0, evidence: [] }
    const { matrix } = await matrixInForce(db)
    const posts = await postsOf(db, people.map(({ id }) => id))
    const { rows: temporary } = await sql<{ id: string; post: string }>`
      select person_id as id, post from temporary_post where ${isRunning(now)}`.execute(db)
    const evidence = people.flatMap(({ id, name }) =>
      conflictsAmong(matrix, [
        ...(posts.get(id) ?? []),
        ...temporary.filter((one) => one.id === id).map(({ post }) => post),
      ]).map(({ posts: [a, b] }): Evidence => {
        const [first, second] = [postTitle(matrix, a), postTitle(matrix, b)]
        return {
          sentence: {
            zh: `{name} 同时担任“${first.zh}”与“${second.zh}”`,
            en: `{name} holds both "${first.en}" and "${second.en}"`,
          },
          params: { name },
          link: '/people',
        }
      }),
    )
    // One is too many: there is no share of it that would be good.
    return evidence.length === 0
      ? { state: 'holds', share: 1, evidence: [] }
      : { state: 'fails', share: 0, evidence: evidence.slice(0, 50) }
  },
})
