import { defineProblem } from '../../../kernel/errors.ts'
import type { AccountsContext } from '../scope.ts'
import { maskedRecovery } from '../recovery.ts'
import { type AccountRow, namesOf } from './account-sheet.ts'

/** Accounts of a company, and rows of one file. */
export const mostRows = 5000

const registerTooLarge = defineProblem('invalid', 'accounts.register-too-large', {
  zh: '登记的账号超过 {limit} 个，无法整体导入导出，请通过接口处理。',
  en: 'The register has more than {limit} accounts; use the interface instead of a sheet.',
})

/** The whole register as rows of the sheet. */
export const registerRows = async (ctx: AccountsContext): Promise<AccountRow[]> => {
  const rows = await ctx.db.selectFrom('marketing_account').selectAll().orderBy('name').orderBy('id').limit(mostRows + 1).execute()
  if (rows.length > mostRows) throw registerTooLarge({ limit: mostRows })
  const names = namesOf(await ctx.ports.everybody(ctx.db))
  const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
  const recovery = await maskedRecovery(ctx, rows)
  return rows.map((row) => ({
    id: row.id,
    platform: row.platform,
    name: row.name,
    platformId: row.platform_id,
    department: departments.get(row.department_id) ?? '',
    owner: names.get(row.owner_id) ?? '',
    standIn: row.stand_in_id === null ? null : (names.get(row.stand_in_id) ?? ''),
    core: row.core,
    verifiedSubject: row.verified_subject,
    verificationExpiresOn: row.verification_expires_on,
    recoveryPhone: recovery.get(row.id)?.phone ?? null,
    recoveryMail: recovery.get(row.id)?.mail ?? null,
    factors: row.factors,
    state: row.state,
  }))
}
