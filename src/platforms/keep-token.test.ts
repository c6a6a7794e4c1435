import { describe, expect, it } from 'vitest'
import { keepToken } from './keep-token.ts'

/** A service that gives tokens, and what it was asked. */
const service = () => {
  let [given, clock] = [0, 0]
  let answer: 'token' | 'refused' = 'token'
  const token = keepToken<{ kind: 'refused' }>({
    earlySeconds: 300,
    now: () => clock,
    ask: async () => {
      given += 1
      return answer === 'token' ? { kind: 'token', token: `t${given}`, seconds: 7200 } : { kind: 'refused' }
    },
  })
  return {
    token,
    given: () => given,
    pass: (seconds: number): void => {
      clock += seconds * 1000
    },
    say: (next: 'token' | 'refused'): void => {
      answer = next
    },
  }
}

describe('a kept token', () => {
  it('is asked for once by many, and again shortly before its end', async () => {
    const { token, given, pass } = service()
    await Promise.all(Array.from({ length: 50 }, () => token()))
    pass(6899)
    expect(await token()).toEqual({ kind: 'token', token: 't1' })
    pass(1)
    expect(await token()).toEqual({ kind: 'token', token: 't2' })
    expect(given()).toBe(2)
  })

  it('is renewed once for all who were refused with it', async () => {
    const { token, given } = service()
    await token()
    const renewed = await Promise.all(Array.from({ length: 50 }, () => token({ renew: 't1' })))
    expect(new Set(renewed.map((one) => (one.kind === 'token' ? one.token : '')))).toEqual(new Set(['t2']))
    // Who comes late with the old one gets the new one.
    expect(await token({ renew: 't1' })).toEqual({ kind: 'token', token: 't2' })
    expect(given()).toBe(2)
  })

  it('is asked for again after a failure', async () => {
    const { token, say } = service()
    say('refused')
    expect(await token()).toEqual({ kind: 'refused' })
    say('token')
    expect(await token()).toEqual({ kind: 'token', token: 't2' })
  })
})
