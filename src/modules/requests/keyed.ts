import { createHmac } from 'node:crypto'
import type { Secrets } from '../../kernel/secrets/secrets.ts'

/** What an HMAC stands for; none can be taken for another. */
type Use = 'token' | 'code' | 'contact' | 'turn-contact' | 'turn-network'

/** An HMAC-SHA-256 of something that must not be in the database, by which it is known again. */
export const keyed = ({ rights }: Pick<Secrets, 'rights'>, use: Use, value: string): Uint8Array =>
  // A plain Uint8Array: that is what both database drivers take.
  new Uint8Array(createHmac('sha256', rights).update(`weidun/rights/${use}/v1|${value}`, 'utf8').digest())
