import type { Front } from '../../../kernel/front.ts'
import { takeCallback, verifyCallback } from './take-callback.ts'

/**
 * Where WeCom calls back (path/90930): GET with `echostr` when the address is entered, POST with an event afterwards,
 * which is answered with an empty body within five seconds. Which company it is, and whether WeCom sent it, is checked
 * by the operations.
 */
export const wecomFront: Front = {
  name: 'identity.wecom-callback',
  path: '/callbacks/wecom',
  methods: ['GET', 'POST'],
  headers: [],
  bodyLimit: 512 * 1024,
  caller: 'signature',
  // What is refused is an entry of the ledger. Events beyond it, of a whole department say, are found by the daily reading.
  anonymousPerMinute: 120,
  operations: [verifyCallback, takeCallback],
  answer: async ({ method, steps, query, body }, call) => {
    if (steps.length > 0) return { status: 404 }
    const field = (name: string): string => query.get(name) ?? ''
    const sealed = { signature: field('msg_signature'), timestamp: field('timestamp'), nonce: field('nonce') }
    if (method === 'GET') {
      const { text } = await call(verifyCallback, { ...sealed, encrypted: field('echostr') })
      return { status: 200, headers: plain, body: text }
    }
    await call(takeCallback, { ...sealed, body: new TextDecoder().decode(body) })
    return { status: 200, headers: plain, body: 'success' }
  },
  // Nobody but WeCom reads it, and it reads nothing but the status.
  refusal: ({ status }) => ({ status, headers: plain, body: '' }),
}

const plain = { 'content-type': 'text/plain; charset=utf-8' }
