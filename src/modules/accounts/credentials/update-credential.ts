import { z } from 'zod'
import { newId } from '../../../kernel/id.ts'
import { type AccountsContext, defineOperation } from '../scope.ts'
import type { CredentialRow } from '../tables.ts'
import { checkOwner, descriptionFields, lockCredential } from './credential-fields.ts'
import { askForRotation, daysLeft } from './due.ts'
import { credentialRetired } from './sealed-value.ts'

export const updateCredential = defineOperation({
  name: 'accounts.update-credential',
  summary: { zh: '修改凭证信息，不改值', en: 'Change what is known of a credential, not its value' },
  effect: 'change',
  permission: 'accounts.manage-credentials',
  records: ['credential.changed'],
  input: z.strictObject({ id: z.uuid(), ...descriptionFields }),
  output: z.object({ dueAt: z.iso.datetime() }),
  run: async (ctx, { id, name, ownerId, purposes, scopes, rotationDays }) => {
    const before = await lockCredential(ctx, id)
    if (before.state === 'retired') throw credentialRetired()
    if (ownerId !== before.owner_id) {
      await checkOwner(ctx, ownerId)
      await keepFormerOwner(ctx, before)
    }
    await ctx.db
      .updateTable('credential')
      .set({
        name,
        owner_id: ownerId,
        purposes: JSON.stringify(purposes),
        scopes: JSON.stringify(scopes),
        rotation_days: rotationDays,
      })
      .where('id', '=', id)
      .execute()
    // Where it must be replaced promptly, another period or owner does not give more time.
    const movesDate = before.rotation_days !== rotationDays || before.owner_id !== ownerId
    const days = daysLeft({ rotatedAt: before.rotated_at, days: rotationDays, now: ctx.now })
    const stays = before.due_at.getTime() - ctx.now.getTime() <= 86_400_000
    const { dueAt } =
      movesDate && !stays
        ? await askForRotation(ctx, { ...before, name, owner_id: ownerId }, { why: 'period', days })
        : { dueAt: before.due_at }
    ctx.record({
      type: 'credential.changed',
      subject: { kind: 'credential', id },
      detail: {
        name,
        owner: { from: before.owner_id, to: ownerId },
        scopes: { from: [...before.scopes], to: scopes },
        rotationDays: { from: before.rotation_days, to: rotationDays },
      },
    })
    return { dueAt: dueAt.toISOString() }
  },
})

/** Keeps that the one who answered for it knows the present value. */
const keepFormerOwner = async ({ db, now }: AccountsContext, credential: Pick<CredentialRow, 'id' | 'owner_id'>): Promise<void> => {
  const former = { credential_id: credential.id, person_id: credential.owner_id, reason: 'former-owner', at: now } as const
  await db
    .insertInto('credential_reveal')
    .values({ id: newId(now.getTime()), ...former, explanation: '原责任人' })
    .execute()
}
