import type { KeyObject } from 'node:crypto'
import { openIn, type Reader } from './imports.ts'
import type { ByteSource } from './reading/table.ts'

type Slice = { from: number; bytes: Uint8Array }

/** Slices that are kept open: reading moves on through the file, and a workbook looks at its end now and then. */
const keptOpen = 3

/** The uploaded file, opened slice by slice while it is read. */
export const storedSource = (db: Reader, key: KeyObject, { id, size }: { id: string; size: number }): ByteSource => {
  const kept: Slice[] = []
  const sliceAt = async (offset: number): Promise<Slice> => {
    const there = kept.find(({ from, bytes }) => offset >= from && offset < from + bytes.length)
    if (there !== undefined) return there
    const row = await db
      .selectFrom('customer_import_slice')
      .select(['from_byte', 'bytes'])
      .where('import_id', '=', id)
      .where('from_byte', '<=', offset)
      .orderBy('from_byte', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (row === undefined) throw new Error('A slice of the import is missing')
    const slice = { from: row.from_byte, bytes: openIn(key, row.bytes, { room: 'slice', id, number: row.from_byte }) }
    kept.unshift(slice)
    kept.splice(keptOpen)
    return slice
  }
  return {
    size,
    read: async (from, to) => {
      const end = Math.min(to, size)
      if (from >= end) return new Uint8Array(0)
      const parts: Uint8Array[] = []
      for (let at = from; at < end; ) {
        const slice = await sliceAt(at)
        const part = slice.bytes.subarray(at - slice.from, end - slice.from)
        if (part.length === 0) throw new Error('A slice of the import is missing')
        parts.push(part)
        at += part.length
      }
      return parts.length === 1 && parts[0] !== undefined ? parts[0] : Buffer.concat(parts)
    },
  }
}
