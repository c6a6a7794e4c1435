import { sql } from 'kysely'
import { notFound } from '../../../kernel/errors.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { type PermissionMatrix } from '../posts/permission-matrix.ts'
import { lockPosts } from '../posts/lock-posts.ts'
import { administratorPost } from '../posts/posts-gate.ts'
import { unknownPost } from '../problems.ts'
import { isRunning } from '../temporary-posts/running-posts.ts'

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
  // Always first, so that nobody who has the lock waits for a row of somebody who waits for the lock.
  await lockPosts(db)
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

/** How many people besides this one, suspended ones left out, hold each of these posts, for good or for hours; a post that nobody holds is absent. */
export const otherHolders = async (
  db: IdentityDatabase,
  { personId, posts, now }: { personId: string; posts: readonly string[]; now: Date },
): Promise<Readonly<Record<string, number>>> => {
  if (posts.length === 0) return {}
  const { rows } = await sql<{ post: string; holders: number }>`
    select held.post, count(*)::int as holders
    from (
      select person_id, post from person_post
      union select person_id, post from temporary_post where ${isRunning(now)}
    ) held join person on person.id = held.person_id
    where person.state in ('invited', 'active') and person.id <> ${personId} and held.post in (${sql.join(posts)})
    group by held.post`.execute(db)
  return Object.fromEntries(rows.map(({ post, holders }) => [post, holders]))
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
