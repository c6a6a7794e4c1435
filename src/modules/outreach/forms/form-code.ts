import { createHmac, type KeyObject } from 'node:crypto'
import type { Place } from '../../../kernel/secrets/envelope.ts'
import type { SealedColumn } from '../../../kernel/secrets/rotation.ts'

/** Answers that wait for their code are sealed like everything personal. */
export const answersColumn: SealedColumn = { table: 'outreach_pending', column: 'answers', id: 'id' }

export const placeOfAnswers = (id: string): Place => ({ table: 'outreach_pending', column: 'answers', row: id })

export const pendingUse = 'weidun/consent-pending/v1'

export const codeLifeMs = 10 * 60_000
export const mostTries = 5
/** Codes that one number is sent within an hour. */
export const mostCodesAnHour = 3

/** The six digits that belong to waiting answers. They are kept nowhere: whoever has the key makes them anew. */
export const codeOf = (key: KeyObject, pendingId: string): string => {
  const digest = createHmac('sha256', key).update(`weidun/consent-code/v1|${pendingId}`).digest()
  return String(digest.readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}
