import { bytesFrom, toBase64 } from './base64.ts'
import { PACK_FORMAT } from './format.ts'
import type { CompiledPacks } from './types.ts'

/** The tables of packs, which are most of them; everything else is small. */
const tablesIn = ({ words, approaches, sounds, classifier }: CompiledPacks) => [
  [words, 'matcher'] as const,
  [words, 'uses'] as const,
  [approaches, 'places'] as const,
  [sounds, 'matcher'] as const,
  [sounds, 'letterMatcher'] as const,
  ...(classifier === null
    ? []
    : (['features', 'displacements', 'rarities', 'weights', 'categoryWeights'] as const).map((key) => [classifier, key] as const)),
]

type TableHolder = Record<string, unknown>

/** The packs with every table as text, so that they can be written as JSON. */
export const asJson = (packs: CompiledPacks): CompiledPacks => {
  const copy = structuredClone(packs)
  for (const [holder, key] of tablesIn(copy)) {
    const table = (holder as TableHolder)[key]
    if (table instanceof Uint8Array) (holder as TableHolder)[key] = toBase64(table)
  }
  return copy
}

/** The format of the packs and the length of the JSON, four bytes each. */
const HEADER = 8

const padded = (size: number): number => (size + 3) & ~3

/**
 * Packs in one file that loads in a few milliseconds: their format, the length of the JSON, the JSON with the length of
 * each table in its place, then the tables as they are used, each at a multiple of four.
 */
export const packFileOf = (packs: CompiledPacks): Uint8Array => {
  const small = structuredClone(packs)
  const tables = tablesIn(packs).map(([holder, key]) => bytesFrom((holder as TableHolder)[key] as string))
  tablesIn(small).forEach(([holder, key], index) => ((holder as TableHolder)[key] = tables[index]?.length ?? 0))
  const json = new TextEncoder().encode(JSON.stringify(small))
  const out = new Uint8Array(tables.reduce((sum, { length }) => sum + padded(length), HEADER + padded(json.length)))
  const header = new DataView(out.buffer)
  header.setUint32(0, packs.format, true)
  header.setUint32(4, json.length, true)
  out.set(json, HEADER)
  let at = HEADER + padded(json.length)
  for (const table of tables) {
    out.set(table, at)
    at += padded(table.length)
  }
  return out
}

/**
 * Packs out of such a file, whose tables are views of its bytes; null where the file has another format. It is our own
 * output, so its shape is known as soon as its format is.
 */
export const packsFromFile = (given: Uint8Array): CompiledPacks | null => {
  const file = given.byteOffset % 4 === 0 ? given : given.slice()
  if (file.byteLength < HEADER) return null
  const header = new DataView(file.buffer, file.byteOffset)
  if (header.getUint32(0, true) !== PACK_FORMAT) return null
  const size = header.getUint32(4, true)
  const packs = JSON.parse(new TextDecoder().decode(file.subarray(HEADER, HEADER + size))) as CompiledPacks
  let at = HEADER + padded(size)
  for (const [holder, key] of tablesIn(packs)) {
    const length = Number((holder as TableHolder)[key])
    ;(holder as TableHolder)[key] = file.subarray(at, at + length)
    at += padded(length)
  }
  return packs
}
