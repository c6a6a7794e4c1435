import { startWecom, type WecomPeer } from '../../../test/peers/wecom.ts'
import { type WecomConnector, wecomConnector, type WecomSettings } from './wecom-from.ts'

const secrets = { app: 'example-app-secret', book: 'example-book-secret' }
const callback = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }

type Change = Partial<WecomSettings>

/** A company in WeCom with a clock that a test moves, and programs that are connected to it. */
export const wecomForTest = async ({ corpId = 'wx5823bf96d3bd56c7' } = {}) => {
  let clock = Date.parse('2026-03-02T09:00:00+08:00')
  let time = (): number => clock
  const now = (): number => time()
  const robotKey = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa'
  const peer: WecomPeer = await startWecom({ corpId, agentId: 1000002, secrets, robotKey, callback, now })
  return {
    peer,
    company: peer.company,
    /** From now on the clock of a program is that of WeCom. */
    follow: (other: () => number): void => {
      time = other
    },
    now: (): Date => new Date(now()),
    pass: (seconds: number): void => {
      clock += seconds * 1000
    },
    /** A program that has just started: it knows no token. */
    connect: (change: Change = {}): WecomConnector =>
      wecomConnector({
        corpId,
        agentId: 1000002,
        secret: secrets.app,
        bookSecret: secrets.book,
        robotKey,
        callback,
        endpoint: peer.url,
        limits: { timeoutMs: 400, attempts: 2, backoffMs: 1 },
        now,
        ...change,
      }),
  }
}

export const soon = (): AbortSignal => AbortSignal.timeout(20_000)
