import type { Place } from '../../kernel/secrets/envelope.ts'
import type { SealedColumn } from '../../kernel/secrets/rotation.ts'
import { openerOf, type Sealer } from '../../kernel/secrets/sealing-keys.ts'
import { maskPersonalData } from '../../screening/personal-data/index.ts'
import type { AccountsContext } from './scope.ts'

/** The phone and the mailbox with which an account is recovered: personal data of whoever holds them. */
type Column = 'recovery_phone' | 'recovery_mail'

export const recoveryColumns: readonly SealedColumn[] = (['recovery_phone', 'recovery_mail'] as const).map((column) => ({
  table: 'marketing_account',
  column,
  id: 'id',
}))

const placeOf = (column: Column, accountId: string): Place => ({ table: 'marketing_account', column, row: accountId })

export const sealRecovery = (seal: Sealer, column: Column, accountId: string, text: string | null): Uint8Array | null =>
  text === null ? null : seal(text, placeOf(column, accountId))

type Row = { id: string; recovery_phone: Uint8Array | null; recovery_mail: Uint8Array | null }
export type MaskedRecovery = { phone: string | null; mail: string | null }

/** How phones and mailboxes of accounts read: 138****1234, z***@qq.com. By account. */
export const maskedRecovery = async (
  ctx: Pick<AccountsContext, 'db' | 'secrets'>,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, MaskedRecovery>> => {
  const plain = await openRecovery(ctx, rows)
  return new Map(
    [...plain].map(([id, { phone, mail }]) => [
      id,
      { phone: phone === null ? null : maskPersonalData(phone), mail: mail === null ? null : maskPersonalData(mail) },
    ]),
  )
}

/** The phones and mailboxes themselves, to compare with what is typed in; they go no further than this. */
export const openRecovery = async (
  { db, secrets }: Pick<AccountsContext, 'db' | 'secrets'>,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, MaskedRecovery>> => {
  const sealed = rows.flatMap(({ recovery_phone: phone, recovery_mail: mail }) => [phone, mail])
  const open = await openerOf({ db, secrets }, sealed.filter((value) => value !== null))
  const read = (column: Column, { id, [column]: value }: Row): string | null =>
    value === null ? null : open(value, placeOf(column, id))
  return new Map(rows.map((row) => [row.id, { phone: read('recovery_phone', row), mail: read('recovery_mail', row) }]))
}
