import { z } from 'zod'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { defineProblem } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { type AccountsContext, defineOperation } from '../scope.ts'
import type { CredentialRow } from '../tables.ts'
import { lockCredential } from './credential-fields.ts'
import { askForRotation } from './due.ts'
import { revealReasonField } from './kinds.ts'
import { revealGate } from './reveal-gate.ts'
import { openValue } from './sealed-value.ts'

/** Seconds for which the password stays on the screen. */
const shownSeconds = 30

const personOnly = defineProblem('refused', 'credential.person-only', {
  zh: '共用密码只能由本人登录后借用。',
  en: 'A shared password is checked out by a person who has signed in.',
})

export const revealCredential = defineOperation({
  name: 'accounts.reveal-credential',
  summary: { zh: '借用共用密码，限时显示并登记', en: 'Check out a shared password: shown for a time, on record' },
  effect: 'change',
  permission: 'accounts.use-credentials',
  fresh: true,
  records: ['credential.revealed', 'credential.rotation-asked'],
  input: z.strictObject({
    id: z.uuid(),
    reason: revealReasonField,
    explanation: z.string().trim().min(4).max(200),
  }),
  output: z.object({
    value: z.string(),
    seconds: z.int(),
    /** When the password must have been changed. */
    changeBy: z.iso.datetime(),
  }),
  run: async (ctx, { id, reason, explanation }) => {
    if (ctx.actor.kind !== 'person') throw personOnly()
    const { id: personId, onCoreAccounts } = ctx.actor
    // One check-out of a person at a time, or two at once would both be the third of the hour.
    await takeAdvisoryLock(ctx.db, `accounts.reveal ${personId}`)
    const credential = await lockCredential(ctx, id)
    enforce(
      revealGate({
        kind: credential.kind,
        state: credential.state,
        connected: await isConnected(ctx, credential, personId),
        core: await isOfCoreAccount(ctx, credential),
        onCoreAccounts,
        recent: await recentReveals(ctx, personId),
      }),
    )
    const value = await openValue(ctx, credential)
    await ctx.db
      .insertInto('credential_reveal')
      .values({ id: newId(ctx.now.getTime()), credential_id: id, person_id: personId, reason, explanation, at: ctx.now })
      .execute()
    await ctx.db.updateTable('credential').set({ last_used_at: ctx.now }).where('id', '=', id).execute()
    ctx.record({
      type: 'credential.revealed',
      subject: { kind: 'credential', id },
      detail: { name: credential.name, reason, explanation, seconds: shownSeconds },
    })
    const { dueAt } = await askForRotation(ctx, credential, { why: 'revealed' })
    return { value, seconds: shownSeconds, changeBy: dueAt.toISOString() }
  },
})

const recentReveals = async ({ db, now }: AccountsContext, personId: string): Promise<number> => {
  const { recent } = await db
    .selectFrom('credential_reveal')
    .select((eb) => eb.fn.countAll<number>().as('recent'))
    .where('person_id', '=', personId)
    .where('reason', '<>', 'former-owner')
    .where('at', '>', new Date(now.getTime() - 3_600_000))
    .executeTakeFirstOrThrow()
  return recent
}

const isOfCoreAccount = async ({ db }: AccountsContext, { account_id: id }: { account_id: string | null }): Promise<boolean> => {
  if (id === null) return false
  const account = await db.selectFrom('marketing_account').select('core').where('id', '=', id).executeTakeFirst()
  return account?.core === true
}

const isConnected = async (
  { db }: AccountsContext,
  { owner_id: ownerId, account_id: accountId }: Pick<CredentialRow, 'owner_id' | 'account_id'>,
  personId: string,
): Promise<boolean> => {
  if (ownerId === personId) return true
  if (accountId === null) return false
  const found = await db
    .selectFrom('marketing_account as account')
    .leftJoin('account_seat as seat', (join) =>
      join.onRef('seat.account_id', '=', 'account.id').on('seat.withdrawn_at', 'is', null).on('seat.person_id', '=', personId),
    )
    .select('account.id')
    .where('account.id', '=', accountId)
    .where((eb) =>
      eb.or([
        eb('account.owner_id', '=', personId),
        eb('account.stand_in_id', '=', personId),
        eb('seat.id', 'is not', null),
      ]),
    )
    .executeTakeFirst()
  return found !== undefined
}
