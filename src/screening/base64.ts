/** Bytes of a table: as text in a JSON file, which every browser and every tool reads, or as they are. */
export type Stored = string | Uint8Array

/** Bytes as text. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return btoa(text)
}

/** Bytes of a table that begin at a multiple of four. */
export const bytesFrom = (stored: Stored): Uint8Array => {
  if (typeof stored !== 'string') return stored.byteOffset % 4 === 0 ? stored : stored.slice()
  const text = atob(stored)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** Whole numbers as text, four bytes each. */
export const numbersToBase64 = (numbers: ArrayLike<number>): string =>
  toBase64(new Uint8Array(Int32Array.from(numbers).buffer))

export const numbersFrom = (stored: Stored): Int32Array => {
  const bytes = bytesFrom(stored)
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2)
}

/** The lists that compile/flattened.ts wrote as one: list `i` is `items` from `starts[i]` to `starts[i + 1]`. */
export const listsOf = (flat: Int32Array, count: number): { starts: Int32Array; items: Int32Array } => ({
  starts: flat.subarray(0, count + 1),
  items: flat.subarray(count + 1),
})
