import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'
import { applyChanges, type MatrixChange, type StandingChange } from './matrix-change.ts'
import { type PermissionMatrix, shippedMatrix } from './permission-matrix.ts'

/** The matrix that counts at present. */
export type MatrixInForce = {
  matrix: PermissionMatrix
  /** What the company changed of the shipped one. */
  changes: readonly StandingChange[]
  /** Of these, the ones that the shipped matrix of this release cannot take; they are not in force. */
  dropped: readonly MatrixChange[]
}

/** Matrices that a server keeps at hand. One is in force; another may be while servers take a new one up. */
const kept = 8
const known = new Map<string, MatrixInForce>()
let untouched: MatrixInForce | undefined

/** By which a server knows whether it has read these changes already. */
export const digestOfChanges = (changes: readonly StandingChange[]): string =>
  createHash('sha256')
    .update(JSON.stringify(changes.map(({ post, permission, given, since }) => [post, permission, given, since])))
    .digest('hex')

/** For a query that reads something else as well: the digest of the company's changes in force, null without any. */
export const digestInForce = () =>
  sql<string | null>`(select digest from matrix_version order by number desc limit 1)`

/**
 * The matrix behind a digest that was just read. A server reads the changes once and then knows them by their digest,
 * so that a permission check costs no query of its own and a new version counts from its commit.
 */
export const matrixOf = async (db: AnyDatabase, digest: string | null): Promise<MatrixInForce> => {
  if (digest === null) {
    untouched ??= { matrix: shippedMatrix(), changes: [], dropped: [] }
    return untouched
  }
  const found = known.get(digest)
  if (found !== undefined) return found
  const { changes } = await identityDatabase(db)
    .selectFrom('matrix_version')
    .select('changes')
    .where('digest', '=', digest)
    .limit(1)
    .executeTakeFirstOrThrow()
  const fresh = { changes, ...applyChanges(shippedMatrix(), changes) }
  const [oldest] = known.keys()
  if (known.size >= kept && oldest !== undefined) known.delete(oldest)
  known.set(digest, fresh)
  return fresh
}

/** The matrix in force, and the number of its version; 0 is the matrix as it ships. */
export const matrixInForce = async (db: AnyDatabase): Promise<MatrixInForce & { number: number }> => {
  const row = await identityDatabase(db)
    .selectFrom('matrix_version')
    .select(['number', 'digest'])
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return { number: row?.number ?? 0, ...(await matrixOf(db, row?.digest ?? null)) }
}
