import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Holding, LeavingPorts, PersonState } from './ports.ts'
import type { LeavingDatabase } from './scope.ts'

/** Names one thing that is held, over all kinds. */
export const holdingKey = ({ personId, kind, ref }: { personId: string; kind: string; ref: string | null }): string =>
  `${personId} ${kind} ${ref ?? ''}`

export type Standing = 'open' | 'dormant' | 'in-hand'

/**
 * What a holding is worth to somebody in this state. Null: nothing any more, since it opens only to whoever signs in
 * and this person never will. Pure.
 */
export const standingOf = (holding: Holding, state: PersonState, inHand: boolean): Standing | null => {
  if (inHand) return 'in-hand'
  if (holding.opens === 'by-itself') return 'open'
  if (state === 'left') return null
  return state === 'suspended' ? 'dormant' : 'open'
}

type Person = { id: string; state: PersonState }
type Tools = { db: AnyDatabase; now: Date; ports: Pick<LeavingPorts, 'holders'> }

/** People asked about in one round of queries. */
const peopleAtOnce = 500

/** What these people could still reach at this moment, from live state. */
export const reachOf = async (
  { db, now, ports }: Tools,
  people: readonly Person[],
): Promise<readonly (Holding & { standing: Standing })[]> => {
  const reached: (Holding & { standing: Standing })[] = []
  for (let from = 0; from < people.length; from += peopleAtOnce) {
    const part = people.slice(from, from + peopleAtOnce)
    const states = new Map(part.map(({ id, state }) => [id, state]))
    const inHand = await itemsInHand(db as LeavingDatabase, [...states.keys()])
    for (const holder of ports.holders) {
      for (const holding of await holder.reach({ db, now }, [...states.keys()])) {
        const state = states.get(holding.personId) ?? 'active'
        const standing = standingOf(holding, state, inHand.has(holdingKey(holding)))
        if (standing !== null) reached.push({ ...holding, standing })
      }
    }
  }
  return reached
}

/** What is being taken back from these people, or was left to somebody to see to. */
const itemsInHand = async (db: LeavingDatabase, people: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await db
    .selectFrom('leaving_item')
    .innerJoin('leaving', 'leaving.id', 'leaving_item.leaving_id')
    .select(['leaving.person_id as personId', 'leaving_item.kind', 'leaving_item.ref'])
    .where('leaving.person_id', 'in', people)
    .where('leaving_item.state', '<>', 'withdrawn')
    .execute()
  return new Set(rows.map(holdingKey))
}
