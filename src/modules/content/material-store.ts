import type { Selectable } from 'kysely'
import { notFound } from '../../kernel/errors.ts'
import { say } from '../../kernel/sentence.ts'
import { type MaterialState, nextState, stateNames, type Step } from './life-cycle.ts'
import type { MaterialFields } from './material-fields.ts'
import { wrongState } from './problems.ts'
import { visibleTo } from './reader-scope.ts'
import type { ContentContext, ContentDatabase } from './scope.ts'
import type { ContentTables } from './tables.ts'

/** A material with its latest version. */
export type Material = {
  id: string
  authorId: string
  departmentId: string
  state: MaterialState
  version: number
  digest: string
  fields: MaterialFields
}

/** The fields of a stored version. */
export const fieldsOf = (row: Selectable<ContentTables['material_version']>): MaterialFields => ({
  title: row.title,
  copy: row.copy,
  channel: row.channel,
  industry: row.industry,
  advertising: row.advertising,
  aiGenerated: row.ai_generated,
  audienceConsent: row.audience_consent,
  accountIds: row.account_ids,
  attachments: row.attachments,
})

/** @throws Problem `record.not-found` when it does not exist or the actor may not see it */
export const findMaterial = (ctx: ContentContext, id: string): Promise<Material> => loadMaterial(ctx, id, false)

/**
 * Locks the material until the transaction ends. Every change of a material and every decision about it takes this lock
 * first, so that an edit and an approval of the same text never cross.
 * @throws Problem `record.not-found` when it does not exist or the actor may not see it
 */
export const lockMaterial = (ctx: ContentContext, id: string): Promise<Material> => loadMaterial(ctx, id, true)

const loadMaterial = async ({ db, actor }: ContentContext, id: string, lock: boolean): Promise<Material> => {
  const query = db.selectFrom('material').selectAll().where('id', '=', id).where(visibleTo(actor))
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (row === undefined) throw notFound()
  const version = await db
    .selectFrom('material_version')
    .selectAll()
    .where('material_id', '=', id)
    .where('version', '=', row.version)
    .executeTakeFirstOrThrow()
  return {
    id,
    authorId: row.author_id,
    departmentId: row.department_id,
    state: row.state,
    version: row.version,
    digest: version.digest,
    fields: fieldsOf(version),
  }
}

/** The author and everybody who saved a version up to this one. */
export const writersOf = async (
  db: ContentDatabase,
  { id, authorId, version }: Pick<Material, 'id' | 'authorId' | 'version'>,
): Promise<readonly string[]> => {
  const rows = await db
    .selectFrom('material_version')
    .select('saved_by')
    .distinct()
    .where('material_id', '=', id)
    .where('version', '<=', version)
    .execute()
  return [...new Set([authorId, ...rows.map((row) => row.saved_by)])]
}

/**
 * Where the step leads from the material's state.
 * @throws Problem `material.wrong-state` where the life cycle does not know the step
 */
export const stepFrom = ({ locale }: ContentContext, { state }: Pick<Material, 'state'>, step: Step): MaterialState => {
  const next = nextState(state, step)
  if (next === null) throw wrongState({ state: say(stateNames[state], locale) })
  return next
}

/** Moves the material to a state. */
export const moveTo = async ({ db, now }: ContentContext, id: string, state: MaterialState): Promise<void> => {
  await db.updateTable('material').set({ state, updated_at: now }).where('id', '=', id).execute()
}
