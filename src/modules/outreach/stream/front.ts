import { createHash } from 'node:crypto'
import { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import type { CallOperation, Front } from '../../../kernel/front.ts'
import { decideSends } from '../decide-sends.ts'
import { mostAtOnce, question } from '../fields.ts'
import { readIds } from './read-ids.ts'

export const streamPath = '/send-gate'

const asked = z.strictObject({ ...question, materialId: question.materialId.default(null) })
type Asked = z.output<typeof asked>

const questionMalformed = defineProblem('invalid', 'outreach.stream-question-malformed', {
  zh: '网址里须写明 purpose（marketing、service、statutory）和 channel，营销还须有 materialId；正文为 application/x-ndjson。',
  en: 'The address must say purpose (marketing, service, statutory) and channel, and materialId for marketing; the body is application/x-ndjson.',
})

/**
 * The send gate for up to a million people: ids in, decisions out, as newline-delimited JSON. A thousand people are one call of
 * the operation, with its transaction, its reservations and its ledger entry; the next thousand are decided once the answers
 * before were read, so that memory stays as it is and whoever goes away reserves nothing further.
 */
export const streamFront: Front = {
  name: 'outreach.send-gate-stream',
  path: streamPath,
  methods: ['POST'],
  headers: ['content-type'],
  bodyLimit: 1024,
  stream: { bytes: 128 * 1024 * 1024, atOnce: 2 },
  caller: 'key',
  anonymousPerMinute: 60,
  operations: [decideSends],
  answer: async ({ steps, query, headers, pieces }, call) => {
    const parsed = asked.safeParse(Object.fromEntries(query))
    const isNdjson = /^application\/(?:x-ndjson|jsonl)\b/i.test(headers['content-type'] ?? '')
    if (steps.length > 0 || !isNdjson || !parsed.success || new Set(query.keys()).size !== query.size) throw questionMalformed()
    const ids = await readIds(pieces)
    const first = await decided(parsed.data, ids.slice(0, mostAtOnce), call)
    return {
      status: 200,
      headers: { 'content-type': 'application/x-ndjson; charset=utf-8' },
      body: answers(parsed.data, { first, size: ids.size(), people: ids.slice, call }),
    }
  },
  refusal: (document) => ({ status: document.status, headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify(document) }),
}

type Decided = Awaited<ReturnType<typeof decided>>

const decided = (asking: Asked, people: string[], call: CallOperation) => call(decideSends, { ...asking, people })

type Rest = { first: Decided; size: number; people: (from: number, to: number) => string[]; call: CallOperation }

/** A line a person and one at the end, without which the answer is not whole. */
async function* answers(asking: Asked, { first, size, people, call }: Rest): AsyncGenerator<string, void, undefined> {
  let allowed = 0
  let digest = createHash('sha256').digest('hex')
  for (let from = 0; from < size; from += mostAtOnce) {
    const part = from === 0 ? first : await decided(asking, people(from, from + mostAtOnce), call)
    digest = createHash('sha256').update(digest).update(part.digest).digest('hex')
    allowed += part.answers.filter(({ sendId }) => sendId !== null).length
    yield part.answers
      .map(({ person, verdict, reasons, sendId, unsubscribeUrl }) =>
        `${JSON.stringify({ person, verdict, reasons: reasons.map(({ code }) => code), sendId, unsubscribeUrl, expiresAt: sendId === null ? null : part.expiresAt })}\n`)
      .join('')
  }
  yield `${JSON.stringify({ done: true, asked: size, allowed, denied: size - allowed, digest })}\n`
}
