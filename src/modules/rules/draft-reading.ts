import type { Kysely, Selectable } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { RuleSet } from './rule-set.ts'
import type { RulesTables } from './tables.ts'

/** A draft without its bytes. */
export type Draft = Omit<Selectable<RulesTables['rule_draft']>, 'changes'>

export const draftColumns = [
  'id',
  'single',
  'based_on',
  'copy_of',
  'revision',
  'content',
  'counts',
  'opened_at',
  'edited_at',
  'edited_by',
] as const satisfies readonly (keyof Draft)[]

const rules = (db: AnyDatabase): Kysely<RulesTables> => db as unknown as Kysely<RulesTables>

/** The draft, or undefined. There is at most one. */
export const findDraft = (db: AnyDatabase): Promise<Draft | undefined> =>
  rules(db).selectFrom('rule_draft').select(draftColumns).executeTakeFirst()

/** What a draft says, as it stands now; undefined when it is gone. */
export const readDraftSet = async (
  db: AnyDatabase,
  draftId: string,
): Promise<(RuleSet & { revision: number }) | undefined> => {
  const row = await rules(db)
    .selectFrom('rule_draft')
    .select(['content', 'changes', 'revision'])
    .where('id', '=', draftId)
    .executeTakeFirst()
  return row === undefined ? undefined : { content: row.content, packed: row.changes, revision: row.revision }
}

/** Whoever edited the draft. */
export const editorsOf = async (db: AnyDatabase, draftId: string): Promise<readonly string[]> => {
  const rows = await rules(db)
    .selectFrom('rule_draft_editor')
    .select('person_id')
    .where('draft_id', '=', draftId)
    .execute()
  return rows.map(({ person_id: id }) => id)
}
