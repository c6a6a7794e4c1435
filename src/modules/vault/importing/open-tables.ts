import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import { importKey, type Reader } from './imports.ts'
import { openTable } from './reading/open-table.ts'
import type { Position, Table } from './reading/table.ts'
import { storedSource } from './stored-source.ts'
import type { ImportRow } from './tables.ts'

type Kept = { id: string; table: Table; used: number }

const mostKept = 3
const keptMs = 60_000

/**
 * Tables that stay open between two steps, so that a workbook is not unpacked from its beginning for each. Nothing hangs on
 * it: another server, or this one after a restart, opens the file anew and goes to where the row says.
 */
export const tableKeeper = () => {
  const kept: Kept[] = []
  const forget = (id: string): void => {
    const at = kept.findIndex((one) => one.id === id)
    if (at >= 0) kept.splice(at, 1)
  }
  return {
    /** The table of an import, and where its reading goes on. @throws UnreadableFile */
    open: async (db: Reader, secrets: Secrets, row: ImportRow): Promise<{ table: Table; from: Position }> => {
      const now = performance.now()
      kept.splice(0, kept.length, ...kept.filter(({ used }) => now - used < keptMs))
      const from = row.position as Position | null
      const there = kept.find(({ id }) => id === row.id)
      if (there !== undefined) {
        there.used = now
        return { table: there.table, from: from ?? there.table.first }
      }
      const key = await importKey(db, secrets, row)
      const table = await openTable(storedSource(db, key, row))
      kept.unshift({ id: row.id, table, used: now })
      kept.splice(mostKept)
      return { table, from: from ?? table.first }
    },
    forget,
  }
}

export const tables = tableKeeper()
