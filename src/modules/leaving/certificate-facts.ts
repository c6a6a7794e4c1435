import type { Kysely } from 'kysely'
import { notFound } from '../../kernel/errors.ts'
import { positionsOf } from '../../kernel/ledger/positions.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { certificateModel } from './certificate-model.ts'
import { itemsOf } from './items-of.ts'
import { leavingViews } from './leaving-rows.ts'
import { notCarriedOut } from './problems.ts'
import type { LeavingReader } from './scope.ts'

/** Who looked at it is no part of what was done. */
const notDone = ['leaving.viewed', 'leaving.certificate-issued']

/**
 * The certificate of a leaving as it stands, and what the ledger is to say of its issue.
 * @throws Problem `record.not-found`; `leaving.not-carried-out` before there is anything to certify
 */
export const certificateOf = async (tools: LeavingReader, id: string) => {
  const row = await tools.db.selectFrom('leaving').selectAll().where('id', '=', id).executeTakeFirst()
  const [leaving] = row === undefined ? [] : await leavingViews(tools, [row])
  if (leaving === undefined) throw notFound()
  if (leaving.state !== 'done') throw notCarriedOut()
  const items = await itemsOf(tools, id)
  const subjects = [{ kind: 'leaving', id }, ...items.map((item) => ({ kind: 'leaving-item', id: item.id }))]
  const { positions, checkpoint } = await positionsOf(tools.db as unknown as Kysely<KernelTables>, subjects, { except: notDone })
  return {
    model: certificateModel({ leaving, items, positions, checkpoint, now: tools.now, locale: tools.locale }),
    issued: {
      type: 'leaving.certificate-issued',
      subject: { kind: 'leaving', id },
      detail: { person: leaving.person.id, items: items.length, open: leaving.pending + leaving.manual },
    } as const,
    name: leaving.person.name,
  }
}
