import type { Transaction } from 'kysely'
import { json } from './database/json.ts'
import { OperatorError } from './operator-error.ts'
import { sameBytes } from './secrets/compare.ts'
import type { KernelTables } from './tables.ts'

/** The database was made with another master key. */
export class SecretsMismatchError extends OperatorError {}

const key = 'master-key-check'

/**
 * Notes at the first start which master key this database belongs to, and refuses any other later: with a second key
 * passwords would not match and the ledger would look forged.
 * @throws SecretsMismatchError
 */
export const checkMasterKey = async (trx: Transaction<KernelTables>, checkValue: string): Promise<void> => {
  await trx
    .insertInto('installation')
    .values({ key, value: json(checkValue) })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const { value } = await trx.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirstOrThrow()
  if (typeof value !== 'string' || !sameBytes(Buffer.from(value), Buffer.from(checkValue))) {
    throw new SecretsMismatchError(
      '主密钥与数据库不匹配：请使用建库时的主密钥（keys/master.key 或 WEIDUN_MASTER_KEY）。\n' +
        'The master key does not belong to this database: use the one that it was made with (keys/master.key or WEIDUN_MASTER_KEY).',
    )
  }
}
