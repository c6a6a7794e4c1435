import type { AccountsContext } from '../../scope.ts'
import type { MarketingAccount } from '../../tables.ts'
import { type AccountHistory, historyDays } from './history.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000
const mostEarlier = 200

type Asked = {
  account: Pick<MarketingAccount, 'id' | 'owner_id' | 'stand_in_id' | 'factors'>
  /** The one person whom the alert names. */
  subjectId: string | null
  /** The moment of the alert, or of its coming. */
  at: Date
}

/** What is known of an account around a moment, from live rows. */
export const loadHistory = async (ctx: AccountsContext, { account, subjectId, at }: Asked): Promise<AccountHistory> => {
  const span = { from: new Date(at.getTime() - historyDays * dayMs), to: new Date(at.getTime() + 3 * hourMs) }
  const seats = await ctx.db
    .selectFrom('account_seat')
    .select(['person_id', 'withdrawn_at'])
    .where('account_id', '=', account.id)
    .where((eb) => eb.or([eb('withdrawn_at', 'is', null), eb('withdrawn_at', '>', span.from)]))
    .limit(500)
    .execute()
  const hands = [account.owner_id, ...(account.stand_in_id === null ? [] : [account.stand_in_id])]
  const ids = [...new Set([...hands, ...seats.map((seat) => seat.person_id), ...(subjectId === null ? [] : [subjectId])])]
  const known = await ctx.ports.people(ctx.db, ids)
  const person = (id: string) => ({ id, name: known.get(id)?.name ?? '' })
  const isActive = (id: string): boolean => known.get(id)?.active === true
  const holdsSeat = (id: string): boolean => seats.some((seat) => seat.person_id === id && seat.withdrawn_at === null)
  const uses = (id: string): boolean => isActive(id) && (hands.includes(id) || holdsSeat(id))
  const users = subjectId === null ? ids.filter(uses) : [subjectId].filter(isActive)
  const gone = ids.filter((id) => !users.includes(id) && !uses(id))
  const earlier = await ctx.db
    .selectFrom('platform_alert')
    .select(['happened_at as at', 'place', 'network', 'device', 'decision'])
    .where('account_id', '=', account.id)
    .where('decision', 'in', ['genuine', 'stolen'])
    .orderBy('decided_at', 'desc')
    .limit(mostEarlier)
    .execute()
  const decided = (decision: 'genuine' | 'stolen') =>
    earlier
      .filter((one) => one.decision === decision)
      .map(({ at: moment, place, network, device }) => ({
        at: moment, place: place === 'abroad' ? null : place, prefix: network?.prefix ?? null, device,
      }))
  return {
    holders: users.map(person),
    subjectGone: subjectId === null || isActive(subjectId) ? null : person(subjectId),
    leavers: gone.map((id) => ({ ...person(id), hasSeat: !isActive(id) && holdsSeat(id) })),
    signIns: await ctx.ports.signInsOf(ctx.db, [...users, ...gone], span),
    offices: await ctx.ports.sharedNetworks(ctx.db, span),
    genuine: decided('genuine'),
    stolen: decided('stolen').filter(({ prefix }) => prefix !== null && prefix !== ''),
    factors: account.factors,
    checkOuts: await checkOutsBefore(ctx, account.id, at),
    publications: await ctx.ports.publicationsNear(ctx.db, account.id, {
      from: new Date(at.getTime() - hourMs), to: new Date(at.getTime() + hourMs),
    }),
  }
}

const checkOutsBefore = async (ctx: AccountsContext, accountId: string, at: Date): Promise<AccountHistory['checkOuts']> => {
  const rows = await ctx.db
    .selectFrom('credential_reveal')
    .innerJoin('credential', 'credential.id', 'credential_reveal.credential_id')
    .select(['credential_reveal.person_id', 'credential_reveal.at'])
    .where('credential.account_id', '=', accountId)
    .where('credential_reveal.at', '<=', at)
    .where('credential_reveal.at', '>=', new Date(at.getTime() - 2 * hourMs))
    .orderBy('credential_reveal.at', 'desc')
    .limit(5)
    .execute()
  const known = await ctx.ports.people(ctx.db, rows.map((row) => row.person_id))
  return rows.map(({ person_id: personId, at: moment }) => ({ personId, name: known.get(personId)?.name ?? '', at: moment }))
}
