import { changedMeanwhile, notFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import { limits } from './changes.ts'
import { type Draft, draftColumns } from './draft-reading.ts'
import type { DraftSet } from './engine.ts'
import { type InForce, numberInForce } from './in-force.ts'
import { noDraft, tooMany } from './problems.ts'
import type { RulesPorts } from './ports.ts'
import type { CountedSet } from './rule-set.ts'
import { personOf, type RulesContext, type RulesDatabase } from './scope.ts'
import type { DraftEdit } from './thread/edit-changes.ts'
import type { ThreadAnswers } from './thread/thread-messages.ts'

/** What an edit rests on: the draft, or what is in force where there is none yet. */
export type EditBase = { inForce: InForce; set: DraftSet | undefined }

/** An edit that was carried out in the thread and waits to be kept. */
export type PreparedEdit = EditBase & { edited: ThreadAnswers['edit'] }

/** What an edit rests on. For `prepare`. */
export const editBase = async (db: RulesDatabase, { engine }: RulesPorts): Promise<EditBase> => ({
  inForce: await engine.inForce(db),
  set: await engine.draftSet(db),
})

/** Carries an edit out, without keeping it. For `prepare`. */
export const prepareEdit = async (db: RulesDatabase, ports: RulesPorts, edit: DraftEdit): Promise<PreparedEdit> => {
  const base = await editBase(db, ports)
  return { ...base, edited: await ports.engine.thread.edit(base.set ?? base.inForce, edit) }
}

/** The draft, locked. @throws Problem `rules.no-draft` */
export const lockDraft = async ({ db }: RulesContext): Promise<Draft> => {
  const draft = await db.selectFrom('rule_draft').select(draftColumns).forUpdate().executeTakeFirst()
  if (draft === undefined) throw noDraft()
  return draft
}

/**
 * Keeps an edit.
 * @throws Problem `record.changed-meanwhile`, `record.not-found`, `rules.too-many`
 */
export const keepEdit = (ctx: RulesContext, { edited, ...base }: PreparedEdit): Promise<Draft> => {
  if (edited.outcome === 'absent') throw notFound()
  if (edited.outcome === 'too-many') throw beyondBounds()
  return keepSet(ctx, base, edited.set)
}

export const beyondBounds = () => tooMany({ terms: limits.terms, changes: limits.changes, rules: limits.rules })

/**
 * Gives the draft another content, and begins one when there is none. Every edit makes what was tried before stale.
 * @throws Problem `record.changed-meanwhile` when draft or version are not those that the content was made from
 */
export const keepSet = async (ctx: RulesContext, { inForce, set }: EditBase, next: CountedSet): Promise<Draft> => {
  const found = await ctx.db.selectFrom('rule_draft').select(draftColumns).forUpdate().executeTakeFirst()
  if (found?.id !== set?.draft.id || found?.revision !== set?.draft.revision) throw changedMeanwhile()
  if (found === undefined) return openDraft(ctx, { set: next, basedOn: inForce.number })
  const edited = {
    revision: found.revision + 1,
    edited_at: ctx.now,
    edited_by: personOf(ctx).id,
    content: next.content,
  }
  await ctx.db
    .updateTable('rule_draft')
    .set({ ...edited, changes: next.packed, counts: JSON.stringify(next.counts) })
    .where('id', '=', found.id)
    .execute()
  await noteEditor(ctx, found.id)
  return { ...found, ...edited, counts: next.counts }
}

/**
 * Begins a draft. Nobody else has one.
 * @throws Problem `record.changed-meanwhile` when another version is in force
 */
export const openDraft = async (
  ctx: RulesContext,
  { set, basedOn, copyOf = null }: { set: CountedSet; basedOn: number; copyOf?: number | null },
): Promise<Draft> => {
  if ((await numberInForce(ctx.db)) !== basedOn) throw changedMeanwhile()
  const draft: Draft = {
    id: newId(ctx.now.getTime()),
    single: true,
    based_on: basedOn === 0 ? null : basedOn,
    copy_of: copyOf,
    revision: 1,
    content: set.content,
    counts: set.counts,
    opened_at: ctx.now,
    edited_at: ctx.now,
    edited_by: personOf(ctx).id,
  }
  const opened = await ctx.db
    .insertInto('rule_draft')
    .values({ ...draft, counts: JSON.stringify(set.counts), changes: set.packed })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (opened === undefined) throw changedMeanwhile()
  await noteEditor(ctx, draft.id)
  return draft
}

const noteEditor = async (ctx: RulesContext, draftId: string): Promise<void> => {
  await ctx.db
    .insertInto('rule_draft_editor')
    .values({ draft_id: draftId, person_id: personOf(ctx).id })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
