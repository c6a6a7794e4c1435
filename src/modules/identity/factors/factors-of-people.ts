import type { IdentityDatabase } from '../database.ts'
import type { SecondFactor } from './factor.ts'

/** What people have set up besides the password, by person id, strongest first; people without anything are absent. */
export const factorsOfPeople = async (
  db: IdentityDatabase,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, readonly SecondFactor[]>> => {
  const found = new Map<string, SecondFactor[]>()
  if (personIds.length === 0) return found
  const note = (rows: readonly { person_id: string }[], factor: SecondFactor): void => {
    for (const { person_id: id } of rows) found.set(id, [...(found.get(id) ?? []), factor])
  }
  note(
    await db
      .selectFrom('passkey')
      .select('person_id')
      .distinct()
      .where('person_id', 'in', personIds)
      .where('ended_at', 'is', null)
      .execute(),
    'passkey',
  )
  note(
    await db
      .selectFrom('totp')
      .select('person_id')
      .where('person_id', 'in', personIds)
      .where('enabled_at', 'is not', null)
      .execute(),
    'totp',
  )
  note(
    await db
      .selectFrom('phone')
      .select('person_id')
      .where('person_id', 'in', personIds)
      .where('enabled_at', 'is not', null)
      .execute(),
    'sms',
  )
  return found
}
