import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { personRequired } from '../problems.ts'
import { searchesLastHour } from '../reading/readings.ts'
import { searchGate } from '../reading/search-gate.ts'
import type { VaultContext } from '../scope.ts'
import { limitsIn } from '../settings/limits.ts'
import { isBlocked, isThrottled, slowedTo, standingOf } from '../watching/standing.ts'
import { watchReading } from '../watching/watch-reading.ts'
import type { Fault } from './faults.ts'
import type { ImportRow } from './tables.ts'

/** Who asks: a person or an API key. @throws Problem `customer.person-required` */
export const actorIdOf = ({ actor }: Pick<VaultContext, 'actor'>): string => {
  if (actor.kind !== 'person' && actor.kind !== 'api-key') throw personRequired()
  return actor.id
}

/**
 * A check tells how many of a file are known, and so is a search: it counts as one and is watched like one. A key has the hourly
 * limit alone, since it has no usual.
 * @throws Problem `gate.refused`
 */
export const requireSearch = async (ctx: VaultContext): Promise<void> => {
  const { searchesAnHour } = await limitsIn(ctx)
  if (ctx.actor.kind === 'person') {
    const watched = await watchReading(ctx, { kind: 'searched', records: 1, elsewhere: 0 })
    return watched.enforce(searchGate({ recent: watched.searchesLastHour, limit: Math.ceil(searchesAnHour / watched.slower) }))
  }
  const keyId = actorIdOf(ctx)
  await takeAdvisoryLock(ctx.db, `vault.reading ${keyId}`)
  enforce(searchGate({ recent: await searchesLastHour(ctx, keyId), limit: searchesAnHour }))
}

/** How many more answers somebody may have within the hour. Holds their other readings back until the transaction ends. */
const answersLeft = async (ctx: VaultContext, actorId: string): Promise<number> => {
  await takeAdvisoryLock(ctx.db, `vault.reading ${actorId}`)
  const { searchesAnHour } = await limitsIn(ctx)
  const standing = await standingOf(ctx, actorId)
  if (isBlocked(standing)) return 0
  return Math.max(0, Math.ceil(searchesAnHour / (isThrottled(standing) ? slowedTo : 1)) - (await searchesLastHour(ctx, actorId)))
}

export type Told = { faults: readonly Fault[]; /** Rows of which nothing is said. */ untold: ReadonlySet<number> }

/**
 * Which faults are told. That a row is somebody who is known answers as a search does: so many rows are told as the hour has
 * searches left, of the others only how many there are.
 * @param answers whether a fault says something of a customer, and not of the file alone
 */
export const tellFaults = async (ctx: VaultContext, row: ImportRow, faults: readonly Fault[], answers: (fault: Fault) => boolean): Promise<Told> => {
  const asked = [...new Set(faults.filter(answers).map((fault) => fault.row))]
  const actorId = row.asked_by ?? row.begun_by ?? row.begun_by_key
  if (asked.length === 0 || actorId === null) return { faults, untold: new Set() }
  const told = asked.slice(0, await answersLeft(ctx, actorId))
  const untold = new Set(asked.slice(told.length))
  if (told.length > 0) {
    await ctx.db.insertInto('customer_import_told').values({ id: newId(ctx.now.getTime()), import_id: row.id, actor_id: actorId, at: ctx.now, rows: told.length }).execute()
  }
  return { faults: faults.filter((fault) => !untold.has(fault.row) || !answers(fault)), untold }
}
