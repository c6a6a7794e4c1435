import type { AnyDatabase } from '../../../kernel/database/any-database.ts'
import { identityDatabase } from '../database.ts'
import { placeOfIp, placesTable } from './place/place-of-ip.ts'
import type { Place } from './place/places-file.ts'

type Span = { from: Date; to: Date }

/** Sign-ins that are read of all these people together, newest first. */
const mostSignIns = 2_000
/** As many different people make a network one of the company. */
const fewestColleagues = 3
const mostNetworks = 200

/** Finished sign-ins of these people, for other modules to compare with; those that were disowned are left out. */
export const signInsOf = async (
  db: AnyDatabase,
  people: readonly string[],
  { from, to }: Span,
): Promise<readonly { personId: string; at: Date; place: Place | null; prefix: string; system: string }[]> => {
  if (people.length === 0) return []
  const rows = await identityDatabase(db)
    .selectFrom('sign_in')
    .select(['person_id', 'at', 'place', 'network', 'device'])
    .where('person_id', 'in', [...new Set(people)])
    .where('at', '>=', from)
    .where('at', '<=', to)
    .where('assurance', 'is not', null)
    .where('disowned_at', 'is', null)
    .orderBy('at', 'desc')
    .limit(mostSignIns)
    .execute()
  return rows.map(({ person_id: personId, at, place, network, device }) => ({
    personId, at, place, prefix: network.kind === 'internal' ? '' : network.prefix, system: device.system,
  }))
}

/** Networks of the internet from which at least three people signed in, by prefix, with how many. */
export const sharedNetworks = async (db: AnyDatabase, { from, to }: Span): Promise<ReadonlyMap<string, number>> => {
  const rows = await identityDatabase(db)
    .selectFrom('sign_in')
    .select((eb) => [
      eb.ref('network', '->>').key('prefix').as('prefix'),
      eb.fn.count<number>('person_id').distinct().as('people'),
    ])
    .where('at', '>=', from)
    .where('at', '<=', to)
    .where('assurance', 'is not', null)
    .where('disowned_at', 'is', null)
    .where((eb) => eb.ref('network', '->>').key('kind'), 'not in', ['internal', 'hosting', 'vpn'])
    .groupBy('prefix')
    .having((eb) => eb.fn.count('person_id').distinct(), '>=', fewestColleagues)
    .orderBy('people', 'desc')
    .limit(mostNetworks)
    .execute()
  return new Map(rows.flatMap(({ prefix, people }) => (prefix === null || prefix === '' ? [] : [[String(prefix), Number(people)] as const])))
}

/** Where an address is and whose; of one whose last part is hidden (`203.0.113.*`) what its network says. */
export const whereaboutsOf = (ip: string) => {
  const { place, network } = placeOfIp(ip.replace(/\*+$/, '1'))
  return { place, network: { prefix: network.prefix, kind: network.kind, name: network.name } }
}

/** Every place that the table of addresses names. */
export const knownPlaces = (): readonly Place[] => placesTable().places

/** Who has this member id in WeCom; null where nobody is known by it. */
export const personByWecom = async (db: AnyDatabase, subject: string): Promise<string | null> => {
  const row = await identityDatabase(db)
    .selectFrom('outside_identity')
    .select('person_id')
    .where('provider', '=', 'wecom')
    .where('subject', '=', subject)
    .executeTakeFirst()
  return row?.person_id ?? null
}
