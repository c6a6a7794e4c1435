import { defineProblem } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { companyOf } from '../company.ts'
import type { IdentityDatabase } from '../database.ts'
import type { IdentityContext } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import type { Enrolled } from './factor.ts'
import { type FactorChange, factorChangeGate } from './factor-change-gate.ts'

export const factorNotThere = defineProblem('conflict', 'factor.not-there', {
  zh: '没有这项验证方式，可能刚被移除，请刷新后再试。',
  en: 'This factor is not there; it may just have been removed. Reload and try again.',
})

/** What a person has set up besides the password. */
export const enrolledOf = async (db: IdentityDatabase, personId: string): Promise<Enrolled> => {
  const row = await db
    .selectFrom('person')
    .select((eb) => [
      eb
        .selectFrom('passkey')
        .whereRef('passkey.person_id', '=', 'person.id')
        .where('passkey.ended_at', 'is', null)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('passkeys'),
      eb
        .selectFrom('totp')
        .whereRef('totp.person_id', '=', 'person.id')
        .where('totp.enabled_at', 'is not', null)
        .select('totp.person_id')
        .as('totp'),
      eb
        .selectFrom('phone')
        .whereRef('phone.person_id', '=', 'person.id')
        .where('phone.enabled_at', 'is not', null)
        .select('phone.ending')
        .as('phone_ending'),
      eb
        .selectFrom('recovery_code')
        .whereRef('recovery_code.person_id', '=', 'person.id')
        .where('recovery_code.used_at', 'is', null)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('recovery_codes'),
    ])
    .where('person.id', '=', personId)
    .executeTakeFirst()
  return {
    passkeys: row?.passkeys ?? 0,
    totp: row?.totp != null,
    phoneEnding: row?.phone_ending ?? null,
    recoveryCodes: row?.recovery_codes ?? 0,
  }
}

/**
 * Locks the signed-in person and decides whether this session may change a factor of theirs.
 * @returns what they had before
 * @throws Problem `gate.refused`
 */
export const enforceFactorChange = async (
  ctx: IdentityContext,
  { factor, change }: Pick<FactorChange, 'factor' | 'change'>,
): Promise<Enrolled> => {
  const person = signedIn(ctx.actor)
  await ctx.db.selectFrom('person').select('id').where('id', '=', person.id).forUpdate().executeTakeFirstOrThrow()
  const enrolled = await enrolledOf(ctx.db, person.id)
  const { demands } = await companyOf(ctx.db)
  enforce(
    factorChangeGate({ factor, change, session: person.assurance, enrolled, demanded: demands.secondFactor }),
  )
  return enrolled
}
