import type { ByteSource } from './table.ts'

const windowBytes = 512 * 1024

/** A stretch of the file in memory, that moves on with the reading. */
export const windowOn = (source: ByteSource) => {
  let [from, bytes] = [0, new Uint8Array(0)]
  return {
    /** The bytes from `offset` on, at least `least` where there are so many; more than that as a rule. */
    at: async (offset: number, least: number): Promise<Uint8Array> => {
      if (offset < from || offset + least > from + bytes.length) {
        const end = from + bytes.length
        if (offset < from || offset > end || end < source.size) {
          bytes = new Uint8Array(await source.read(offset, offset + Math.max(least, windowBytes)))
          from = offset
        }
      }
      return bytes.subarray(offset - from)
    },
  }
}

export type Window = ReturnType<typeof windowOn>
