import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import type { IdentityDatabase } from '../database.ts'
import { digestOf, tokenInput } from './token.ts'
import { tokenTurn } from './token-turn.ts'

type Presented = { token: string; deviceToken?: string; now: Date; secrets: Pick<Secrets, 'session'> }

/**
 * The session that a token belongs to, and what follows from how it was presented (see `tokenTurn`). Presented by
 * another device than the one that signed in, it was copied.
 * @returns undefined for a token that is none of ours, or of somebody who is not active
 */
export const findSession = async (db: IdentityDatabase, { token, deviceToken, now, secrets }: Presented) => {
  if (!tokenInput.safeParse(token).success) return undefined
  const digest = digestOf(secrets.session, token)
  const session = await db
    .selectFrom('session')
    .innerJoin('person', 'person.id', 'session.person_id')
    .innerJoin('company', (join) => join.onTrue())
    .innerJoin('password_settings', (join) => join.onTrue())
    .leftJoin('password', 'password.person_id', 'person.id')
    .select((eb) => [
      'session.id',
      'session.person_id',
      'session.token_digest',
      'session.assurance',
      'session.proven_at',
      'session.last_seen_at',
      'session.expires_at',
      'session.ended_at',
      'session.rotated_at',
      'session.token_arrived',
      'session.device_digest',
      'person.name',
      'person.department_id',
      'company.session_idle_minutes',
      'company.second_factor_demanded',
      'company.passkey_demanded',
      'password.changed_at',
      'password.must_change_since',
      'password_settings.period_days',
      eb
        .or([
          eb.exists(
            eb.selectFrom('passkey').select('id').whereRef('passkey.person_id', '=', 'person.id').where('ended_at', 'is', null),
          ),
          eb.exists(
            eb.selectFrom('totp').select('person_id').whereRef('totp.person_id', '=', 'person.id').where('enabled_at', 'is not', null),
          ),
          eb.exists(
            eb.selectFrom('phone').select('person_id').whereRef('phone.person_id', '=', 'person.id').where('enabled_at', 'is not', null),
          ),
        ])
        .as('has_second_factor'),
    ])
    .where((eb) => eb.or([eb('session.token_digest', '=', digest), eb('session.previous_digest', '=', digest)]))
    .where('person.state', '=', 'active')
    .executeTakeFirst()
  if (session === undefined) return undefined
  const elsewhere =
    session.device_digest !== null &&
    !sameBytes(session.device_digest, digestOf(secrets.session, deviceToken ?? ''))
  const presented = sameBytes(session.token_digest, digest) ? 'current' : 'previous'
  const facts = { presented, arrived: session.token_arrived, rotatedAt: session.rotated_at } as const
  return { session, digest, turn: elsewhere ? ('copied' as const) : tokenTurn(facts, now) }
}
