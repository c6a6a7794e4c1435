import { setTimeout as sleep } from 'node:timers/promises'

/** One request to an outside system, made anew for every attempt: signatures carry a time and a nonce. */
export type OutsideRequest = {
  url: URL
  headers: Readonly<Record<string, string>>
  /** What is posted; without it the request is a GET. */
  body?: string
}

/** Why there is no answer. Says nothing about the address, which may hold a token. */
export type CallFailure = 'time-out' | 'unreachable' | 'too-large' | 'busy'

export type OutsideAnswer =
  | { kind: 'answer'; status: number; contentType: string; body: string }
  | { kind: 'failed'; reason: CallFailure }

export type OutsideCall = {
  request: () => OutsideRequest
  /** Whether an answer asks to come back later; 429 and 5xx always do. */
  isBusy?: (answer: { status: number; body: string }) => boolean
  /** Ends everything, waits included. */
  signal: AbortSignal
  limits?: Partial<CallLimits>
}

export type CallLimits = {
  timeoutMs: number
  /** Bytes of the answer's body. */
  maxBytes: number
  attempts: number
  /** Before the second attempt; doubled before every further one, and spread by half. */
  backoffMs: number
}

export const defaultCallLimits: CallLimits = { timeoutMs: 10_000, maxBytes: 256 * 1024, attempts: 3, backoffMs: 500 }

/**
 * Calls an outside system that the operator named: bounded in time, size and attempts, without following redirects.
 * Tries again where the other side is down or asks for patience, so the request must be one that may arrive twice, or
 * `attempts` 1.
 * Never throws for what the other side does, and logs nothing: headers and bodies hold secrets.
 */
export const callOutside = async ({ request, isBusy, signal, limits }: OutsideCall): Promise<OutsideAnswer> => {
  const { timeoutMs, maxBytes, attempts, backoffMs } = { ...defaultCallLimits, ...limits }
  let last: OutsideAnswer = { kind: 'failed', reason: 'unreachable' }
  for (let attempt = 0; attempt < attempts && !signal.aborted; attempt++) {
    if (attempt > 0 && !(await waited(backoffMs * 2 ** (attempt - 1) * (0.75 + Math.random() / 2), signal))) break
    last = await once(request(), { timeoutMs, maxBytes, signal })
    if (last.kind === 'failed' && last.reason === 'too-large') return last
    if (last.kind === 'answer') {
      if (last.status !== 429 && last.status < 500 && isBusy?.(last) !== true) return last
      last = { kind: 'failed', reason: 'busy' }
    }
  }
  return signal.aborted ? { kind: 'failed', reason: 'time-out' } : last
}

/** False when the wait was cut short. */
const waited = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  sleep(milliseconds, true, { signal }).catch(() => false)

type Bounds = Pick<CallLimits, 'timeoutMs' | 'maxBytes'> & { signal: AbortSignal }

const once = async ({ url, headers, body }: OutsideRequest, bounds: Bounds): Promise<OutsideAnswer> => {
  const timer = AbortSignal.timeout(bounds.timeoutMs)
  try {
    const response = await fetch(url, {
      ...(body === undefined ? { method: 'GET' } : { method: 'POST', body }),
      headers,
      redirect: 'error',
      signal: AbortSignal.any([bounds.signal, timer]),
    })
    const text = await bounded(response, bounds.maxBytes)
    const contentType = response.headers.get('content-type') ?? ''
    return text === null
      ? { kind: 'failed', reason: 'too-large' }
      : { kind: 'answer', status: response.status, contentType, body: text }
  } catch {
    // fetch has one error for all that can go wrong on the way, and its message holds the address.
    return { kind: 'failed', reason: timer.aborted || bounds.signal.aborted ? 'time-out' : 'unreachable' }
  }
}

/** The body as text, or null when it is longer than allowed; nothing beyond the limit is read. */
const bounded = async (response: Response, maxBytes: number): Promise<string | null> => {
  if (response.body === null) return ''
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let bytes = 0
  // Leaving the loop early closes the connection.
  for await (const chunk of response.body) {
    bytes += chunk.byteLength
    if (bytes > maxBytes) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
