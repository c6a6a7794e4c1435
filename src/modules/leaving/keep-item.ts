import type { Owner } from '../../kernel/obligation/desk.ts'
import { newId } from '../../kernel/id.ts'
import type { Sentence, SentenceParams } from '../../kernel/sentence.ts'
import { administrators } from './heir.ts'
import type { OutsidePlan } from './ports.ts'
import type { LeavingContext } from './scope.ts'

export type Left = { leavingId: string; personName: string; heir: Owner }

type Thing = { kind: string; ref: string; title: Sentence; params: SentenceParams }

const blank = { note: null, proof: null, obligation_id: null, outside: null, progress: null, next_at: null, settled_at: null, settled_by: null }

const rowOf = (leavingId: string, position: number, { kind, ref, title, params }: Thing) => ({
  ...blank,
  leaving_id: leavingId,
  position,
  kind,
  ref,
  title: JSON.stringify(title),
  params: JSON.stringify(params),
})

/** Keeps what was taken back in this very transaction; its proof is the ledger entry. */
export const keepWithdrawn = async (ctx: LeavingContext, left: Left, position: number, thing: Thing): Promise<void> => {
  const id = newId(ctx.now.getTime())
  await ctx.db
    .insertInto('leaving_item')
    .values({ ...rowOf(left.leavingId, position, thing), id, state: 'withdrawn', settled_at: ctx.now })
    .execute()
  ctx.record({
    type: 'leaving.item-withdrawn',
    subject: { kind: 'leaving-item', id },
    detail: { leaving: left.leavingId, kind: thing.kind, ref: thing.ref },
  })
}

/** Keeps what a person has to do: the obligation that there is already, or one of whoever takes over. */
export const keepManual = async (
  ctx: LeavingContext,
  left: Left,
  position: number,
  thing: Thing & { obligationId?: string },
): Promise<void> => {
  const id = newId(ctx.now.getTime())
  const obligationId = thing.obligationId ?? (await oblige(ctx, left, thing)).id
  await ctx.db
    .insertInto('leaving_item')
    .values({ ...rowOf(left.leavingId, position, thing), id, state: 'manual', obligation_id: obligationId })
    .execute()
  ctx.record({
    type: 'leaving.item-left',
    subject: { kind: 'leaving-item', id },
    detail: { leaving: left.leavingId, kind: thing.kind, ref: thing.ref, by: 'hand', obligation: obligationId },
  })
}

/** Keeps what is to be done outside, and asks for the job that does it. */
export const keepPending = async (
  ctx: LeavingContext,
  left: Left,
  { position, outside, plan }: { position: number; outside: string; plan: OutsidePlan },
): Promise<void> => {
  const id = newId(ctx.now.getTime())
  const thing = { ...plan, kind: outside }
  await ctx.db
    .insertInto('leaving_item')
    .values({
      ...rowOf(left.leavingId, position, thing),
      id,
      state: 'pending',
      outside,
      progress: JSON.stringify(plan.progress),
      next_at: ctx.now,
    })
    .execute()
  ctx.record({
    type: 'leaving.item-left',
    subject: { kind: 'leaving-item', id },
    detail: { leaving: left.leavingId, kind: outside, ref: plan.ref, by: 'machine' },
  })
  await ctx.enqueue('leaving.carry-on', { itemId: id }, { key: id })
}

/** Opens the obligation of an item that a person has to see to, due within one working day. */
export const oblige = async (
  ctx: LeavingContext,
  { leavingId, personName, heir }: Left,
  { title, params }: Pick<Thing, 'title' | 'params'>,
): Promise<{ id: string; dueAt: Date }> =>
  ctx.obligations.open({
    kind: 'leaving.item',
    title: { zh: `{leaver} 离职：${title.zh}`, en: `{leaver} has left: ${title.en}` },
    params: { ...params, leaver: personName },
    subject: { kind: 'leaving', id: leavingId },
    owner: heir,
    escalateTo: administrators,
    term: { workingDays: 1 },
    link: `/leaving/${leavingId}`,
  })
