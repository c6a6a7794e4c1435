import { describe, expect, it } from 'vitest'
import { startReceiver } from '../../../test/peers/webhook-receiver.ts'
import { postOutside } from './post-outside.ts'

describe('a call to an address that somebody else chose', async () => {
  const receiver = await startReceiver()
  const opened = ['127.0.0.1/32', '::1/128']
  const post = (url: string, change: { opened?: string[] } = {}) =>
    postOutside({ url: new URL(url), body: '{"茶":1}', headers: { 'content-type': 'application/json' }, opened, ...change })

  it('arrives whole over TLS', async () => {
    receiver.forget()
    receiver.behave((_request, response) => response.writeHead(204).end())
    expect(await post(`${receiver.url}?a=1`)).toEqual({ kind: 'answered', status: 204 })
    expect(receiver.received).toMatchObject([{ path: '/hooks/weidun?a=1', body: '{"茶":1}' }])
    expect(receiver.received[0]?.headers['host']).toBe(`127.0.0.1:${receiver.port}`)
  })

  it('looks a name up, connects to what was checked, and wants a certificate for the name', async () => {
    expect(await post(`https://localhost:${receiver.port}/`)).toEqual({ kind: 'answered', status: 204 })
    // localhost.localdomain and the like are this machine too, and the certificate does not name them.
    expect(await post(`https://127.0.0.2:${receiver.port}/`, { opened: ['127.0.0.0/8'] })).toMatchObject({ kind: 'no-answer' })
  })

  it.each([
    'https://127.0.0.1/',
    'https://localhost/',
    'https://[::1]/',
    'https://[::ffff:127.0.0.1]/',
    'https://2130706433/',
    'https://0x7f.1/',
    'https://127.1/',
    'https://0/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.100.100.200/latest/meta-data/',
  ])('is not made to %s', async (url) => {
    expect(await post(url, { opened: [] })).toEqual({ kind: 'not-sent', reason: 'address-not-allowed' })
  })

  it('is not made without TLS, allowed network or not', async () => {
    expect(await post('http://127.0.0.1/')).toEqual({ kind: 'not-sent', reason: 'not-https' })
  })

  it('does not follow a redirect', async () => {
    receiver.forget()
    receiver.behave((_request, response) => response.writeHead(307, { location: receiver.url }).end())
    expect(await post(receiver.url)).toEqual({ kind: 'answered', status: 307 })
    expect(receiver.received).toHaveLength(1)
  })

  it('reads 64 KiB of an endless answer and lets go', async () => {
    let closed = false
    receiver.behave((_request, response) => {
      const timer = setInterval(() => response.write('x'.repeat(16 * 1024)), 1)
      response.on('close', () => {
        closed = true
        clearInterval(timer)
      })
      response.writeHead(200)
    })
    expect(await post(receiver.url)).toEqual({ kind: 'answered', status: 200 })
    await expect.poll(() => closed).toBe(true)
  })

  it('gives up after 10 s', { timeout: 20_000 }, async () => {
    receiver.behave(() => undefined)
    const began = performance.now()
    expect(await post(receiver.url)).toEqual({ kind: 'no-answer', reason: 'timeout' })
    expect(performance.now() - began).toBeGreaterThan(9_500)
    expect(performance.now() - began).toBeLessThan(13_000)
  })

  it('says in a word what went wrong, and never the address', async () => {
    receiver.behave((_request, response) => response.socket?.destroy())
    expect(await post(receiver.url)).toEqual({ kind: 'no-answer', reason: 'ECONNRESET' })
    expect(await post('https://127.0.0.1:1/')).toEqual({ kind: 'no-answer', reason: 'ECONNREFUSED' })
    expect(await post('https://no-such-name.invalid/')).toMatchObject({ kind: 'no-answer' })
  })
})
