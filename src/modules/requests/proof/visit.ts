import { type RawBuilder, sql, type SqlBool } from 'kysely'
import { notFound } from '../../../kernel/errors.ts'
import { keyed } from '../keyed.ts'
import { visitOver } from '../problems.ts'
import type { RequestsContext, RequestsDatabase } from '../scope.ts'
import type { RequestRow, SessionRow } from '../tables.ts'

type Tools = { db: RequestsDatabase; now: Date; secrets: RequestsContext['secrets'] }

/**
 * The visit that a page names.
 * @throws Problem `request.visit-over`
 */
export const visitOf = async ({ db, now, secrets }: Tools, token: string): Promise<SessionRow> => {
  const row = await db
    .selectFrom('rights_session')
    .selectAll()
    .where('token_digest', '=', keyed(secrets, 'token', token))
    .where('expires_at', '>', now)
    .executeTakeFirst()
  if (row === undefined) throw visitOver()
  return row
}

/**
 * The requests that a visitor may see: those made with the same number or address, and those of the one customer who has it
 * on file. Where several customers share it, none sees what another asked for by other means.
 */
export const isOwn = ({ subjects, contact_key: contactKey }: SessionRow): RawBuilder<SqlBool> => {
  const [only, ...others] = subjects
  const made = sql<SqlBool>`rights_request.contact_key = ${contactKey}`
  return only === undefined || others.length > 0 ? made : sql<SqlBool>`(${made} or rights_request.subject = ${only}::uuid)`
}

/** @throws Problem `record.not-found` for a request of somebody else, as for one that does not exist */
export const ownRequest = async ({ db }: { db: RequestsDatabase }, visit: SessionRow, id: string): Promise<RequestRow> => {
  const row = await db.selectFrom('rights_request').selectAll().where('id', '=', id).where(isOwn(visit)).executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** The same, held until the end of the transaction. */
export const lockOwnRequest = async ({ db }: Pick<RequestsContext, 'db'>, visit: SessionRow, id: string): Promise<RequestRow> => {
  const row = await db.selectFrom('rights_request').selectAll().where('id', '=', id).where(isOwn(visit)).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}
