import { setImmediate } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import type { Secrets } from '../../../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../../../kernel/tables.ts'
import { indexesUnder } from '../../fields/indexes.ts'
import type { FieldKind } from '../../fields/kinds.ts'
import type { VaultTables } from '../../tables.ts'
import { exportKeys } from '../sealed-file.ts'
import { accuse, compare, glanceOf, type Judged, shortlist, type Suspect } from './judge.ts'
import type { Leak } from './leak.ts'

/** Exports that are compared, the newest; and how many keys are opened in one go. */
const mostSuspects = 5_000
const atOnce = 200

type Tools = { db: Transaction<VaultTables & KernelTables>; secrets: Secrets }

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex')

/** Where the customers of the leaked rows stood in each export: found by what they are found by now, and by the mobile they had then. */
const positionsIn = async ({ db, secrets }: Tools, leak: Leak): Promise<ReadonlyMap<string, ReadonlyMap<number, number>>> => {
  const indexes = indexesUnder(secrets)
  const rowsBy = new Map<string, number[]>()
  const byKind = new Map<FieldKind, Uint8Array[]>()
  leak.identified.forEach((row, at) => {
    for (const { kind, value } of row) {
      const index = indexes.exact(kind, value)
      if (index === null) continue
      const name = hex(index)
      rowsBy.set(name, [...(rowsBy.get(name) ?? []), at])
      byKind.set(kind, [...(byKind.get(kind) ?? []), index])
    }
  })
  const positions = new Map<string, Map<number, number>>()
  const keep = (exportId: string, place: number, index: Uint8Array | null): void => {
    const rows = index === null ? [] : (rowsBy.get(hex(index)) ?? [])
    const known = positions.get(exportId) ?? new Map<number, number>()
    for (const row of rows) if (!known.has(row)) known.set(row, place)
    positions.set(exportId, known)
  }
  const mobiles = byKind.get('mobile') ?? []
  if (mobiles.length > 0) {
    const then = await db.selectFrom('vault_export_customer').select(['export_id', 'place', 'mobile_index']).where('mobile_index', 'in', mobiles).execute()
    for (const { export_id: exportId, place, mobile_index: index } of then) keep(exportId, place, index)
  }
  for (const [kind, values] of byKind) {
    const now = await db
      .selectFrom('customer_field as field')
      .innerJoin('vault_export_customer as member', 'member.customer_id', 'field.customer_id')
      .select(['member.export_id', 'member.place', 'field.exact_index'])
      .where('field.kind', '=', kind)
      .where('field.exact_index', 'in', values)
      .execute()
    for (const { export_id: exportId, place, exact_index: index } of now) keep(exportId, place, index)
  }
  return positions
}

export type Finding = {
  compared: number
  named: readonly (Judged<string> & { log10: number })[]
  /** Held most of the customers, strongest first, without being named. */
  alike: readonly { id: string; held: number }[]
}

const mostAlike = 5

/** Compares a leaked file with every export that was ever made. Reads alone; gives way to others between one export and the next. */
export const findSource = async (tools: Tools, leak: Leak): Promise<Finding> => {
  const { db } = tools
  const rows = await db
    .selectFrom('vault_export')
    .select(['id', 'mark_key'])
    .where('made_at', 'is not', null)
    .where('mark_key', 'is not', null)
    .orderBy('made_at', 'desc')
    .limit(mostSuspects)
    .execute()
  const positions = await positionsIn(tools, leak)
  const glance = glanceOf(leak)
  const suspects: Suspect<string>[] = []
  const glanced: Judged<string>[] = []
  for (let at = 0; at < rows.length; at += atOnce) {
    const keys = await exportKeys(tools, 'mark_key', rows.slice(at, at + atOnce))
    for (const [id, key] of keys) {
      const places = [...(positions.get(id) ?? [])].toSorted(([a], [b]) => a - b).map(([, place]) => place)
      // A row that stands in the file twice says nothing twice.
      const suspect = { id, key, positions: [...new Set(places)] }
      suspects.push(suspect)
      glanced.push(compare(glance, suspect))
      if (glanced.length % 20 === 0) await setImmediate()
    }
  }
  const near = new Set(shortlist(glanced))
  const compared: Judged<string>[] = []
  for (const suspect of suspects.filter(({ id }) => near.has(id))) {
    compared.push(compare(leak, suspect))
    await setImmediate()
  }
  const named = accuse(glanced, compared)
  const accused = new Set(named.map(({ id }) => id))
  const alike = glanced
    .filter(({ id, held }) => held > 0 && !accused.has(id))
    .toSorted((a, b) => b.held - a.held)
    .slice(0, mostAlike)
    .map(({ id, held }) => ({ id, held }))
  return { compared: glanced.length, named, alike }
}
