import type { Owner } from '../../../../kernel/obligation/desk.ts'
import { newId } from '../../../../kernel/id.ts'
import type { AccountsContext } from '../../scope.ts'
import type { MarketingAccount } from '../../tables.ts'
import { type AlertStep, alertSteps } from './step-pack.ts'

type Account = Pick<MarketingAccount, 'id' | 'name' | 'platform' | 'owner_id' | 'stand_in_id'>
type StepVerdict = keyof AlertStep['minutes']

const administrators: Owner = { post: 'security-administrator' }

/** Who sees to it today: the person of the role, or the security administrators where that is nobody active. */
const ownerOf = async (ctx: AccountsContext, account: Account, role: AlertStep['owner']): Promise<Owner> => {
  if (role === 'security-administrator') return administrators
  const wanted = role === 'stand-in' ? [account.stand_in_id, account.owner_id] : [account.owner_id, account.stand_in_id]
  const ids = wanted.filter((id) => id !== null)
  const known = await ctx.ports.people(ctx.db, ids)
  const personId = ids.find((id) => known.get(id)?.active === true)
  return personId === undefined ? administrators : { personId }
}

/**
 * Opens what is to be done at a verdict, each with its clock and its owner; what is open already keeps both, and what was
 * done stays done. Only what was never asked for, or was cancelled, is opened.
 */
export const openSteps = async (
  ctx: AccountsContext,
  { alertId, account, verdict }: { alertId: string; account: Account; verdict: StepVerdict },
): Promise<void> => {
  const before = await ctx.db.selectFrom('platform_alert_step').select(['step', 'state']).where('alert_id', '=', alertId).execute()
  for (const [place, { id: step, title, owner, minutes, proof, paths }] of alertSteps().entries()) {
    const term = minutes[verdict]
    if (term === undefined || before.some((one) => one.step === step && one.state !== 'cancelled')) continue
    const { id: obligationId } = await ctx.obligations.open({
      kind: 'accounts.alert-step',
      title: { zh: `“{account}”告警处置：${title.zh}`, en: `Alert of {account}: ${title.en}` },
      params: { account: account.name },
      subject: { kind: 'platform-alert', id: alertId },
      owner: await ownerOf(ctx, account, owner),
      escalateTo: administrators,
      term: { minutes: term },
      link: alertLink(alertId),
    })
    const words = {
      title: JSON.stringify(title),
      path: JSON.stringify(paths[account.platform] ?? paths.default),
      proof_wanted: JSON.stringify(proof),
      obligation_id: obligationId,
    }
    await ctx.db
      .insertInto('platform_alert_step')
      .values({
        id: newId(ctx.now.getTime()), alert_id: alertId, step, place, ...words, state: 'open', proof: null, settled_at: null, settled_by: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['alert_id', 'step']).doUpdateSet({ ...words, state: 'open', settled_at: null, settled_by: null }),
      )
      .execute()
  }
}

/** Ends what is still to be done, because it is not needed any more. */
export const cancelSteps = async (ctx: AccountsContext, alertId: string, reason: string): Promise<void> => {
  const open = await ctx.db
    .updateTable('platform_alert_step')
    .set({ state: 'cancelled', settled_at: ctx.now, settled_by: ctx.actor.kind === 'person' ? ctx.actor.id : null })
    .where('alert_id', '=', alertId)
    .where('state', '=', 'open')
    .returning('obligation_id')
    .execute()
  for (const { obligation_id: id } of open) await ctx.obligations.cancel(id, reason)
}

/** Where in the console an alert is looked into. */
export const alertLink = (alertId: string): string => `/accounts/alerts?alert=${alertId}`
