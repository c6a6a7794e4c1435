import type { Kysely } from 'kysely'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { AccountsTables } from '../tables.ts'

/** A member whom WeCom lets have customers, and a live seat on an account of WeCom, side by side. */
export type SeatsCompared = {
  /** There, and not in the register; `personId` null where nobody here has this member id. */
  unregistered: { member: string; personId: string | null }[]
  /** In the register for customer service, and not there. */
  withoutRight: { seatId: string; personId: string }[]
}

type Facts = {
  there: readonly { member: string; personId: string | null }[]
  registered: readonly { seatId: string; personId: string; right: string }[]
}

/**
 * Compares who may have customers in WeCom with the seats of the register. Seats of other rights need no customers, so only
 * those of customer service are missed there.
 */
export const compareSeats = ({ there, registered }: Facts): SeatsCompared => {
  const [withSeat, withRight] = [new Set(registered.map(({ personId }) => personId)), new Set(there.map(({ personId }) => personId))]
  return {
    unregistered: there.filter(({ personId }) => personId === null || !withSeat.has(personId)).map(({ member, personId }) => ({ member, personId })),
    withoutRight: registered
      .filter(({ personId, right }) => right === 'customer-service' && !withRight.has(personId))
      .map(({ seatId, personId }) => ({ seatId, personId })),
  }
}

/** Live seats on active accounts of WeCom, in the order in which they were given. */
export const wecomSeats = (db: Kysely<AccountsTables & KernelTables>) =>
  db
    .selectFrom('account_seat')
    .innerJoin('marketing_account as account', 'account.id', 'account_seat.account_id')
    .select(['account_seat.id as seatId', 'account_seat.person_id as personId', 'account_seat.held_right as right', 'account.id as accountId'])
    .where('account.platform', '=', 'wecom')
    .where('account.state', '=', 'active')
    .where('account_seat.withdrawn_at', 'is', null)
    .orderBy('account_seat.since')
    .orderBy('account_seat.id')
    .execute()
