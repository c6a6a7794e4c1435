import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { say } from '../../kernel/sentence.ts'
import { accountHistory } from './account-history.ts'
import { coreFactsOf } from './account-facts.ts'
import { appsOf, appView } from './apps/apps-of.ts'
import { coreGate } from './core-gate.ts'
import { factorField } from './factors.ts'
import { platformField } from './platforms.ts'
import { maskedRecovery } from './recovery.ts'
import { defineOperation } from './scope.ts'
import { administratorsOf } from './seats/live-seats.ts'
import { seatsOf, seatView } from './seats/seats-of.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

export const viewAccount = defineOperation({
  name: 'accounts.view-account',
  summary: { zh: '查看营销账号详情', en: 'See a marketing account with its seats and applications' },
  effect: 'read',
  permission: 'accounts.view',
  records: ['account.viewed'],
  input: z.strictObject({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(),
    platform: platformField,
    name: z.string(),
    platformId: z.string().nullable(),
    department: reference,
    owner: reference.extend({ active: z.boolean() }),
    standIn: reference.extend({ active: z.boolean() }).nullable(),
    core: z.boolean(),
    state: z.enum(['active', 'closed']),
    registeredAt: z.iso.datetime(),
    verifiedSubject: z.string().nullable(),
    verificationExpiresOn: z.iso.date().nullable(),
    /** Masked. */
    recoveryPhone: z.string().nullable(),
    recoveryMail: z.string().nullable(),
    factors: z.array(factorField),
    /** What a core account lacks. */
    lacks: z.array(z.object({ code: z.string(), text: z.string() })),
    seats: z.array(seatView),
    apps: z.array(appView),
    history: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        actor: z.object({ kind: z.string(), name: z.string().nullable() }),
        text: z.string(),
      }),
    ),
  }),
  run: async (ctx, { id }) => {
    const row = await ctx.db.selectFrom('marketing_account').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound()
    const people = await ctx.ports.people(ctx.db, [row.owner_id, ...(row.stand_in_id === null ? [] : [row.stand_in_id])])
    const person = (personId: string) => ({
      id: personId,
      name: people.get(personId)?.name ?? '',
      active: people.get(personId)?.active === true,
    })
    const department = (await ctx.ports.departments(ctx.db)).find((each) => each.id === row.department_id)
    const recovery = (await maskedRecovery(ctx, [row])).get(id)
    const lacks = coreGate(coreFactsOf(row, await administratorsOf(ctx.db, [id], ctx.ports.people), ctx.now)).reasons
    ctx.record({ type: 'account.viewed', subject: { kind: 'account', id } })
    return {
      id,
      platform: row.platform,
      name: row.name,
      platformId: row.platform_id,
      department: { id: row.department_id, name: department?.name ?? '' },
      owner: person(row.owner_id),
      standIn: row.stand_in_id === null ? null : person(row.stand_in_id),
      core: row.core,
      state: row.state,
      registeredAt: row.registered_at.toISOString(),
      verifiedSubject: row.verified_subject,
      verificationExpiresOn: row.verification_expires_on,
      recoveryPhone: recovery?.phone ?? null,
      recoveryMail: recovery?.mail ?? null,
      factors: [...row.factors],
      lacks: lacks.map(({ code, sentence, params }) => ({ code, text: say(sentence, ctx.locale, params) })),
      seats: await seatsOf(ctx, row),
      apps: await appsOf(ctx, row),
      history: await accountHistory(ctx, id),
    }
  },
})
