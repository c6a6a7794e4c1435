import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { seatRightField, seatWays } from './rights.ts'
import { grantGate } from './seat-gate.ts'

export const grantSeat = defineOperation({
  name: 'accounts.grant-seat',
  summary: { zh: '登记账号席位', en: 'Grant a seat on an account' },
  effect: 'change',
  permission: 'accounts.manage',
  records: ['seat.granted'],
  input: z.strictObject({
    accountId: z.uuid(),
    personId: z.uuid(),
    right: seatRightField,
    way: z.enum(seatWays),
    /** When it ends by itself; without it, when it is withdrawn. */
    endsAt: z.iso.datetime({ offset: true }).nullable(),
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { accountId, personId, right, way, endsAt }) => {
    const account = await ctx.db
      .selectFrom('marketing_account')
      .select(['state', 'core'])
      .where('id', '=', accountId)
      .forUpdate()
      .executeTakeFirst()
    if (account === undefined) throw notFound()
    const person = (await ctx.ports.people(ctx.db, [personId])).get(personId)
    const held = await ctx.db
      .selectFrom('account_seat')
      .select('id')
      .where('account_id', '=', accountId)
      .where('person_id', '=', personId)
      .where('withdrawn_at', 'is', null)
      .executeTakeFirst()
    const end = endsAt === null ? null : new Date(endsAt)
    enforce(
      grantGate({
        right,
        accountActive: account.state === 'active',
        personActive: person?.active === true,
        posts: await ctx.ports.postsOf(ctx.db, personId),
        hasSeat: held !== undefined,
        core: account.core,
        byPassword: way === 'shared-password',
        endsAt: end,
        now: ctx.now,
      }),
    )
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('account_seat')
      .values({
        id,
        account_id: accountId,
        person_id: personId,
        held_right: right,
        way,
        granted_by: actingPerson(ctx),
        since: ctx.now,
        ends_at: end,
      })
      .execute()
    ctx.record({
      type: 'seat.granted',
      subject: { kind: 'account', id: accountId },
      detail: { seat: id, person: personId, right, way, endsAt: end?.toISOString() ?? null },
    })
    return { id }
  },
})
