import type { Selectable } from 'kysely'
import type { Sentence } from '../../../kernel/sentence.ts'
import type { IdentityDatabase, IdentityTransaction } from '../database.ts'
import { draftDecided } from '../problems.ts'
import type { IdentityContext } from '../scope.ts'
import type { IdentityTables } from '../tables.ts'
import { lockPosts } from './lock-posts.ts'
import type { MatrixChangeFacts } from './matrix-change-gate.ts'
import { matrixInForce } from './matrix-in-force.ts'
import { peopleInMatrix, type PersonInMatrix } from './matrix-people.ts'
import { shippedMatrix } from './permission-matrix.ts'

export type MatrixDraft = Selectable<IdentityTables['matrix_draft']>

/** The draft that waits for a decision; there is at most one. */
export const openDraft = (db: IdentityDatabase): Promise<MatrixDraft | undefined> =>
  db.selectFrom('matrix_draft').selectAll().where('state', '=', 'open').executeTakeFirst()

/**
 * The draft that somebody looked at, held for its decision.
 * @throws Problem `matrix.draft-decided` when it is decided already, or another one waits
 */
export const takeDraft = async (db: IdentityTransaction, id: string): Promise<MatrixDraft> => {
  await lockPosts(db)
  const draft = await openDraft(db)
  if (draft?.id !== id) throw draftDecided()
  return draft
}

/** What the gate looks at, for a draft that is made or decided now. */
export const factsOf = async (
  ctx: Pick<IdentityContext, 'db' | 'now' | 'ports'>,
  { draft, confirmerId }: { draft: Pick<MatrixDraft, 'base' | 'changes' | 'drafted_by'>; confirmerId: string | null },
): Promise<Omit<MatrixChangeFacts, 'people'> & { people: readonly PersonInMatrix[] }> => {
  const { matrix, number } = await matrixInForce(ctx.db)
  const people = await peopleInMatrix(ctx.db, ctx.now)
  const hand = (id: string) => ({ id, posts: people.find((person) => person.id === id)?.lasting ?? [] })
  const titles = new Map<string, Sentence>(ctx.ports.knownPermissions().map(({ id, sentence }) => [id, sentence]))
  return {
    drafter: hand(draft.drafted_by),
    confirmer: confirmerId === null ? null : hand(confirmerId),
    base: draft.base,
    current: number,
    shipped: shippedMatrix(),
    before: matrix,
    changes: draft.changes,
    people,
    titleOf: (permission) => titles.get(permission) ?? { zh: permission, en: permission },
  }
}
