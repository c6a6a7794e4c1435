import { hash } from 'node:crypto'

/**
 * A set that answers "certainly not" or "most likely": Bloom, "Space/time trade-offs in hash coding with allowable
 * errors", CACM 13 (7), 1970. Positions by double hashing (Kirsch and Mitzenmacher, 2006) of one SHA-256.
 */
export type BloomFilter = { has: (text: string) => boolean }

/** Bytes before the bits: their number and the number of positions a text, both 32-bit little-endian. */
const headBytes = 8

const positionsOf = function* (text: string, { bits, hashes }: { bits: number; hashes: number }): Generator<number> {
  const digest = hash('sha256', text, 'buffer')
  const [first, step] = [digest.readUIntLE(0, 6) % bits, (digest.readUIntLE(8, 6) % (bits - 1)) + 1]
  for (let turn = 0; turn < hashes; turn += 1) yield (first + turn * step) % bits
}

/**
 * Makes the file of a filter over these texts.
 * @param bitsEach bits for each text; 18 with 12 positions answer wrongly "most likely" about twice in 10,000
 */
export const buildFilter = (texts: ReadonlySet<string>, { bitsEach, hashes }: { bitsEach: number; hashes: number }): Buffer => {
  const bytes = Math.ceil((texts.size * bitsEach) / 8)
  const file = Buffer.alloc(headBytes + bytes)
  file.writeUInt32LE(bytes * 8, 0)
  file.writeUInt32LE(hashes, 4)
  for (const text of texts) {
    for (const position of positionsOf(text, { bits: bytes * 8, hashes })) {
      const at = headBytes + (position >> 3)
      file.writeUInt8(file.readUInt8(at) | (1 << (position & 7)), at)
    }
  }
  return file
}

/**
 * Reads the file of a filter.
 * @throws Error when it is not whole
 */
export const readFilter = (file: Buffer): BloomFilter => {
  const [bits, hashes] = file.length < headBytes ? [0, 0] : [file.readUInt32LE(0), file.readUInt32LE(4)]
  if (bits < 8 || hashes < 1 || hashes > 32 || file.length !== headBytes + bits / 8) {
    throw new Error('The filter of leaked passwords is damaged; build it again')
  }
  return {
    has: (text) => {
      for (const position of positionsOf(text, { bits, hashes })) {
        if ((file.readUInt8(headBytes + (position >> 3)) & (1 << (position & 7))) === 0) return false
      }
      return true
    },
  }
}
