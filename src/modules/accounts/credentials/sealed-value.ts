import { defineProblem } from '../../../kernel/errors.ts'
import type { Place } from '../../../kernel/secrets/envelope.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'
import { openerOf, sealerIn } from '../../../kernel/secrets/sealing-keys.ts'
import type { AccountsContext } from '../scope.ts'
import type { CredentialKind } from './kinds.ts'

export const credentialColumn: SealedColumn = { table: 'credential', column: 'sealed_value', id: 'id' }

export const credentialRetired = defineProblem('conflict', 'credential.retired', {
  zh: '凭证已停用并销毁，请存入新的凭证。',
  en: 'This credential was retired and destroyed; store a new one.',
})

const placeOf = (id: string): Place => ({ table: 'credential', column: 'sealed_value', row: id })

type Tools = Pick<AccountsContext, 'db' | 'now' | 'secrets'>

/** Encrypts a secret for the row of its credential. */
export const sealValue = async (ctx: Tools, id: string, value: string): Promise<Uint8Array> =>
  (await sealerIn(ctx))(value, placeOf(id))

/** The secret itself. Only for what uses it, and for a reveal that is recorded. @throws Problem `credential.retired` */
export const openValue = async (
  ctx: Tools,
  { id, sealed_value: sealed }: { id: string; sealed_value: Uint8Array | null },
): Promise<string> => {
  if (sealed === null) throw credentialRetired()
  return (await openerOf(ctx, [sealed]))(sealed, placeOf(id))
}

/** Values shorter than this show nothing of themselves. */
const shortestShown = 16

/** By what people tell two secrets apart; nothing of a password. */
export const lastFourOf = (kind: CredentialKind, value: string): string =>
  kind === 'password' || value.length < shortestShown || /[^\x21-\x7e]/.test(value.slice(-4)) ? '' : value.slice(-4)
