import type { AccountsContext } from '../scope.ts'
import { platforms } from '../platforms.ts'

/** Hours in which a seat is taken back at the platform (ACC-7: the day a person leaves). */
const withdrawalHours = 24

type Which = { personId: string } | { endedBefore: Date }

/**
 * Opens an obligation for every seat that has to be taken back at its platform and has none yet. It falls to the owner of
 * the account, or to the security administrators where that is the person themselves or nobody active.
 */
export const askForWithdrawal = async (ctx: AccountsContext, which: Which, why: 'suspended' | 'ended'): Promise<void> => {
  const seats = await ctx.db
    .selectFrom('account_seat')
    .innerJoin('marketing_account as account', 'account.id', 'account_seat.account_id')
    .select(['account_seat.id', 'person_id', 'account_id', 'account.name', 'account.platform', 'account.owner_id'])
    .where('withdrawn_at', 'is', null)
    .where('withdrawal_id', 'is', null)
    .$if('personId' in which, (query) => query.where('person_id', '=', 'personId' in which ? which.personId : ''))
    .$if('endedBefore' in which, (query) =>
      query.where('ends_at', '<=', 'endedBefore' in which ? which.endedBefore : ctx.now),
    )
    .orderBy('account_seat.id')
    .limit(500)
    .forUpdate('account_seat')
    .execute()
  const people = await ctx.ports.people(ctx.db, seats.flatMap((seat) => [seat.person_id, seat.owner_id]))
  for (const seat of seats) {
    const byOwner = seat.owner_id !== seat.person_id && people.get(seat.owner_id)?.active === true
    const { id } = await ctx.obligations.open({
      kind: 'accounts.withdraw-seat',
      title: {
        zh: '在{platform}后台收回 {person} 在“{account}”的席位',
        en: 'Take back the seat of {person} on {account} at the platform',
      },
      params: { platform: platforms[seat.platform].zh, person: people.get(seat.person_id)?.name ?? '', account: seat.name },
      subject: { kind: 'account', id: seat.account_id },
      owner: byOwner ? { personId: seat.owner_id } : { post: 'security-administrator' },
      escalateTo: { post: 'security-administrator' },
      term: { hours: withdrawalHours },
      link: `/accounts?account=${seat.account_id}`,
    })
    await ctx.db.updateTable('account_seat').set({ withdrawal_id: id }).where('id', '=', seat.id).execute()
    ctx.record({
      type: 'seat.withdrawal-asked',
      subject: { kind: 'account', id: seat.account_id },
      detail: { seat: seat.id, person: seat.person_id, why },
    })
  }
}
