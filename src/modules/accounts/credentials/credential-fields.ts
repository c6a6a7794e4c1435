import { z } from 'zod'
import { defineProblem, notFound } from '../../../kernel/errors.ts'
import { purposesField, scopesField } from '../apps/scopes.ts'
import type { AccountsContext } from '../scope.ts'

export const descriptionFields = {
  name: z.string().trim().min(1).max(100),
  ownerId: z.uuid(),
  purposes: purposesField,
  scopes: scopesField,
  rotationDays: z.int().min(1).max(730),
}

/** A secret as it is typed or pasted; a key file is at most 4 KiB. */
export const valueField = z.string().trim().min(6).max(4096)

const ownerUnfit = defineProblem('invalid', 'credential.owner-unfit', {
  zh: '凭证责任人须是在岗人员，请重新选择。',
  en: 'The owner of a credential must be an active person; choose another one.',
})

/** @throws Problem `credential.owner-unfit` */
export const checkOwner = async (ctx: AccountsContext, ownerId: string): Promise<void> => {
  if ((await ctx.ports.people(ctx.db, [ownerId])).get(ownerId)?.active !== true) throw ownerUnfit()
}

/** The credential, kept from others until the end of the transaction. @throws Problem not found */
export const lockCredential = async ({ db }: Pick<AccountsContext, 'db'>, id: string) => {
  const row = await db.selectFrom('credential').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (row === undefined) throw notFound()
  return row
}
