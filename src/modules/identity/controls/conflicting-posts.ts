import type { Evidence } from '../../../kernel/control/measurement.ts'
import { postsOf } from '../people/posts-of.ts'
import { conflictsAmong, permissionMatrix, postTitle } from '../posts/permission-matrix.ts'
import { defineControl } from '../scope.ts'

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
  remeasureOn: ['posts.changed', 'person.joined', 'person.suspended', 'person.reinstated', 'company.set-up'],
  measure: async (db) => {
    const people = await db
      .selectFrom('person')
      .select(['id', 'name'])
      .where('state', '<>', 'suspended')
      .orderBy('name')
      .orderBy('id')
      .execute()
    if (people.length === 0) return { state: 'inconclusive', share: 0, evidence: [] }
    const matrix = permissionMatrix()
    const posts = await postsOf(db, people.map(({ id }) => id))
    const evidence = people.flatMap(({ id, name }) =>
      conflictsAmong(matrix, posts.get(id) ?? []).map(({ posts: [a, b] }): Evidence => {
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
