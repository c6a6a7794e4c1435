import { sql } from 'kysely'
import { changedMeanwhile } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import { type CompanyTerm, limits, type OwnRule, type PackChange, type RuleChanges } from './changes.ts'
import type { Draft } from './draft-reading.ts'
import { type InForce, numberInForce } from './in-force.ts'
import { noDraft, tooMany } from './problems.ts'
import { personOf, type RulesContext } from './scope.ts'

/** The draft, locked. @throws Problem `rules.no-draft` */
export const lockDraft = async ({ db }: RulesContext): Promise<Draft> => {
  const draft = await db.selectFrom('rule_draft').selectAll().forUpdate().executeTakeFirst()
  if (draft === undefined) throw noDraft()
  return draft
}

/** Begins a draft with what is in force, or with an older version. Nobody else has one. */
export const openDraft = async (
  ctx: RulesContext,
  { changes, basedOn, copyOf = null }: { changes: RuleChanges; basedOn: number; copyOf?: number | null },
): Promise<Draft> => {
  const draft: Draft = {
    id: newId(ctx.now.getTime()),
    single: true,
    based_on: basedOn === 0 ? null : basedOn,
    copy_of: copyOf,
    revision: 1,
    opened_at: ctx.now,
    edited_at: ctx.now,
    edited_by: personOf(ctx).id,
  }
  await ctx.db.insertInto('rule_draft').values(draft).execute()
  await keepTerms(ctx, draft.id, changes.terms)
  for (const change of changes.changes) await keepChange(ctx, draft.id, change)
  for (const rule of changes.rules) await keepRule(ctx, draft.id, rule)
  await noteEditor(ctx, draft.id)
  return draft
}

/**
 * Takes the draft for an edit, and begins one when there is none. Every edit makes what was tried before stale.
 * @throws Problem `record.changed-meanwhile` when another version came into force while this call prepared
 */
export const editDraft = async (ctx: RulesContext, inForce: InForce): Promise<Draft> => {
  const person = personOf(ctx)
  const found = await ctx.db.selectFrom('rule_draft').selectAll().forUpdate().executeTakeFirst()
  if (found === undefined) {
    if ((await numberInForce(ctx.db)) !== inForce.number) throw changedMeanwhile()
    return openDraft(ctx, { changes: inForce.changes, basedOn: inForce.number })
  }
  const edited = { revision: found.revision + 1, edited_at: ctx.now, edited_by: person.id }
  await ctx.db.updateTable('rule_draft').set(edited).where('id', '=', found.id).execute()
  await noteEditor(ctx, found.id)
  return { ...found, ...edited }
}

const noteEditor = async (ctx: RulesContext, draftId: string): Promise<void> => {
  await ctx.db
    .insertInto('rule_draft_editor')
    .values({ draft_id: draftId, person_id: personOf(ctx).id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** How many terms one statement writes. */
const termsAtOnce = 5000

/** Writes terms; one that is there in another spelling is replaced. */
export const keepTerms = async (
  { db, ports }: RulesContext,
  draftId: string,
  terms: readonly CompanyTerm[],
): Promise<void> => {
  const rows = new Map(terms.map((term) => [ports.engine.fold(term.term), term]))
  const all = [...rows].map(([folded, term]) => ({ ...term, folded }))
  for (let at = 0; at < all.length; at += termsAtOnce) {
    await sql`
      insert into rule_draft_term (draft_id, folded, term, effect, category, severity, why, advice)
      select cast(${draftId} as uuid), item.*
      from jsonb_to_recordset(cast(${JSON.stringify(all.slice(at, at + termsAtOnce))} as jsonb)) as item
        (folded text, term text, effect text, category text, severity text, why text, advice text)
      on conflict (draft_id, folded) do update set term = excluded.term, effect = excluded.effect,
        category = excluded.category, severity = excluded.severity, why = excluded.why, advice = excluded.advice
    `.execute(db)
  }
}

export const keepChange = async ({ db }: RulesContext, draftId: string, change: PackChange): Promise<void> => {
  const body = JSON.stringify(change)
  await db
    .insertInto('rule_draft_change')
    .values({ draft_id: draftId, rule: change.rule, body })
    .onConflict((conflict) => conflict.columns(['draft_id', 'rule']).doUpdateSet({ body }))
    .execute()
}

export const keepRule = async ({ db }: RulesContext, draftId: string, rule: OwnRule): Promise<void> => {
  const body = JSON.stringify(rule)
  await db
    .insertInto('rule_draft_rule')
    .values({ draft_id: draftId, id: rule.id, body })
    .onConflict((conflict) => conflict.columns(['draft_id', 'id']).doUpdateSet({ body }))
    .execute()
}

/** @throws Problem `rules.too-many` when the draft holds more than it may */
export const requireBounds = async ({ db }: RulesContext, draftId: string): Promise<void> => {
  const { rows } = await sql<{ terms: number; changes: number; rules: number }>`
    select (select count(*) from rule_draft_term where draft_id = ${draftId}) as terms,
      (select count(*) from rule_draft_change where draft_id = ${draftId}) as changes,
      (select count(*) from rule_draft_rule where draft_id = ${draftId}) as rules
  `.execute(db)
  const [count] = rows
  if (count === undefined) return
  if (count.terms > limits.terms || count.changes > limits.changes || count.rules > limits.rules) {
    throw tooMany({ terms: limits.terms, changes: limits.changes, rules: limits.rules })
  }
}

/** Takes everything out of a draft. */
export const emptyDraft = async ({ db }: RulesContext, draftId: string): Promise<void> => {
  await db.deleteFrom('rule_draft_term').where('draft_id', '=', draftId).execute()
  await db.deleteFrom('rule_draft_change').where('draft_id', '=', draftId).execute()
  await db.deleteFrom('rule_draft_rule').where('draft_id', '=', draftId).execute()
}
