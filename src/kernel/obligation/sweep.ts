import type { Selectable } from 'kysely'
import type { Context } from '../context.ts'
import { say, type Sentence } from '../sentence.ts'
import { shanghaiTime } from '../shanghai-time.ts'
import type { KernelTables, ObligationRow } from '../tables.ts'
import type { ObligationEvent } from './events.ts'
import { escalationOfRow, ownerOfRow, type ResolveOwner } from './owner.ts'
import { sweepJob } from './sql-desk.ts'

/** Obligations handled in one run; more are left to the next, which the run itself asks for. */
export const sweepBatch = 200

/** What the sweep uses of its job's context. */
export type SweepContext = Pick<
  Context<KernelTables, ObligationEvent, { resolveOwner: ResolveOwner }>,
  'db' | 'now' | 'record' | 'notify' | 'enqueue' | 'ports'
>

type Row = Selectable<ObligationRow>

/**
 * Reminds owners and marks breaches. Idempotent: what it did is on the row in the same transaction, and rows that
 * another sweep holds are passed over.
 */
export const sweepObligations = async (ctx: SweepContext): Promise<void> => {
  const breached = await breachOverdue(ctx)
  const reminded = await remindOwners(ctx)
  if (breached === sweepBatch || reminded === sweepBatch) await ctx.enqueue(sweepJob, {}, { key: 'rest' })
}

const breachOverdue = async (ctx: SweepContext): Promise<number> => {
  const rows = await ctx.db
    .selectFrom('obligation')
    .selectAll()
    .where('state', '=', 'open')
    .where('breached_at', 'is', null)
    .where('due_at', '<', ctx.now)
    .orderBy('due_at')
    .limit(sweepBatch)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const row of rows) {
    const owners = await peopleOf(ctx, ownerOfRow(row))
    const escalation = (await peopleOf(ctx, escalationOfRow(row))).filter((person) => !owners.includes(person))
    for (const person of owners) await ctx.notify(person, noticeOf(row, 'obligation.breached', overdueText))
    for (const person of escalation) await ctx.notify(person, noticeOf(row, 'obligation.escalated', escalatedText))
    ctx.record({
      type: 'obligation.breached',
      subject: { kind: 'obligation', id: row.id },
      detail: { ...about(row), dueAt: row.due_at.toISOString(), told: owners.slice(0, 100), escalatedTo: escalation.slice(0, 100) },
    })
  }
  if (rows.length > 0) {
    await ctx.db
      .updateTable('obligation')
      // The notice of the breach stands in for a reminder that can no longer help.
      .set((set) => ({ breached_at: ctx.now, reminded_at: set.fn.coalesce('reminded_at', set.val(ctx.now)) }))
      .where('id', 'in', rows.map(({ id }) => id))
      .execute()
  }
  return rows.length
}

const remindOwners = async (ctx: SweepContext): Promise<number> => {
  const rows = await ctx.db
    .selectFrom('obligation')
    .selectAll()
    .where('state', '=', 'open')
    .where('reminded_at', 'is', null)
    .where('remind_at', '<=', ctx.now)
    .where('due_at', '>=', ctx.now)
    .orderBy('remind_at')
    .limit(sweepBatch)
    .forUpdate()
    .skipLocked()
    .execute()
  for (const row of rows) {
    const owners = await peopleOf(ctx, ownerOfRow(row))
    for (const person of owners) await ctx.notify(person, noticeOf(row, 'obligation.reminded', reminderText))
    ctx.record({
      type: 'obligation.reminded',
      subject: { kind: 'obligation', id: row.id },
      detail: { ...about(row), dueAt: row.due_at.toISOString(), told: owners.slice(0, 100) },
    })
  }
  for (const row of rows) await planNextReminder(ctx, row)
  return rows.length
}

/** The last reminder is marked as given; before that the row waits for the next. Those that a pause swallowed are left out. */
const planNextReminder = async (ctx: SweepContext, row: Row): Promise<void> => {
  const [next, ...later] = row.later_reminders.filter((moment) => new Date(moment) > ctx.now)
  await ctx.db
    .updateTable('obligation')
    .set(
      next === undefined
        ? { reminded_at: ctx.now, later_reminders: '[]' }
        : { remind_at: new Date(next), later_reminders: JSON.stringify(later) },
    )
    .where('id', '=', row.id)
    .execute()
}

const reminderText: Sentence = {
  zh: '“{title}”须在 {due} 前完成，请及时处理。',
  en: '"{title}" is due by {due}; please see to it.',
}

const overdueText: Sentence = {
  zh: '“{title}”已逾期，原定期限为 {due}，请立即处理。',
  en: '"{title}" is overdue; it was due by {due}. Please see to it now.',
}

const escalatedText: Sentence = {
  zh: '“{title}”逾期未完成，原定期限为 {due}，请督促责任人处理。',
  en: '"{title}" was not done by {due}; please see that its owner takes care of it.',
}

const noticeOf = (row: Row, kind: string, text: Sentence): Parameters<SweepContext['notify']>[1] => {
  const due = shanghaiTime(row.due_at)
  // The title has parameters of its own, so it is said first, in each language.
  return {
    kind,
    sentence: {
      zh: say(text, 'zh', { title: say(row.title, 'zh', row.params), due }),
      en: say(text, 'en', { title: say(row.title, 'en', row.params), due }),
    },
    ...(row.link === null ? {} : { link: row.link }),
  }
}

const about = (row: Row): Readonly<Record<string, unknown>> => ({
  kind: row.kind,
  about: { kind: row.subject_kind, id: row.subject_id },
})

const peopleOf = async (ctx: SweepContext, owner: ReturnType<typeof ownerOfRow>): Promise<readonly string[]> =>
  owner === undefined ? [] : await ctx.ports.resolveOwner(ctx.db, owner)
