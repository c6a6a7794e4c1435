import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'
import { postTitle, shippedMatrix } from '../posts/permission-matrix.ts'
import { factorsHeld } from './factors-held.ts'
import { heldUntil } from './held-until.ts'

/**
 * Everything in this module that opens something to these people, from live rows. What stands there of somebody
 * suspended opens again with the reinstatement (`opens: 'with-sign-in'`); keys, sessions and invitations stand for
 * themselves, and of somebody who left nothing may be there at all.
 */
export const reach = async ({ db: handle, now }: { db: AnyDatabase; now: Date }, people: readonly string[]) => {
  if (people.length === 0) return []
  const db = identityDatabase(handle)
  const suspended = new Set(
    (
      await db.selectFrom('person').select('id').where('id', 'in', people).where('state', '=', 'suspended').execute()
    ).map(({ id }) => id),
  )
  const opensOf = (personId: string) => (suspended.has(personId) ? ('with-sign-in' as const) : ('by-itself' as const))
  const posts = await db
    .selectFrom('person_post')
    .select(['person_id as personId', 'post'])
    .where('person_id', 'in', people)
    .orderBy('post')
    .execute()
  const temporary = await db
    .selectFrom('temporary_post')
    .select(['id', 'person_id', 'post'])
    .where('person_id', 'in', people)
    .where('ended_at', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('ends_at')
    .orderBy('id')
    .execute()
  const headed = await db
    .selectFrom('department')
    .select(['id', 'name', 'head_id'])
    .where('head_id', 'in', people)
    .orderBy('name')
    .execute()
  const matrix = shippedMatrix()
  return [
    ...(await heldUntil({ db, now }, people)).map((held) => ({ ...held, opens: 'by-itself' as const })),
    ...(await factorsHeld(db, people)).map((held) => ({ ...held, opens: opensOf(held.personId) })),
    ...posts.map(({ personId, post }) => {
      const { zh, en } = postTitle(matrix, post)
      const title = { zh: `岗位“${zh}”及其权限`, en: `The post "${en}" and its rights` }
      return { personId, kind: 'post', ref: post, opens: opensOf(personId), title, params: {} }
    }),
    ...temporary.map(({ id, person_id: personId, post }) => {
      const { zh, en } = postTitle(matrix, post)
      const title = { zh: `临时岗位“${zh}”及其权限`, en: `The temporary post "${en}" and its rights` }
      return { personId, kind: 'temporary-post', ref: id, opens: opensOf(personId), title, params: {} }
    }),
    ...headed.map(({ id, name, head_id: headId }) => ({
      personId: headId ?? '',
      kind: 'department-head',
      ref: id,
      opens: opensOf(headId ?? ''),
      title: { zh: '“{name}”负责人', en: 'Head of {name}' },
      params: { name },
    })),
  ]
}
