/** Bytes as text, so that tables fit into a JSON file that every browser and every tool reads. */
export const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 4096) text += String.fromCharCode(...bytes.subarray(at, at + 4096))
  return btoa(text)
}

export const fromBase64 = (encoded: string): Uint8Array => {
  const text = atob(encoded)
  const bytes = new Uint8Array(text.length)
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at)
  return bytes
}

/** Whole numbers as text, four bytes each. */
export const numbersToBase64 = (numbers: ArrayLike<number>): string =>
  toBase64(new Uint8Array(Int32Array.from(numbers).buffer))

export const numbersFromBase64 = (encoded: string): Int32Array => new Int32Array(fromBase64(encoded).buffer)

/** The lists that compile/flattened.ts wrote as one: list `i` is `items` from `starts[i]` to `starts[i + 1]`. */
export const listsOf = (flat: Int32Array, count: number): { starts: Int32Array; items: Int32Array } => ({
  starts: flat.subarray(0, count + 1),
  items: flat.subarray(count + 1),
})
