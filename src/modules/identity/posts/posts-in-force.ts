import { sql } from 'kysely'
import type { IdentityDatabase } from '../database.ts'
import { postsOf } from '../people/posts-of.ts'
import { isRunning } from '../temporary-posts/running-posts.ts'
import { digestInForce, matrixInForce, matrixOf } from './matrix-in-force.ts'
import { type PermissionMatrix, permissionsOf } from './permission-matrix.ts'

/**
 * The posts that a person holds at this moment, temporary ones among them, and the matrix in force.
 * One query, so that posts and matrix are of one moment; for every request.
 */
export const postsInForce = async (
  db: IdentityDatabase,
  personId: string,
  now: Date,
): Promise<{ posts: readonly string[]; matrix: PermissionMatrix }> => {
  const { rows } = await sql<{ posts: string[]; digest: string | null }>`
    select
      array(
        select post from person_post where person_id = ${personId}
        union select post from temporary_post where person_id = ${personId} and ${isRunning(now)}
        order by post
      ) as posts,
      ${digestInForce()} as digest`.execute(db)
  const { posts, digest } = rows[0] ?? { posts: [], digest: null }
  return { posts, matrix: (await matrixOf(db, digest)).matrix }
}

/** The posts that a person holds for good, and what they let them do: for what outlasts a temporary post. */
export const lastingRights = async (
  db: IdentityDatabase,
  personId: string,
): Promise<{ posts: readonly string[]; permissions: ReadonlySet<string> }> => {
  const posts = (await postsOf(db, [personId])).get(personId) ?? []
  const { matrix } = await matrixInForce(db)
  return { posts, permissions: permissionsOf(matrix, posts) }
}
