import { hash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import type { KernelTables } from '../../../../kernel/tables.ts'
import { enforce } from '../../../../kernel/gate.ts'
import { keysOf } from '../../origin.ts'
import { readInLastHour } from '../../reading/readings.ts'
import { searchGate } from '../../reading/search-gate.ts'
import { defineOperation, personOf, type VaultContext } from '../../scope.ts'
import { limitsIn } from '../../settings/limits.ts'
import type { VaultTables } from '../../tables.ts'
import { exportPurposes } from '../purposes.ts'
import { findSource } from './find-suspects.ts'
import { readLeak } from './leak.ts'
import { leakBounds, readLeakedFile } from './read-leaked-file.ts'

const reference = z.object({ id: z.uuid(), name: z.string() })

const source = z.object({
  id: z.uuid(),
  askedBy: reference,
  askedAt: z.iso.datetime(),
  purpose: z.enum(keysOf(exportPurposes)),
  reason: z.string(),
  variant: z.enum(['clear', 'masked']),
  /** Customers of the export, and those of them that the file holds. */
  customers: z.int(),
  held: z.int(),
  downloads: z.array(z.iso.datetime()),
})

/** What a power of ten is cut to: beyond it nobody can tell one from another. */
const smallest = -99
const mostDownloads = 10

export const traceLeak = defineOperation({
  name: 'vault.trace-leak',
  summary: { zh: '查明泄露的文件出自哪一次导出', en: 'Find out which export a leaked file was made from' },
  effect: 'change',
  permission: 'vault.trace',
  records: ['leak.traced'],
  bodyLimit: 14 * 1024 * 1024,
  input: z.strictObject({
    /** An .xlsx, .csv or .txt file of at most 10 MB; it is compared and not kept. */
    base64: z.base64().min(1).max(Math.ceil(leakBounds.bytes / 3) * 4 + 4),
  }),
  output: z.object({
    /** Whether the marks name an export; `not-enough` accuses nobody. */
    verdict: z.enum(['named', 'not-enough']),
    rows: z.int(),
    /** Values and numbers of rows that can carry a mark, and rows whose customer could be looked for. */
    read: z.object({ values: z.int(), codes: z.int(), people: z.int() }),
    /** Exports that it was compared with. */
    compared: z.int(),
    named: z.array(
      source.extend({
        /** A file from elsewhere accuses somebody so strongly in at most one of 10 to the power of so many. */
        certainty: z.int(),
        /** Each kind of mark: how many agree, of how many. */
        marks: z.array(z.object({ name: z.string(), agreed: z.int(), trials: z.int() })),
      }),
    ),
    /** Exports that held the same customers; that alone is no evidence. */
    alike: z.array(source),
  }),
  prepare: async ({ db, secrets }, { base64 }) => {
    const bytes = Buffer.from(base64, 'base64')
    const leak = readLeak(await readLeakedFile(bytes))
    // Nothing is written here.
    const reading = { db: db as unknown as Transaction<VaultTables & KernelTables>, secrets }
    return { sha256: hash('sha256', bytes), leak, finding: await findSource(reading, leak) }
  },
  run: async (ctx, _input, { sha256, leak, finding }) => {
    // Whether a number is among the customers would be told as well: it is a search, and has the limit of one.
    const { searchesAnHour } = await limitsIn(ctx)
    enforce(searchGate({ recent: await readInLastHour(ctx, personOf(ctx).id, 'leak.traced'), limit: searchesAnHour }))
    const ids = [...finding.named, ...finding.alike].map(({ id }) => id)
    const sources = await sourcesOf(ctx, ids)
    const of = (id: string, held: number) => {
      const found = sources.get(id)
      return found === undefined ? [] : [{ ...found, held }]
    }
    const named = finding.named.flatMap(({ id, held, log10, marks }) =>
      of(id, held).map((one) => ({ ...one, certainty: -Math.ceil(Math.max(log10, smallest)), marks: marks.map(({ name, agreed, trials }) => ({ name, agreed, trials })) })),
    )
    const verdict = named.length > 0 ? ('named' as const) : ('not-enough' as const)
    ctx.record({
      type: 'leak.traced',
      subject: { kind: 'leaked-file', id: sha256 },
      detail: { count: 1, verdict, rows: leak.rows, compared: finding.compared, named: named.map(({ id, certainty }) => ({ export: id, certainty })) },
    })
    return {
      verdict,
      rows: leak.rows,
      read: { values: leak.observations.length, codes: leak.codes.length, people: leak.identified.length },
      compared: finding.compared,
      named,
      alike: finding.alike.flatMap(({ id, held }) => of(id, held)),
    }
  },
})

const sourcesOf = async (ctx: VaultContext, ids: readonly string[]) => {
  if (ids.length === 0) return new Map<string, never>()
  const rows = await ctx.db.selectFrom('vault_export').selectAll().where('id', 'in', ids).execute()
  const people = await ctx.ports.people(ctx.db, [...new Set(rows.map(({ asked_by: by }) => by))])
  const downloads = await ctx.db
    .selectFrom('ledger_entry')
    .select(['subject_id', 'at'])
    .where('subject_kind', '=', 'vault-export')
    .where('subject_id', 'in', ids)
    .where('type', '=', 'export.downloaded')
    .orderBy('at')
    .execute()
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        askedBy: { id: row.asked_by, name: people.get(row.asked_by)?.name ?? '' },
        askedAt: row.asked_at.toISOString(),
        purpose: row.purpose,
        reason: row.reason,
        variant: row.variant,
        customers: row.total ?? row.customers,
        downloads: downloads.flatMap(({ subject_id: id, at }) => (id === row.id ? [at.toISOString()] : [])).slice(0, mostDownloads),
      },
    ]),
  )
}
