import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { isFitUrl } from './endpoint-fields.ts'
import { isDisabledBy, mostAttempts, nextAttempt } from './retry.ts'
import { newSecret, signedHeaders } from './signature.ts'

describe('signatures by Standard Webhooks', () => {
  it('are those of the published vector', () => {
    const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1_614_265_330_000), body: '{"test": 2432232314}' }
    expect(signedHeaders(message, ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'])).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    })
  })

  it('are accepted by the library of the specification, by either secret while both hold', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.json(), (id, body) => {
        const [present, before] = [newSecret(), newSecret()]
        const headers = signedHeaders({ id, sentAt: new Date(), body }, [present, before])
        for (const secret of [present, before]) expect(() => new Webhook(secret).verify(body, headers)).not.toThrow()
        expect(() => new Webhook(newSecret()).verify(body, headers)).toThrow()
        expect(() => new Webhook(present).verify(`${body} `, headers)).toThrow()
      }),
    )
  })

  it('are refused by it after five minutes', () => {
    const secret = newSecret()
    const old = signedHeaders({ id: 'a', sentAt: new Date(Date.now() - 301_000), body: '{}' }, [secret])
    expect(() => new Webhook(secret).verify('{}', old)).toThrow('too old')
  })

  it('rest on secrets of 32 random bytes', () => {
    const secret = newSecret()
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(32)
    expect(newSecret()).not.toBe(secret)
  })
})

describe('trying again', () => {
  const now = new Date('2026-06-01T02:00:00Z')
  const hour = 3_600_000

  it('waits longer each time and gives up after three days', () => {
    const waits = Array.from({ length: mostAttempts }, (_, at) => nextAttempt(at + 1, now))
    const seconds = waits.map((moment) => (moment === null ? null : (moment.getTime() - now.getTime()) / 1000))
    expect(seconds).toEqual([5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400, null])
  })

  it.each([
    ['goes on after one failure', { failures: 1, since: 0 }, false],
    ['goes on after many failures within a day', { failures: 500, since: 23 }, false],
    ['goes on after few failures within two days', { failures: 9, since: 48 }, false],
    ['stops after ten failures in a row over a day', { failures: 10, since: 24 }, true],
    ['stops when a message is given up', { failures: 1, since: 0, givenUp: true }, true],
    ['stops when the receiver is gone for good', { failures: 1, since: 0, gone: true }, true],
  ])('%s', (_name, { failures, since, givenUp = false, gone = false }: { failures: number; since: number; givenUp?: boolean; gone?: boolean }, disabled) => {
    const failingSince = new Date(now.getTime() - since * hour)
    expect(isDisabledBy({ failures, failingSince, now, givenUp, gone })).toBe(disabled)
  })
})

describe('addresses that may be registered', () => {
  it.each(['https://cms.example.com/hooks', 'https://cms.example.com:8443/a?b=c', 'https://1.1.1.1/', 'https://[2606:4700::1111]/'])(
    '%s may',
    (url) => expect(isFitUrl(url, [])).toBe(true),
  )

  it.each([
    'http://cms.example.com/',
    'ftp://cms.example.com/',
    'https://user:secret@cms.example.com/',
    'https://cms.example.com/#part',
    'https://localhost/',
    'https://LOCALHOST./',
    'https://service.internal/',
    'https://printer.local/',
    'https://intranet/',
    'https://127.0.0.1/',
    'https://2130706433/',
    'https://0x7f000001/',
    'https://[::1]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.0.0.1/',
    'https://169.254.169.254/latest/meta-data/',
    'https://100.100.100.200/',
    'not an address',
  ])('%s may not', (url) => expect(isFitUrl(url, [])).toBe(false))

  it('may lie in a network that the operator opened', () => {
    expect(isFitUrl('https://10.20.0.9/', ['10.20.0.0/16'])).toBe(true)
    expect(isFitUrl('https://10.21.0.9/', ['10.20.0.0/16'])).toBe(false)
    expect(isFitUrl('https://crm/', ['10.20.0.0/16'])).toBe(true)
  })
})
