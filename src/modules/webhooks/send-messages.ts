import type { Networks } from '../../kernel/outbound/networks.ts'
import { postOutside } from '../../kernel/outbound/post-outside.ts'
import type { DueMessage } from './claim-due.ts'
import { signedHeaders } from './signature.ts'

/** Calls at one time to one endpoint. */
const mostAtOnce = 5
/** After this nothing more is begun in this round; a call takes 10 s at most. */
const roundMs = 60_000
/** Failures in a row after which the rest of an endpoint's messages waits for the next round. */
const enoughFailures = 3

/** What came of one attempt, in a word for the log of deliveries. */
export type Attempt = { id: string; endpointId: string; ok: boolean; gone: boolean; outcome: string }

/** Sends messages, those of different endpoints side by side. What was not begun in time is not in the answer. */
export const sendMessages = async (
  messages: readonly DueMessage[],
  { now, opened }: { now: Date; opened: Networks },
): Promise<readonly Attempt[]> => {
  const lines = Map.groupBy(messages, ({ endpointId }) => endpointId)
  const began = performance.now()
  const attempts: Attempt[] = []

  const sendLine = async (line: readonly DueMessage[]): Promise<void> => {
    const rest = line.values()
    let failures = 0
    const worker = async (): Promise<void> => {
      for (const message of rest) {
        const attempt = await send(message, { now, opened })
        attempts.push(attempt)
        failures = attempt.ok ? 0 : failures + 1
        if (failures >= enoughFailures || performance.now() - began > roundMs) return
      }
    }
    await Promise.all(Array.from({ length: mostAtOnce }, worker))
  }

  await Promise.all([...lines.values()].map(sendLine))
  return attempts
}

const send = async (message: DueMessage, { now, opened }: { now: Date; opened: Networks }): Promise<Attempt> => {
  const { id, endpointId, url, body, secrets } = message
  const result = await postOutside({
    url: new URL(url),
    body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Weidun',
      ...signedHeaders({ id, sentAt: now, body }, secrets),
    },
    opened,
  })
  if (result.kind !== 'answered') return { id, endpointId, ok: false, gone: false, outcome: result.reason }
  const { status } = result
  return { id, endpointId, ok: status >= 200 && status < 300, gone: status === 410, outcome: `http-${status}` }
}
