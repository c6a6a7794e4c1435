import { mayDo } from '../../../kernel/actor.ts'
import { notFound } from '../../../kernel/errors.ts'
import { say } from '../../../kernel/sentence.ts'
import { type AccountsContext, actingPerson } from '../scope.ts'
import type { MarketingAccount } from '../tables.ts'
import type { PlatformAlert } from './tables.ts'
import { triageReasons } from './triage/reasons.ts'
import type { TriageReason } from './triage/triage-alert.ts'

/**
 * How much of an alert somebody sees. `everything`: with the sign-ins of colleagues that it was compared with.
 * `account`: all but those. `own`: what they reported or is said of them, and what came of it, no verdict before that: whoever
 * could see it would learn by made-up alerts where colleagues are. `seat`: what it takes to know whether it was oneself, as
 * long as nobody decided; neither address nor place, since it may have been a colleague on the way.
 */
export type AlertReach = 'everything' | 'account' | 'own' | 'seat'

/** Whether somebody sees verdict, reasons, steps and evidence, and may decide. */
export const seesVerdict = (reach: AlertReach | null): boolean => reach === 'everything' || reach === 'account'

type Hands = Pick<MarketingAccount, 'owner_id' | 'stand_in_id'>
type Names = Pick<PlatformAlert, 'reported_by' | 'subject_id' | 'claimed_by'>

/** The right to decide on alerts of every account. */
export const decidesAll = ({ actor }: Pick<AccountsContext, 'actor'>): boolean => mayDo(actor, 'accounts.decide-alerts')

const isHand = (personId: string | null, { owner_id: owner, stand_in_id: standIn }: Hands): boolean =>
  personId !== null && (personId === owner || personId === standIn)

/** @returns null for whoever must not know of it, or knows of it by a seat alone */
export const reachOf = (ctx: Pick<AccountsContext, 'actor'>, account: Hands, alert: Names): AlertReach | null => {
  if (decidesAll(ctx)) return 'everything'
  const personId = actingPerson(ctx)
  if (isHand(personId, account)) return 'account'
  const named = [alert.reported_by, alert.subject_id, alert.claimed_by]
  return personId !== null && named.includes(personId) ? 'own' : null
}

/** Whether somebody may report an alert of this account: who looks after it, who has a seat, who decides. */
export const mayReport = async (ctx: AccountsContext, account: Hands & { id: string }): Promise<boolean> => {
  const personId = actingPerson(ctx)
  return decidesAll(ctx) || isHand(personId, account) || (personId !== null && (await hasSeat(ctx, account.id, personId)))
}

export const hasSeat = async ({ db }: AccountsContext, accountId: string, personId: string): Promise<boolean> =>
  (await db
    .selectFrom('account_seat')
    .select('id')
    .where('account_id', '=', accountId)
    .where('person_id', '=', personId)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()) !== undefined

/** An alert with its account, for changing; both stay locked. @throws Problem `record.not-found` also where it must not be known */
export const lockAlert = async (ctx: AccountsContext, id: string) => {
  const found = await ctx.db.selectFrom('platform_alert').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return withReach(ctx, found)
}

/** An alert with its account, to look at. @throws Problem as lockAlert */
export const findAlert = async (ctx: AccountsContext, id: string) =>
  withReach(ctx, await ctx.db.selectFrom('platform_alert').selectAll().where('id', '=', id).executeTakeFirst())

const withReach = async <Row extends Names & Pick<PlatformAlert, 'account_id' | 'decision'>>(ctx: AccountsContext, alert: Row | undefined) => {
  if (alert === undefined) throw notFound()
  const account = await ctx.db.selectFrom('marketing_account').selectAll().where('id', '=', alert.account_id).executeTakeFirstOrThrow()
  const reach = reachOf(ctx, account, alert) ?? (await reachBySeat(ctx, alert))
  if (reach === null) throw notFound()
  return { alert, account, reach }
}

const reachBySeat = async (
  ctx: AccountsContext,
  { account_id: accountId, subject_id: subjectId, decision }: Pick<PlatformAlert, 'account_id' | 'subject_id' | 'decision'>,
): Promise<AlertReach | null> => {
  const personId = actingPerson(ctx)
  if (personId === null || subjectId !== null || decision !== null) return null
  return (await hasSeat(ctx, accountId, personId)) ? 'seat' : null
}

/** A reason as somebody may read it: in full where it tells of nobody else, discreetly otherwise. */
export const reasonFor = (
  { locale, ...ctx }: Pick<AccountsContext, 'actor' | 'locale'>,
  reach: AlertReach,
  { code, points, params, about }: TriageReason,
): { code: string; points: number; text: string } => {
  const { words, discreet = words } = triageReasons[code]
  const full = reach === 'everything' || about.every((id) => id === actingPerson(ctx))
  return { code, points, text: say(full ? words : discreet, locale, params) }
}
