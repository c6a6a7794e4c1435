import { createSecretKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { newId } from '../../../kernel/id.ts'
import { startOutreach } from '../outreach.fixture.ts'
import { unsubscribeToken } from '../unsubscribe-link.ts'

describe.each(testDatabases())('the page of the unsubscribe link, on $name (OUT-2)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { consent, ask, reasons, service, customer } = await startOutreach(app)
  const server = await serveTestApp(app)

  let network = 0
  const open = async (path: string, init: RequestInit = {}) => {
    network += 1
    const headers = { 'x-forwarded-for': `198.51.100.${network % 250}`, 'accept-language': 'zh-CN', ...(init.headers as Record<string, string>) }
    const response = await fetch(server.base + path, { ...init, headers, redirect: 'manual' })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const form = (fields: Record<string, string>): RequestInit => ({ method: 'POST', body: new URLSearchParams(fields) })
  const somebody = async () => {
    const person = await customer()
    await consent(person)
    await consent(person, { channel: 'email' })
    const { answers } = await ask([person])
    return { person, path: new URL(answers[0]?.unsubscribeUrl ?? '').pathname }
  }

  it('asks without script, sign-in or anything from elsewhere, and names nobody', async () => {
    const { person, path } = await somebody()
    const { status, text, headers } = await open(path)
    expect(status).toBe(200)
    expect(text).toContain('退订短信')
    expect(text).not.toContain(person)
    expect(path).not.toContain(person.replaceAll('-', ''))
    expect(text).not.toMatch(/<script|src=|href=|https?:/)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/)
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('set-cookie')).toBeNull()
    expect((await open(path, { headers: { 'accept-language': 'en' } })).text).toContain('Unsubscribe from marketing messages')
  })

  it('changes nothing when a scanner opens it', async () => {
    const { person, path } = await somebody()
    for (const method of ['GET', 'HEAD', 'GET']) expect((await open(path, { method })).status).toBe(200)
    expect(await reasons(person)).toEqual([])
  })

  it('unsubscribes before it answers, from the channel or from all of them, and takes it back by the same link alone', async () => {
    const { person, path } = await somebody()
    const done = await open(path, form({ action: 'channel' }))
    expect(done).toMatchObject({ status: 200, text: expect.stringContaining('已退订') })
    expect(await reasons(person)).toEqual(['unsubscribed'])
    const byMail = await ask([person], { channel: 'email' })
    const mailPath = new URL(byMail.answers[0]?.unsubscribeUrl ?? '').pathname
    await open(path, form({ action: 'all' }))
    expect(await reasons(person, { channel: 'email' })).toEqual(['unsubscribed'])
    // The link of another message gives nothing back that it did not take.
    await open(mailPath, form({ action: 'undo' }))
    expect(await reasons(person, { channel: 'email' })).toEqual(['unsubscribed'])
    expect((await open(path, form({ action: 'undo' }))).text).toContain('已恢复接收')
    expect(await reasons(person)).toEqual([])
    expect(await reasons(person, { channel: 'email' })).toEqual([])
  })

  it('does not give back what somebody said on the phone', async () => {
    const { person, path } = await somebody()
    await app.call('outreach.unsubscribe', { person, purpose: 'marketing', channels: ['sms'] }, service)
    const { text } = await open(path)
    expect(text).toContain('已退订')
    expect(text).not.toContain('恢复接收')
    await open(path, form({ action: 'undo' }))
    expect(await reasons(person)).toEqual(['unsubscribed'])
  })

  it.each([
    ['a form', form({ 'List-Unsubscribe': 'One-Click' })],
    ['multipart', (() => {
      const body = new FormData()
      body.set('List-Unsubscribe', 'One-Click')
      return { method: 'POST', body }
    })()],
    ['nothing at all', { method: 'POST' }],
  ])('takes the one click of mail programs as %s (RFC 8058)', async (_, init) => {
    const { person, path } = await somebody()
    expect((await open(path, init)).status).toBe(200)
    expect(await reasons(person)).toEqual(['unsubscribed'])
    expect((await open(path, init)).status).toBe(200)
  })

  it('opens for no link that we did not make, with one answer for all of them', async () => {
    const { person, path } = await somebody()
    const token = path.slice('/u/'.length)
    const stranger = { unsubscribe: createSecretKey(Buffer.alloc(32, 9)) }
    const wrong = [
      '', 'x', `${token}/more`, `${token}A`, token.slice(0, -1), token.toLowerCase(), '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
      unsubscribeToken(stranger, newId()), unsubscribeToken(app.inner.secrets, newId()),
    ]
    const answers = await Promise.all(wrong.map((one) => open(`/u/${one}`, form({ action: 'all' }))))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([404]))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]?.text).toContain('链接不完整或已失效')
    expect(await reasons(person)).toEqual([])
  })

  it('takes a bounded body, and other methods not at all', async () => {
    const { path } = await somebody()
    expect((await open(path, { method: 'POST', body: 'a'.repeat(2000) })).status).toBe(413)
    expect((await open(path, { method: 'DELETE' })).status).toBe(405)
  })

  it('stops somebody who tries links out', async () => {
    const { path } = await somebody()
    const statuses = new Set<number>()
    // What a slow machine waits is given back to the caller, so that a fixed number of calls may not be enough.
    for (let round = 0; round < 100 && !statuses.has(429); round += 1) {
      const asked = Array.from({ length: 25 }, () => fetch(server.base + path, { headers: { 'x-forwarded-for': '203.0.113.77' } }))
      for (const { status } of await Promise.all(asked)) statuses.add(status)
    }
    expect(statuses).toEqual(new Set([200, 429]))
  })
})
