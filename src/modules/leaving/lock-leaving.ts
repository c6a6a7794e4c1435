import { notFound } from '../../kernel/errors.ts'
import type { LeavingContext } from './scope.ts'

/** @throws Problem `record.not-found` */
export const lockLeaving = async ({ db }: Pick<LeavingContext, 'db'>, id: string) => {
  const leaving = await db.selectFrom('leaving').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (leaving === undefined) throw notFound()
  return leaving
}
