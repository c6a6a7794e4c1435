import { createHmac, type KeyObject } from 'node:crypto'

/** Figures that hang on a key and a value alone: the same value draws the same ones, and nobody without the key can tell which. */
export type Draws = {
  below: (limit: number) => number
  digits: (count: number) => string
  of: <One>(list: readonly One[]) => One
  letters: (count: number) => string
}

/** @param key thrown away after the run: then no way leads back, not by trying all values either */
export const drawsFor = (key: KeyObject, what: string): Draws => {
  let block = 0
  let bytes = Buffer.alloc(0)
  const word = (): number => {
    if (bytes.length < 4) {
      bytes = createHmac('sha256', key).update(`${what}\0${block}`, 'utf8').digest()
      block += 1
    }
    const drawn = bytes.readUInt32BE(0)
    bytes = bytes.subarray(4)
    return drawn
  }
  const below = (limit: number): number => word() % limit
  const of = <One>(list: readonly One[]): One => {
    const one = list[below(list.length)]
    if (one === undefined) throw new RangeError('Nothing can be drawn from an empty list')
    return one
  }
  const many = (count: number, make: () => string): string => Array.from({ length: count }, make).join('')
  return {
    below,
    of,
    digits: (count) => many(count, () => String(below(10))),
    letters: (count) => many(count, () => of(alphabet)),
  }
}

const alphabet = Array.from('abcdefghjkmnpqrstuvwxyz')
