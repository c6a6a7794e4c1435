import type { Field } from '../fields/input.ts'
import { type FieldKind, kindNames } from '../fields/kinds.ts'
import { z } from 'zod'
import type { ReadyRow } from './check-row.ts'

/** Bytes of a chunk before sealing. */
const mostBytes = 900_000

const packed = z.array(z.tuple([z.int(), z.boolean(), z.array(z.tuple([z.int().min(0).max(kindNames.length - 1), z.string()]))]))

const places = new Map(kindNames.map((kind, at) => [kind, at]))
const textOf = ({ row, minor, fields }: ReadyRow): string => JSON.stringify([row, minor, fields.map(({ kind, value }) => [places.get(kind), value])])

/** Rows as they wait to be written: as many in a chunk as it holds. */
export const packRows = (rows: readonly ReadyRow[]): { rows: number; bytes: Buffer }[] => {
  const chunks: { rows: number; bytes: Buffer }[] = []
  let [texts, size] = [[] as string[], 0]
  const close = (): void => {
    if (texts.length > 0) chunks.push({ rows: texts.length, bytes: Buffer.from(`[${texts.join()}]`) })
    ;[texts, size] = [[], 0]
  }
  for (const row of rows) {
    const text = textOf(row)
    const bytes = Buffer.byteLength(text) + 1
    if (size + bytes > mostBytes) close()
    texts.push(text)
    size += bytes
  }
  close()
  return chunks
}

export const unpackRows = (bytes: Uint8Array): ReadyRow[] =>
  packed.parse(JSON.parse(Buffer.from(bytes).toString())).map(([row, minor, fields]) => ({
    row,
    minor,
    fields: fields.map(([at, value]): Field => ({ kind: kindNames[at] as FieldKind, value })),
  }))
