import { createHmac, type KeyObject, randomInt } from 'node:crypto'
import { z } from 'zod'
import type { IdentityContext } from '../scope.ts'

/** Without what is mistaken for something else on paper: 0 O, 1 I L, 5 S, 8 B. */
const letters = 'ACDEFGHJKMNPQRTUVWXYZ234679'
const codeLength = 12

/** How many a person gets at a time. */
export const codesAtATime = 10

/** A fresh code, as people keep it: `ACDE-FGHJ-KMNP`, about 57 bits. */
export const newRecoveryCode = (): string =>
  Array.from({ length: codeLength }, () => letters[randomInt(letters.length)])
    .join('')
    .replace(/(.{4})(?=.)/g, '$1-')

/** A code as people type it: lower case, full-width, with or without hyphens. */
export const typedRecoveryCode = z
  .string()
  .max(40)
  .transform((code) => code.normalize('NFKC').toUpperCase().replace(/[\s-]/g, ''))
  .pipe(z.string().length(codeLength).regex(/^[A-Z2-9]+$/))

/** What is kept of a code. Keyed and bound to the person: reading the table gives nothing that works. */
export const recoveryDigest = (key: KeyObject, personId: string, code: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', key).update(`recovery-code|${personId}|${code.replaceAll('-', '')}`).digest())

/** Uses a code up; whether it was one of the person's and new. */
export const takeRecoveryCode = async (
  ctx: IdentityContext,
  { personId, code }: { personId: string; code: string },
): Promise<boolean> => {
  const used = await ctx.db
    .updateTable('recovery_code')
    .set({ used_at: ctx.now })
    .where('person_id', '=', personId)
    .where('digest', '=', recoveryDigest(ctx.secrets.session, personId, code))
    .where('used_at', 'is', null)
    .returning('person_id')
    .executeTakeFirst()
  if (used === undefined) return false
  ctx.record({ type: 'recovery-code.used', subject: { kind: 'person', id: personId } })
  return true
}
