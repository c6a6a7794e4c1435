import { isIP } from 'node:net'
import type { Found } from './found.ts'

const candidate = /(?<![\w.*]|[\da-fA-F:]:)(?:\d{1,3}(?:\.\d{1,3}){2}\.(?:\d{1,3}|\*{1,3})|[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}(?:\.\d{1,3}){0,3})(?![\w:*]|\.\d)/g

/** `21:07:31` is a time of day, and made of the signs of an address. */
const isAddress = (text: string): boolean => isIP(text.replace(/\*+$/, '0')) !== 0

/** The first address, IPv4 or IPv6; platforms hide the last part of some (`203.0.113.*`). */
export const findAddress = (text: string): Found | null => {
  for (const match of text.matchAll(candidate)) {
    const [value] = match
    if (isAddress(value)) return { value, start: match.index, end: match.index + value.length }
  }
  return null
}
