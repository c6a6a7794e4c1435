import { z } from 'zod'
import { isUniqueViolation } from '../../kernel/database/index.ts'
import { notFound } from '../../kernel/errors.ts'
import { newId } from '../../kernel/id.ts'
import type { JsonValue } from '../../kernel/ledger/canonical.ts'
import { sealerIn } from '../../kernel/secrets/sealing-keys.ts'
import { accountFields, accountTaken, checkHands, furtherFields } from './account-fields.ts'
import { openRecovery, sealRecovery } from './recovery.ts'
import type { AccountsContext } from './scope.ts'
import type { AccountState } from './tables.ts'

export const newAccountInput = z.strictObject({ ...accountFields, ...furtherFields })
export const changedAccountInput = z.strictObject({
  id: z.uuid(),
  ...accountFields,
  ...furtherFields,
  state: z.enum(['active', 'closed']),
})

type NewAccount = z.output<typeof newAccountInput>
type ChangedAccount = z.output<typeof changedAccountInput>

const taken = (error: unknown): never => {
  throw isUniqueViolation(error) ? accountTaken() : error
}

/** The columns that are written as they were given. */
const columnsOf = (fields: NewAccount) => ({
  platform: fields.platform,
  name: fields.name,
  platform_id: fields.platformId,
  department_id: fields.departmentId,
  owner_id: fields.ownerId,
  core: fields.core,
})

/** Registers an account, with its ledger entry. @throws Problem see checkHands, `account.registered-already` */
export const insertAccount = async (ctx: AccountsContext, fields: NewAccount): Promise<string> => {
  await checkHands(ctx, { ...fields, standInId: fields.standInId ?? null })
  const [id = ''] = await insertChecked(ctx, [fields], 'account.registered')
  return id
}

/** Rows of one statement. */
const insertedAtOnce = 200

/**
 * Registers accounts that are known to be in good hands, with a ledger entry for each.
 * @returns their ids, in their order
 * @throws Problem `account.registered-already`
 */
export const insertChecked = async (
  ctx: AccountsContext,
  accounts: readonly NewAccount[],
  type: 'account.registered' | 'account.imported',
): Promise<readonly string[]> => {
  const seal = await sealerIn(ctx)
  const rows = accounts.map((fields) => {
    const id = newId(ctx.now.getTime())
    return {
      id,
      ...columnsOf(fields),
      stand_in_id: fields.standInId ?? null,
      verified_subject: fields.verifiedSubject ?? null,
      verification_expires_on: fields.verificationExpiresOn ?? null,
      recovery_phone: sealRecovery(seal, 'recovery_phone', id, fields.recoveryPhone ?? null),
      recovery_mail: sealRecovery(seal, 'recovery_mail', id, fields.recoveryMail ?? null),
      factors: JSON.stringify(fields.factors ?? []),
      state: 'active' as const,
      registered_at: ctx.now,
    }
  })
  for (let at = 0; at < rows.length; at += insertedAtOnce) {
    const part = rows.slice(at, at + insertedAtOnce)
    await ctx.db.insertInto('marketing_account').values(part).execute().catch(taken)
  }
  for (const row of rows) {
    const { id, platform, name, platform_id: platformId, department_id: department, owner_id: owner, core } = row
    const detail = { platform, name, platformId, department, owner, standIn: row.stand_in_id, core }
    ctx.record({ type, subject: { kind: 'account', id }, detail })
  }
  return rows.map(({ id }) => id)
}

/** Changes an account, with ledger entries that say what was before. @throws Problem as insertAccount, and not found */
export const changeAccount = async (
  ctx: AccountsContext,
  { id, state, ...fields }: ChangedAccount,
  type: 'account.changed' | 'account.changed-by-import' = 'account.changed',
): Promise<void> => {
  const before = await ctx.db.selectFrom('marketing_account').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (before === undefined) throw notFound()
  const standInId = fields.standInId === undefined ? before.stand_in_id : fields.standInId
  await checkHands(
    ctx,
    { ...fields, standInId },
    { departmentId: before.department_id, ownerId: before.owner_id, standInId: before.stand_in_id },
  )
  const plain = {
    ...columnsOf(fields),
    stand_in_id: standInId,
    verified_subject: fields.verifiedSubject === undefined ? before.verified_subject : fields.verifiedSubject,
    verification_expires_on:
      fields.verificationExpiresOn === undefined ? before.verification_expires_on : fields.verificationExpiresOn,
  }
  const factors = fields.factors ?? before.factors
  const recovery = await changedRecovery(ctx, before, fields)
  await ctx.db
    .updateTable('marketing_account')
    .set({ ...plain, ...recovery, factors: JSON.stringify(factors), state })
    .where('id', '=', id)
    .execute()
    .catch(taken)
  const keys = Object.keys(plain) as (keyof typeof plain)[]
  const changes: Record<string, JsonValue> = Object.fromEntries(
    keys.filter((key) => before[key] !== plain[key]).map((key) => [key, { from: before[key], to: plain[key] }]),
  )
  if (!sameMembers(before.factors, factors)) changes['factors'] = { from: [...before.factors], to: [...factors] }
  // What it was and is stays out of the ledger: it is personal data.
  for (const column of Object.keys(recovery)) changes[column] = 'changed'
  recordChange(ctx, id, { type, from: before.state, to: state, changes })
}

type Recovery = Partial<Record<'recovery_phone' | 'recovery_mail', Uint8Array | null>>

/** The sealed columns that become others; what was typed in as it stands is no change. */
const changedRecovery = async (
  ctx: AccountsContext,
  before: { id: string; recovery_phone: Uint8Array | null; recovery_mail: Uint8Array | null },
  { recoveryPhone, recoveryMail }: Pick<NewAccount, 'recoveryPhone' | 'recoveryMail'>,
): Promise<Recovery> => {
  if (recoveryPhone === undefined && recoveryMail === undefined) return {}
  const present = (await openRecovery(ctx, [before])).get(before.id)
  const seal = await sealerIn(ctx)
  return {
    ...(recoveryPhone === undefined || recoveryPhone === present?.phone
      ? {}
      : { recovery_phone: sealRecovery(seal, 'recovery_phone', before.id, recoveryPhone) }),
    ...(recoveryMail === undefined || recoveryMail === present?.mail
      ? {}
      : { recovery_mail: sealRecovery(seal, 'recovery_mail', before.id, recoveryMail) }),
  }
}

type Change = {
  type: 'account.changed' | 'account.changed-by-import'
  from: AccountState
  to: AccountState
  changes: Record<string, JsonValue>
}

const recordChange = (
  ctx: AccountsContext,
  id: string,
  { type, from, to, changes }: Change,
): void => {
  const subject = { kind: 'account', id }
  if (from !== to) ctx.record({ type: to === 'closed' ? 'account.closed' : 'account.reopened', subject })
  if (Object.keys(changes).length > 0 || from === to) ctx.record({ type, subject, detail: changes })
}

const sameMembers = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((member) => other.includes(member))
