import { useEffect, useState } from 'react'
import { call } from '../../api.ts'
import { type Judgement, lengthOf, missingIn } from './password-checklist.ts'

/** Who sets the password: the link that brought them here, or nothing where they are signed in. */
export type PasswordOwner = {
  token?: string | undefined
  /** As typed so far, where the company is being set up. */
  loginName?: string | undefined
  company?: string | undefined
}

const pauseMilliseconds = 400

/**
 * Has a password judged by the server whenever typing pauses and its characters are right, and before the first one, for
 * the length that the company demands. It is kept nowhere: not in the cache of answers either.
 * @param busy whether it is being set at the moment, when nothing is asked
 */
export const usePasswordJudgement = (
  password: string,
  { token, loginName, company }: PasswordOwner,
  busy: boolean,
): { latest: Judgement | null; isCurrent: boolean } => {
  const [latest, setLatest] = useState<Judgement | null>(null)
  const [of, setOf] = useState<string | null>(null)
  const isReady = password === '' || missingIn(password, lengthOf(latest).minimum).length === 0
  useEffect(() => {
    if (busy || !isReady) return undefined
    const giveUp = new AbortController()
    const input = {
      password,
      ...(token === undefined ? {} : { token }),
      ...(loginName === undefined ? {} : { loginName }),
      ...(company === undefined ? {} : { company }),
    }
    const judge = async (): Promise<void> => {
      try {
        setLatest(await call('identity.judge-password', input, giveUp.signal))
        setOf(password)
      } catch (error) {
        // Without a judgement its parts stay open; the server judges again when the password is set.
        if (!giveUp.signal.aborted) console.info(error)
      }
    }
    const timer = setTimeout(() => void judge(), password === '' ? 0 : pauseMilliseconds)
    return () => {
      clearTimeout(timer)
      giveUp.abort()
    }
  }, [password, token, loginName, company, busy, isReady])
  return { latest, isCurrent: of === password }
}
