import { sql } from 'kysely'
import { newId } from '../../../kernel/id.ts'
import { blindIndexUnder } from '../../../kernel/secrets/blind-index.ts'
import { defineJob, type VaultContext } from '../scope.ts'
import { lastSigns } from '../fields/indexes.ts'
import type { Field } from '../fields/input.ts'

const dayMs = 86_400_000
const stepBytes = 8
/** How far two numbers may lie apart and still be next to each other. */
const near = [-2, -1, 1, 2] as const

/**
 * Whether the number that somebody reads by lies next to one that they read by within a day, and remembers it as keyed digests
 * for a day. The ledger is told yes or no, never the number.
 * @param value a mobile number or the last four digits; anything else has no next one
 */
export const isNearby = async (
  { db, now, secrets }: Pick<VaultContext, 'db' | 'now' | 'secrets'>,
  personId: string,
  { kind, value }: Field,
): Promise<boolean> => {
  if (!/^\d{4,19}$/.test(value)) return false
  // The end is what is counted up.
  const whole = value.length > lastSigns ? value.slice(0, -lastSigns) : ''
  const end = Number(value.slice(-lastSigns))
  const index = blindIndexUnder(secrets.blindIndex)
  const stepAt = (number: number): Uint8Array => index('search-trail', `${personId}|${kind}|${whole}|${number}`).slice(0, stepBytes)
  // One statement: what it adds is not among what it finds.
  const { rows } = await sql<{ beside: boolean }>`
    with added as (insert into search_trail (id, person_id, at, step) values (${newId(now.getTime())}, ${personId}, ${now}, ${stepAt(end)}))
    select exists (
      select from search_trail
      where person_id = ${personId} and step in (${sql.join(near.map((distance) => stepAt(end + distance)))}) and at > ${new Date(now.getTime() - dayMs)}
    ) as beside`.execute(db)
  return rows[0]?.beside === true
}

/** What is older than a day serves nothing any more. */
export const forgetTrails = defineJob({
  name: 'vault.forget-search-trails',
  schedule: '17 * * * *',
  run: async ({ db, now }) => {
    await db.deleteFrom('search_trail').where('at', '<', new Date(now.getTime() - dayMs)).execute()
  },
})
