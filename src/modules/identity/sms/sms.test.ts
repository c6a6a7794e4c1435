import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'
import { smsWait } from './sms-turn.ts'

const now = new Date('2026-06-01T02:00:00Z')
const ago = (...seconds: number[]): Date[] => seconds.map((second) => new Date(now.getTime() - second * 1000))

describe('how often codes are sent to one person', () => {
  it.each([
    ['the first', [], 0],
    ['a second within the minute', ago(10), 50],
    ['a second after a minute', ago(60), 0],
    ['a sixth within the hour', ago(3000, 2000, 1000, 500, 100), 600],
    ['an eleventh within the day', ago(80_000, 70_000, 60_000, 50_000, 40_000, 30_000, 20_000, 15_000, 10_000, 5000), 6400],
  ])('%s', (_what, sent, seconds) => {
    expect(smsWait(sent, now)).toBe(seconds)
  })
})

describe.each(databaseKinds)('codes by SMS on $name (ACC-3)', async (kind) => {
  const sent: { phone: string; code: string; id: string }[] = []
  const app = await startIdentity(kind, {
    sendSms: async (message) => {
      sent.push(message)
    },
  })
  const present = async (token: string) => ({ actor: (await app.present(token)) ?? ({ kind: 'anonymous' } satisfies Actor) })
  const ticketOf = async (loginName: string) =>
    z.object({ ticket: z.string(), factors: z.array(z.string()), phoneEnding: z.string() }).parse((await app.signIn(loginName)).output)
  const delivered = async (): Promise<string> => {
    await app.runJobs()
    return sent.at(-1)?.code ?? ''
  }
  const withPhone = async () => {
    const person = await app.join(['operations'])
    const token = await app.sessionOf(person.loginName)
    await app.call('begin-phone', { number: '+86 138-0013-8000' }, await present(token))
    await app.call('finish-phone', { code: await delivered() }, await present(token))
    app.advance(60)
    return { ...person, token }
  }

  it('sets a number up by a code that was sent to it, and keeps it sealed', async () => {
    const { id } = await withPhone()
    expect(sent.at(-1)).toMatchObject({ phone: '13800138000' })
    const row = await app.db.selectFrom('phone').selectAll().where('person_id', '=', id).executeTakeFirstOrThrow()
    expect(row.ending).toBe('8000')
    expect(Buffer.from(row.sealed_number).includes('13800138000')).toBe(false)
    const text = JSON.stringify(await app.db.selectFrom('ledger_entry').selectAll().execute())
    expect(text).not.toContain('13800138000')
  })

  it('signs in by password and code, once', async () => {
    const { loginName } = await withPhone()
    const { ticket, factors, phoneEnding } = await ticketOf(loginName)
    expect({ factors, phoneEnding }).toEqual({ factors: ['sms'], phoneEnding: '8000' })
    await app.call('send-code', { ticket })
    const proof = { factor: 'sms', code: await delivered() }
    expect(await app.present(app.grantedBy(await app.run('confirm-sign-in', { ticket, proof })))).toMatchObject({ assurance: 'sms' })
    const next = await ticketOf(loginName)
    expect(await codeOf(app.run('confirm-sign-in', { ticket: next.ticket, proof }))).toBe('sign-in.proof-not-accepted')
  })

  it('sends one a minute, and says how long to wait', async () => {
    const { loginName } = await withPhone()
    const { ticket } = await ticketOf(loginName)
    await app.call('send-code', { ticket })
    const again = await problemOf(app.run('send-code', { ticket }))
    expect(again).toMatchObject({ kind: 'too-many', code: 'sms.too-often', retryAfterSeconds: 60 })
    // Jobs that wait together are taken in any order: none is left to the next test.
    await delivered()
  })

  it('takes a code for five minutes and five guesses', async () => {
    const { loginName } = await withPhone()
    const { ticket } = await ticketOf(loginName)
    await app.call('send-code', { ticket })
    const code = await delivered()
    app.advance(5 * 60)
    const late = await ticketOf(loginName)
    expect(await codeOf(app.run('confirm-sign-in', { ticket: late.ticket, proof: { factor: 'sms', code } }))).toBe('sign-in.proof-not-accepted')
  })

  it('sends nothing to whoever holds neither ticket nor session', async () => {
    expect(await codeOf(app.run('send-code', {}))).toBe('sign-in.expired')
    expect(await codeOf(app.run('send-code', { ticket: 'a'.repeat(43) }))).toBe('sign-in.expired')
  })
})
