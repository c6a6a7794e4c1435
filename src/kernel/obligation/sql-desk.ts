import { type Selectable, type Transaction, type Updateable } from 'kysely'
import type { RecordedEvent } from '../context.ts'
import { notFound } from '../errors.ts'
import { newId } from '../id.ts'
import type { Enqueue } from '../jobs/enqueue.ts'
import type { KernelTables, ObligationRow } from '../tables.ts'
import type { NewObligation, ObligationDesk } from './desk.ts'
import { dueAfterPause, dueMoment, dueWithPauses, type Standstill } from './due.ts'
import { reminderMoments } from './reminders.ts'
import type { ObligationEvent } from './events.ts'
import { ownerColumns, ownerOfRow } from './owner.ts'
import {
  deadlineNotLater,
  obligationEnded,
  obligationNotPaused,
  obligationOverdue,
  obligationPaused,
  reasonMissing,
} from './problems.ts'

/** The job that reminds and breaches; the desk module defines it. */
export const sweepJob = 'desk.sweep-obligations'

/** Share of the time after which the owner is reminded, unless the obligation says otherwise. */
const defaultRemindAt = 0.7
const maxReason = 500

type Row = Selectable<ObligationRow>

type DeskTools = {
  db: Transaction<KernelTables>
  now: Date
  record: (event: RecordedEvent<ObligationEvent>) => void
  enqueue: Enqueue
}

/**
 * The obligations of one transaction. The row is the truth; jobs only wake the sweep at the moments that matter, and
 * the sweep of every minute makes up for one that was lost.
 */
export const sqlDesk = (tools: DeskTools): ObligationDesk => ({
  open: (obligation) => open(tools, obligation),
  meet: async (id, evidence) => {
    const row = await lockLive(tools, id)
    const late = recordOverdue(tools, row)
    await update(tools, id, {
      state: 'met',
      ended_at: tools.now,
      evidence: JSON.stringify(evidence),
      ...late,
    })
    tell(tools, row, 'obligation.met', { late: row.breached_at !== null || late.breached_at !== undefined, evidence })
  },
  cancel: async (id, reason) => {
    const row = await lockLive(tools, id)
    await update(tools, id, { state: 'cancelled', ended_at: tools.now })
    tell(tools, row, 'obligation.cancelled', { reason: checkedReason(reason) })
  },
  pause: async (id, reason) => {
    const row = await lockLive(tools, id)
    if (row.state === 'paused') throw obligationPaused()
    if (isOverdue(row, tools.now)) throw obligationOverdue()
    await update(tools, id, { state: 'paused', paused_at: tools.now })
    tell(tools, row, 'obligation.paused', { reason: checkedReason(reason) })
  },
  resume: (id) => resume(tools, id),
  extend: (id, dueAt, reason) => extend(tools, id, { dueAt, reason: checkedReason(reason) }),
})

const open = async (
  tools: DeskTools,
  obligation: NewObligation,
): Promise<{ id: string; dueAt: Date; provisional: boolean }> => {
  const { db, now } = tools
  const id = newId(now.getTime())
  const since = obligation.since ?? now
  const { dueAt, provisional } = dueMoment(since, obligation.term)
  const [remindAt = dueAt, ...later] =
    obligation.remindDaysBefore === undefined
      ? [shareOfTime(since, dueAt, obligation.remindAt ?? defaultRemindAt)]
      : reminderMoments(dueAt, obligation.remindDaysBefore, now)
  const owner = ownerColumns(obligation.owner)
  const escalation = ownerColumns(obligation.escalateTo)
  const row: Row = {
    id,
    kind: obligation.kind,
    title: obligation.title,
    params: obligation.params ?? {},
    subject_kind: obligation.subject.kind,
    subject_id: obligation.subject.id,
    owner_person: owner.person,
    owner_post: owner.post,
    owner_department: owner.department,
    escalate_person: escalation.person,
    escalate_post: escalation.post,
    escalate_department: escalation.department,
    link: obligation.link ?? null,
    state: 'open',
    opened_at: since,
    term: obligation.term,
    pauses: [],
    due_at: dueAt,
    provisional,
    remind_at: remindAt,
    later_reminders: later.map((moment) => moment.toISOString()),
    reminded_at: null,
    breached_at: null,
    paused_at: null,
    ended_at: null,
    evidence: null,
  }
  await db
    .insertInto('obligation')
    .values({
      ...row,
      title: JSON.stringify(row.title),
      params: JSON.stringify(row.params),
      later_reminders: JSON.stringify(row.later_reminders),
      term: JSON.stringify(row.term),
      pauses: '[]',
      evidence: null,
    })
    .execute()
  tell(tools, row, 'obligation.opened', { dueAt: dueAt.toISOString(), provisional, owner: ownerOfRow(row) ?? null })
  await wakeAt(tools, remindAt, ...later, dueAt)
  return { id, dueAt, provisional }
}

const resume = async (tools: DeskTools, id: string): Promise<void> => {
  const row = await lockLive(tools, id)
  if (row.state !== 'paused' || row.paused_at === null) throw obligationNotPaused()
  const pause = { pausedAt: row.paused_at, resumedAt: tools.now }
  const pauses = [...row.pauses, { from: row.paused_at.toISOString(), to: tools.now.toISOString() }]
  const { dueAt, provisional } =
    row.term === null
      ? { dueAt: dueAfterPause({ dueAt: row.due_at, ...pause }), provisional: row.provisional }
      : dueWithPauses({ start: row.opened_at, term: row.term, pauses: standstills(pauses) })
  // Reminders keep their distance from the deadline.
  const moved = (moment: Date): Date => new Date(moment.getTime() + dueAt.getTime() - row.due_at.getTime())
  const remindAt = moved(row.remind_at)
  const later = row.later_reminders.map((moment) => moved(new Date(moment)))
  await update(tools, id, {
    state: 'open',
    paused_at: null,
    pauses: JSON.stringify(pauses),
    provisional,
    due_at: dueAt,
    remind_at: remindAt,
    later_reminders: JSON.stringify(later),
  })
  tell(tools, row, 'obligation.resumed', { from: row.due_at.toISOString(), dueAt: dueAt.toISOString() })
  await wakeAt(tools, remindAt, ...later, dueAt)
}

const extend = async (
  tools: DeskTools,
  id: string,
  { dueAt, reason }: { dueAt: Date; reason: string },
): Promise<void> => {
  const row = await lockLive(tools, id)
  if (row.state === 'paused') throw obligationPaused()
  if (dueAt <= row.due_at || dueAt <= tools.now) throw deadlineNotLater({ due: row.due_at.toISOString() })
  const remindAt = shareOfTime(tools.now, dueAt, defaultRemindAt)
  await update(tools, id, {
    due_at: dueAt,
    // A person chose the moment, so nothing about it is provisional any more, and no calendar moves it.
    provisional: false,
    term: null,
    remind_at: remindAt,
    later_reminders: '[]',
    reminded_at: null,
    // A later deadline does not undo a breach: the fact stays on the row and in the ledger.
    ...recordOverdue(tools, row),
  })
  tell(tools, row, 'obligation.extended', { from: row.due_at.toISOString(), to: dueAt.toISOString(), reason })
  await wakeAt(tools, remindAt, dueAt)
}

/** The pauses of a row as moments. */
export const standstills = (pauses: Row['pauses']): readonly Standstill[] =>
  pauses.map(({ from, to }) => ({ from: new Date(from), to: new Date(to) }))

const lockLive = async ({ db }: DeskTools, id: string): Promise<Row> => {
  const row = await db.selectFrom('obligation').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  if (row.state === 'met' || row.state === 'cancelled') throw obligationEnded()
  return row
}

const update = async ({ db }: DeskTools, id: string, values: Updateable<ObligationRow>): Promise<void> => {
  await db.updateTable('obligation').set(values).where('id', '=', id).execute()
}

const isOverdue = (row: Row, now: Date): boolean => row.state === 'open' && now > row.due_at

/** A deadline that passed since the last sweep is a breach all the same; records it and returns what the row gets. */
const recordOverdue = (tools: DeskTools, row: Row): Pick<Updateable<ObligationRow>, 'breached_at'> => {
  if (row.breached_at !== null || !isOverdue(row, tools.now)) return {}
  tell(tools, row, 'obligation.breached', { dueAt: row.due_at.toISOString() })
  return { breached_at: tools.now }
}

const tell = (
  { record }: Pick<DeskTools, 'record'>,
  row: Row,
  type: ObligationEvent,
  detail: Readonly<Record<string, unknown>>,
): void => {
  record({
    type,
    subject: { kind: 'obligation', id: row.id },
    detail: { kind: row.kind, about: { kind: row.subject_kind, id: row.subject_id }, ...detail },
  })
}

const shareOfTime = (from: Date, to: Date, share: number): Date =>
  new Date(from.getTime() + Math.round((to.getTime() - from.getTime()) * share))

/** Wakes the sweep just after each moment; obligations that share a second share the wake-up. */
export const wakeAt = async ({ enqueue, now }: Pick<DeskTools, 'enqueue' | 'now'>, ...moments: readonly Date[]): Promise<void> => {
  for (const moment of moments) {
    if (moment < now) continue
    const startAfter = new Date(Math.floor(moment.getTime() / 1000) * 1000 + 1000)
    await enqueue(sweepJob, {}, { startAfter, key: startAfter.toISOString() })
  }
}

const checkedReason = (reason: string): string => {
  const trimmed = reason.trim()
  if (trimmed.length < 1 || trimmed.length > maxReason) throw reasonMissing()
  return trimmed
}
