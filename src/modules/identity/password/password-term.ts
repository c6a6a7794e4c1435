import type { IdentityContext } from '../scope.ts'
import { passwordDueAt } from './password-age.ts'
import type { PasswordSettings } from './read-settings.ts'

const MINUTE = 60_000

/** The obligation to change one's password in time. */
const termKind = 'identity.change-password'

type Term = { id: string; due_at: Date; remind_at: Date; later_reminders: readonly string[]; reminded_at: Date | null }

const runningTerm = (ctx: IdentityContext, personId: string): Promise<Term | undefined> =>
  ctx.db
    .selectFrom('obligation')
    .select(['id', 'due_at', 'remind_at', 'later_reminders', 'reminded_at'])
    .where('kind', '=', termKind)
    .where('subject_kind', '=', 'person')
    .where('subject_id', '=', personId)
    .where('state', 'in', ['open', 'paused'])
    .executeTakeFirst()

const openTerm = async (
  ctx: IdentityContext,
  { personId, dueAt, reminderDays }: { personId: string; dueAt: Date; reminderDays: readonly number[] },
): Promise<void> => {
  await ctx.obligations.open({
    kind: termKind,
    title: { zh: '修改登录密码', en: 'Change your password' },
    subject: { kind: 'person', id: personId },
    owner: { personId },
    // One that is over already is due at once, so that its owner is told.
    term: { minutes: Math.max(1, Math.round((dueAt.getTime() - ctx.now.getTime()) / MINUTE)) },
    remindDaysBefore: reminderDays,
    link: '/me',
  })
}

/** After a password was set: meets the promise to change the last one, with the moment as proof, and makes the next. */
export const renewPasswordTerm = async (
  ctx: IdentityContext,
  personId: string,
  settings: PasswordSettings,
): Promise<void> => {
  const term = await runningTerm(ctx, personId)
  if (term !== undefined) await ctx.obligations.meet(term.id, { changedAt: ctx.now.toISOString() })
  const dueAt = passwordDueAt(ctx.now, settings)
  if (dueAt !== null) await openTerm(ctx, { personId, dueAt, reminderDays: settings.reminderDays })
}

/** Moments to come, in minutes. */
const toCome = (moments: readonly Date[], now: Date): readonly number[] =>
  moments.filter((moment) => moment > now).map((moment) => Math.round(moment.getTime() / MINUTE))

const sameMinutes = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((minute, at) => Math.abs(minute - (b[at] ?? 0)) <= 1)

/** Whether a promise says already what it should. */
const isRight = (term: Term, dueAt: Date, reminderDays: readonly number[], now: Date): boolean => {
  // Once it is over, nothing about it can be moved; it was due a minute after it was made at the latest.
  if (dueAt <= now) return term.due_at.getTime() <= now.getTime() + MINUTE
  const planned = term.reminded_at === null ? [term.remind_at, ...term.later_reminders.map((at) => new Date(at))] : []
  const wanted = reminderDays.toSorted((a, b) => b - a).map((days) => new Date(dueAt.getTime() - days * 24 * 60 * MINUTE))
  const reminders = toCome(planned.filter((moment) => moment < term.due_at), now)
  return sameMinutes(toCome([term.due_at], now), toCome([dueAt], now)) && sameMinutes(reminders, toCome(wanted, now))
}

/**
 * Makes the promise of somebody fit the settings: it is ended where there is nothing to promise, and made anew where
 * deadline or reminders moved.
 * @param owner.changedAt null where they have no password or cannot sign in
 */
export const alignPasswordTerm = async (
  ctx: IdentityContext,
  { personId, changedAt }: { personId: string; changedAt: Date | null },
  settings: PasswordSettings,
): Promise<void> => {
  const term = await runningTerm(ctx, personId)
  const dueAt = changedAt === null ? null : passwordDueAt(changedAt, settings)
  if (dueAt !== null && term !== undefined && isRight(term, dueAt, settings.reminderDays, ctx.now)) return
  if (term !== undefined) {
    const reason = changedAt === null ? '人员已停用' : dueAt === null ? '密码不再定期更换' : '按密码规则重新计算期限'
    await ctx.obligations.cancel(term.id, reason)
  }
  if (dueAt !== null) await openTerm(ctx, { personId, dueAt, reminderDays: settings.reminderDays })
}
