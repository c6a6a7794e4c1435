import { notFound } from '../../../kernel/errors.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { type PermissionMatrix } from '../posts/permission-matrix.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { unknownPost } from '../problems.ts'

/** The posts of people, by person id; people without a post are absent. */
export const postsOf = async (
  db: IdentityDatabase,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> => {
  const found = new Map<string, string[]>()
  if (personIds.length === 0) return found
  const rows = await db
    .selectFrom('person_post')
    .select(['person_id', 'post'])
    .where('person_id', 'in', personIds)
    .orderBy('post')
    .execute()
  for (const { person_id: id, post } of rows) found.set(id, [...(found.get(id) ?? []), post])
  return found
}

/**
 * Locks a person for a change of their state or posts, together with every security administrator: of two changes that
 * would each leave "the other one", the second waits for the first and then sees what it did.
 * @throws Problem `record.not-found`
 */
export const lockPerson = async (db: IdentityTransaction, id: string) => {
  const administrators = db.selectFrom('person_post').select('person_id').where('post', '=', administratorPost)
  await db
    .selectFrom('person')
    .select('id')
    .where((eb) => eb.or([eb('id', '=', id), eb('id', 'in', administrators)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  const person = await db
    .selectFrom('person')
    .select(['id', 'name', 'login_name', 'department_id', 'state'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (person === undefined) throw notFound()
  return { ...person, posts: (await postsOf(db, [id])).get(id) ?? [] }
}

/** How many active security administrators there are besides this person. */
export const otherAdministrators = async (db: IdentityDatabase, personId: string): Promise<number> => {
  const rows = await db
    .selectFrom('person')
    .innerJoin('person_post', 'person_post.person_id', 'person.id')
    .select('person.id')
    .where('person_post.post', '=', administratorPost)
    .where('person.state', '=', 'active')
    .where('person.id', '<>', personId)
    .limit(10)
    .execute()
  return rows.length
}

/**
 * Posts as they are stored: known, each once, in order.
 * @throws Problem `posts.unknown`
 */
export const checkedPosts = (matrix: PermissionMatrix, posts: readonly string[]): readonly string[] => {
  const known = new Set(matrix.posts.map(({ id }) => id))
  const stranger = posts.find((post) => !known.has(post))
  if (stranger !== undefined) throw unknownPost({ post: stranger })
  return [...new Set(posts)].toSorted()
}
