import type { VaultContext } from '../scope.ts'

const mostExports = 100

/** Exports that a customer was in, the latest first. */
export const exportsWith = async (
  { db }: Pick<VaultContext, 'db'>,
  customerId: string,
): Promise<readonly { id: string; at: Date; personId: string }[]> =>
  db
    .selectFrom('vault_export_customer as member')
    .innerJoin('vault_export', 'vault_export.id', 'member.export_id')
    .select(['vault_export.id', 'vault_export.asked_at as at', 'vault_export.asked_by as personId'])
    .where('member.customer_id', '=', customerId)
    .orderBy('vault_export.asked_at', 'desc')
    .limit(mostExports)
    .execute()
