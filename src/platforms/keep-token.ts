/** A token that was granted, and for how long. */
type Granted = { kind: 'token'; token: string; seconds: number }

/** Hands out the token; `renew` names the one that the service refused. */
export type TokenSource<Failure> = (options?: { renew?: string }) => Promise<{ kind: 'token'; token: string } | Failure>

type KeepToken<Failure> = {
  /** Asks the service for a token, within the time of the signal. */
  ask: (signal: AbortSignal) => Promise<Granted | Failure>
  /** A token is renewed so long before its end. */
  earlySeconds: number
  now?: () => number
}

/** From the first attempt to the last. */
const WITHIN_MS = 40_000

/**
 * Keeps the token of one secret in memory until shortly before its end, and asks for it once even when many need it: no
 * caller's end ends the asking of the others.
 */
export const keepToken = <Failure extends { kind: string }>({
  ask,
  earlySeconds,
  now = Date.now,
}: KeepToken<Failure>): TokenSource<Failure> => {
  let kept: { token: string; until: number } | null = null
  let asking: Promise<{ kind: 'token'; token: string } | Failure> | null = null

  const fetchToken = async (): Promise<{ kind: 'token'; token: string } | Failure> => {
    const answer = await ask(AbortSignal.timeout(WITHIN_MS))
    if (!isGranted(answer)) return answer
    kept = { token: answer.token, until: now() + Math.max(60, answer.seconds - earlySeconds) * 1000 }
    return { kind: 'token', token: answer.token }
  }

  return async ({ renew } = {}) => {
    if (kept !== null && kept.token !== renew && now() < kept.until) return { kind: 'token', token: kept.token }
    asking ??= fetchToken().finally(() => {
      asking = null
    })
    return asking
  }
}

const isGranted = <Failure extends { kind: string }>(answer: Granted | Failure): answer is Granted =>
  answer.kind === 'token'
