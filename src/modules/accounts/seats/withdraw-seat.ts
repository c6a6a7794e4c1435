import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { administratorsOf } from './live-seats.ts'
import { withdrawGate } from './seat-gate.ts'

export const withdrawSeat = defineOperation({
  name: 'accounts.withdraw-seat',
  summary: { zh: '收回账号席位', en: 'Withdraw a seat on an account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['seat.withdrawn'],
  input: z.strictObject({
    id: z.uuid(),
    /** What was done at the platform: no official interface takes seats back, so a person does it and says so. */
    note: z.string().trim().min(2).max(500),
  }),
  output: z.object({}),
  run: async (ctx, { id, note }) => {
    const seat = await ctx.db
      .selectFrom('account_seat')
      .innerJoin('marketing_account as account', 'account.id', 'account_seat.account_id')
      .select(['account_seat.account_id', 'person_id', 'held_right', 'withdrawal_id', 'account.core', 'account.state'])
      .where('account_seat.id', '=', id)
      .where('withdrawn_at', 'is', null)
      .forUpdate()
      .executeTakeFirst()
    if (seat === undefined) throw notFound()
    const person = (await ctx.ports.people(ctx.db, [seat.person_id])).get(seat.person_id)
    const administrators = await administratorsOf(ctx.db, [seat.account_id], ctx.ports.people)
    enforce(
      withdrawGate({
        right: seat.held_right,
        core: seat.core,
        accountActive: seat.state === 'active',
        personActive: person?.active === true,
        administrators: administrators.get(seat.account_id) ?? 0,
      }),
    )
    await ctx.db
      .updateTable('account_seat')
      .set({ withdrawn_at: ctx.now, withdrawn_by: actingPerson(ctx), withdrawal_note: note })
      .where('id', '=', id)
      .execute()
    if (seat.withdrawal_id !== null) await ctx.obligations.meet(seat.withdrawal_id, { seat: id, note })
    ctx.record({
      type: 'seat.withdrawn',
      subject: { kind: 'account', id: seat.account_id },
      detail: { seat: id, person: seat.person_id, right: seat.held_right, note },
    })
    return {}
  },
})
