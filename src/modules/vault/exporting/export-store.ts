import type { Selectable } from 'kysely'
import { mayDo } from '../../../kernel/actor.ts'
import type { PersonActor } from '../../../kernel/context.ts'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import type { VaultContext } from '../scope.ts'
import { type ExportState, mayFollow } from './export-life.ts'
import type { ExportRow } from './tables.ts'

const wrongState = defineProblem('conflict', 'export.wrong-state', {
  zh: '这次导出的状态刚刚变了，请刷新后再看。',
  en: 'This export is in another state by now; reload and look again.',
})

export type Export = Selectable<ExportRow>

/** The export, held until the end of the transaction. */
export const lockExport = async ({ db }: Pick<VaultContext, 'db'>, id: string): Promise<Export> => {
  const row = await db.selectFrom('vault_export').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}

/** @throws Problem `export.wrong-state` where the one may not follow the other */
export const requireStep = ({ state }: Pick<Export, 'state'>, to: ExportState): void => {
  if (!mayFollow(state, to)) throw wrongState()
}

/** Whether somebody's reach covers the export: every department's, or their own. */
export const isInReach = (person: PersonActor, { department_id: departmentId }: Pick<Export, 'department_id'>): boolean =>
  mayDo(person, 'vault.view-all') || departmentId === person.departmentId

/**
 * Ends an export and makes every copy of its file unreadable: the key is destroyed, the pieces are removed. What nobody ever got
 * leaves no trace of its customers and needs no mark.
 */
export const endExport = async ({ db, now }: Pick<VaultContext, 'db' | 'now'>, { id, made_at: madeAt }: Pick<Export, 'id' | 'made_at'>, state: ExportState): Promise<void> => {
  await db.deleteFrom('vault_export_piece').where('export_id', '=', id).execute()
  if (madeAt === null) await db.deleteFrom('vault_export_customer').where('export_id', '=', id).execute()
  await db
    .updateTable('vault_export')
    .set({ state, file_key: null, ended_at: now, moved_at: now, ...(madeAt === null ? { mark_key: null } : {}) })
    .where('id', '=', id)
    .execute()
}
