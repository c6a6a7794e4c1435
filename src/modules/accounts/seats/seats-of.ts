import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import type { Platform } from '../platforms.ts'
import type { AccountsContext } from '../scope.ts'
import { rightTitle, seatRightField, seatWays } from './rights.ts'

export const seatView = z.object({
  id: z.uuid(),
  person: z.object({ id: z.uuid(), name: z.string(), active: z.boolean() }),
  right: seatRightField,
  /** What the platform calls the right. */
  title: z.string(),
  way: z.enum(seatWays),
  since: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
  endsAt: z.iso.datetime().nullable(),
  /** It is to be taken back at the platform. */
  withdrawalAsked: z.boolean(),
  withdrawnAt: z.iso.datetime().nullable(),
})

/** Seats shown: those that live, and the latest of those that were withdrawn. */
const mostSeats = 200

/** The seats on an account, living ones first. */
export const seatsOf = async (
  ctx: AccountsContext,
  { id, platform }: { id: string; platform: Platform },
): Promise<z.input<typeof seatView>[]> => {
  const seats = await ctx.db
    .selectFrom('account_seat')
    .selectAll()
    .where('account_id', '=', id)
    .orderBy((eb) => eb('withdrawn_at', 'is not', null))
    .orderBy('since', 'desc')
    .orderBy('id')
    .limit(mostSeats)
    .execute()
  const people = await ctx.ports.people(ctx.db, seats.map((seat) => seat.person_id))
  return seats.map((seat) => ({
    id: seat.id,
    person: {
      id: seat.person_id,
      name: people.get(seat.person_id)?.name ?? '',
      active: people.get(seat.person_id)?.active === true,
    },
    right: seat.held_right,
    title: say(rightTitle(platform, seat.held_right), ctx.locale),
    way: seat.way,
    since: seat.since.toISOString(),
    lastUsedAt: seat.last_used_at?.toISOString() ?? null,
    endsAt: seat.ends_at?.toISOString() ?? null,
    withdrawalAsked: seat.withdrawal_id !== null && seat.withdrawn_at === null,
    withdrawnAt: seat.withdrawn_at?.toISOString() ?? null,
  }))
}
