import { randomBytes, randomInt } from 'node:crypto'

const counterBits = 26
let counter = randomInt(2 ** counterBits)

/**
 * A UUID version 7 (RFC 9562, section 5.7): sorts by time, and by the order in which this process made them where the
 * time is the same (section 6.2, method 1: a counter of 26 bits behind the time). Its last 48 bits are random.
 */
export const newId = (now: number = Date.now()): string => {
  counter = (counter + 1) % 2 ** counterBits
  const bytes = randomBytes(16)
  bytes.writeUIntBE(now, 0, 6)
  bytes.writeUInt16BE(0x7000 | (counter >>> 14), 6)
  bytes.writeUInt16BE(0x8000 | (counter & 0x3fff), 8)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
