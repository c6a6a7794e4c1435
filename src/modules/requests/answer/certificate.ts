import type { Kysely } from 'kysely'
import { renderPdf } from '../../../kernel/documents/render-pdf.ts'
import { positionsOf } from '../../../kernel/ledger/positions.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import { isEnded } from '../life-cycle.ts'
import { notEnded } from '../problems.ts'
import type { RequestsContext, RequestsDatabase } from '../scope.ts'
import type { RequestRow } from '../tables.ts'
import { certificateDocument } from './certificate-document.ts'

/** Who looked at it is no part of what was done. */
const except = ['request.viewed', 'request.certificate-issued', 'request.answer-fetched']

/**
 * The certificate of a request as a PDF.
 * @throws Problem `request.not-ended`
 */
export const certificateOf = async (
  { db, now, ports }: { db: RequestsDatabase; now: Date; ports: RequestsContext['ports'] },
  row: RequestRow,
): Promise<Uint8Array> => {
  if (!isEnded(row.state)) throw notEnded()
  const { due_at: dueAt } = await db.selectFrom('obligation').select('due_at').where('id', '=', row.obligation_id).executeTakeFirstOrThrow()
  const { positions, checkpoint } = await positionsOf(db as unknown as Kysely<KernelTables>, [{ kind: 'rights-request', id: row.id }], { except })
  return renderPdf(certificateDocument({ row, company: (await ports.company(db)) ?? '', dueAt, positions, checkpoint, now }))
}
