import type { Kysely, Selectable } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { changesSchema, type RuleChanges } from './changes.ts'
import type { RulesTables } from './tables.ts'

export type Draft = Selectable<RulesTables['rule_draft']>

const rules = (db: AnyDatabase): Kysely<RulesTables> => db as unknown as Kysely<RulesTables>

/** The draft, or undefined. There is at most one. */
export const findDraft = (db: AnyDatabase): Promise<Draft | undefined> =>
  rules(db).selectFrom('rule_draft').selectAll().executeTakeFirst()

/** Everything in a draft. */
export const readChanges = async (db: AnyDatabase, draftId: string): Promise<RuleChanges> => {
  const terms = await rules(db).selectFrom('rule_draft_term').selectAll().where('draft_id', '=', draftId).execute()
  const changes = await rules(db).selectFrom('rule_draft_change').select('body').where('draft_id', '=', draftId).execute()
  const own = await rules(db).selectFrom('rule_draft_rule').select('body').where('draft_id', '=', draftId).execute()
  return changesSchema.parse({
    terms: terms.map(({ draft_id: _draft, folded: _folded, ...term }) => withoutNulls(term)),
    changes: changes.map(({ body }) => body),
    rules: own.map(({ body }) => body),
  })
}

const withoutNulls = (row: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null))

/** Whoever edited the draft. */
export const editorsOf = async (db: AnyDatabase, draftId: string): Promise<readonly string[]> => {
  const rows = await rules(db).selectFrom('rule_draft_editor').select('person_id').where('draft_id', '=', draftId).execute()
  return rows.map(({ person_id: id }) => id)
}
