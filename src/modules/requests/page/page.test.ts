import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { newId } from '../../../kernel/id.ts'
import { outbox, startRequests } from '../requests.fixture.ts'

const minutes = (count: number): number => count * 60_000

describe.each(testDatabases())('the pages for requests, on $name (PRV-2)', async ({ name: database }) => {
  const sent = outbox()
  const app = await startTestApp({ database, sendSms: sent.sendSms, sendMail: sent.sendMail })
  const { base } = await serveTestApp(app)
  const { ask, send, visit, submit, register, hidden, legal } = await startRequests(app, base, sent)
  await register({ name: '测试甲某', mobile: '13800000301', email: 'first@example.com' })
  await register({ name: '测试乙某', mobile: '13800000302' })
  const counts = async () => {
    const { rows } = await sql<Record<string, number>>`
      select (select count(*) from rights_request) as requests, (select count(*) from rights_session) as visits,
        (select count(*) from rights_proof) as proofs, (select count(*) from outreach_unsubscribe) as unsubscribes,
        (select count(*) from customer where state = 'active') as customers`.execute(app.db)
    return rows[0]
  }

  it('asks for nothing but a number, without script, cookie or anything from elsewhere', async () => {
    const response = await fetch(`${base}/rights`, { headers: { 'x-forwarded-for': '203.0.113.1' } })
    const text = await response.text()
    expect(response.status).toBe(200)
    expect(text).toContain('获取验证码')
    expect(text).not.toMatch(/<script|src=|https?:/)
    expect(response.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/)
    expect(response.headers.get('referrer-policy')).toBe('no-referrer')
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(response.headers.get('set-cookie')).toBeNull()
    const english = await fetch(`${base}/rights`, { headers: { 'x-forwarded-for': '203.0.113.1', 'accept-language': 'en' } })
    expect(await english.text()).toContain('Get a code')
  })

  it('answers the same for a number on file and for one that nobody has, and sends a code to the first alone', async () => {
    const [known, unknown] = [await ask('138 0000 0301'), await ask('13800000999')]
    const without = ({ text, proof }: typeof known): string => text.replace(proof, '')
    expect(known.status).toBe(200)
    expect(without(unknown)).toBe(without(known))
    expect(unknown.text).not.toContain('13800000999')
    expect(sent.messages.map(({ to }) => to)).toEqual(['13800000301'])
    // The one gets no further with a guess than the other with a wrong code.
    const wrong = sent.codeTo('13800000301') === '123456' ? '654321' : '123456'
    const guesses = [await send({ step: 'prove', proof: known.proof, code: wrong }), await send({ step: 'prove', proof: unknown.proof, code: wrong })]
    expect(guesses.map(({ status }) => status)).toEqual([403, 403])
    expect(guesses[0]?.text.replace(known.proof, '')).toBe(guesses[1]?.text.replace(unknown.proof, ''))
    const { rows } = await sql<{ raw: string }>`select string_agg(rights_proof::text || encode(sealed, 'escape'), ' ') as raw from rights_proof`.execute(app.db)
    expect(rows[0]?.raw).not.toMatch(/1380000|first@/)
    expect(rows[0]?.raw).not.toContain(sent.codeTo('13800000301'))
  })

  it('takes five guesses at a code, ten minutes, and one use', async () => {
    app.clock.advance(minutes(61))
    const tried = await ask('13800000301')
    const code = sent.codeTo('13800000301')
    const wrong = code === '000000' ? '000001' : '000000'
    const guesses = await Promise.all(Array.from({ length: 8 }, () => send({ step: 'prove', proof: tried.proof, code: wrong })))
    expect(new Set(guesses.map(({ status }) => status))).toEqual(new Set([403]))
    expect((await send({ step: 'prove', proof: tried.proof, code })).status).toBe(403)
    app.clock.advance(minutes(2))
    const late = await ask('13800000301')
    app.clock.advance(minutes(10) + 1)
    expect((await send({ step: 'prove', proof: late.proof, code: sent.codeTo('13800000301') })).status).toBe(403)
    app.clock.advance(minutes(2))
    const once = await ask('first@example.com', 'email')
    const form = { step: 'prove', proof: once.proof, code: sent.codeTo('first@example.com') }
    const both = await Promise.all([send(form), send(form)])
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 403])
  })

  it('limits codes by number, on file or not, and by network', async () => {
    app.clock.advance(minutes(24 * 60))
    for (const number of ['13800000302', '13800000998']) {
      expect((await ask(number)).status).toBe(200)
      const again = await ask(number)
      expect([again.status, Number(again.headers.get('retry-after')) > 0]).toEqual([429, true])
    }
    const statuses: number[] = []
    for (let at = 0; at < 33; at += 1) {
      const contact = `138000010${String(at).padStart(2, '0')}`
      statuses.push((await send({ step: 'code', kind: 'mobile', contact }, { ip: '203.0.113.50' })).status)
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.slice(30)).toEqual([429, 429, 429])
  })

  it('opens nothing of somebody else, and nothing after the visit', async () => {
    app.clock.advance(minutes(24 * 60))
    const mine = await visit('13800000301')
    const id = await submit(mine, { kind: 'access', text: '<script>alert(1)</script>"&' })
    await app.call('requests.take', { id }, legal)
    const page = await send({ step: 'show', session: mine })
    expect(page.text).not.toContain('<script')
    await app.call('requests.answer-with-copy', { id, note: '<b>附说明</b>' }, legal)
    const shown = await send({ step: 'show', session: mine })
    expect(shown.text).toContain('&lt;b&gt;附说明&lt;/b&gt;')
    const stranger = await visit('13800000302')
    for (const form of [
      { step: 'fetch', id, format: 'json' },
      { step: 'fetch', id, format: 'certificate' },
      { step: 'reply', id, text: '我来补充' },
      { step: 'withdraw', id },
      { step: 'fetch', id: newId(), format: 'json' },
    ]) {
      const answer = await send({ ...form, session: stranger })
      expect(answer.status).toBe(404)
      expect(answer.text).not.toContain('13800000301')
    }
    expect((await send({ step: 'show', session: stranger })).text).not.toContain(String((await app.call('requests.view', { id }, legal)).number))
    // A token with one sign changed, one that ended, one that is too old, one that a new visit replaced.
    const other = `${mine.slice(0, -2)}${mine.endsWith('AA') ? 'BA' : 'AA'}`
    expect((await send({ step: 'fetch', session: other, id, format: 'json' })).status).toBe(403)
    expect((await send({ step: 'end', session: stranger })).status).toBe(200)
    expect((await send({ step: 'show', session: stranger })).status).toBe(403)
    const next = await visit('13800000301')
    expect((await send({ step: 'fetch', session: mine, id, format: 'json' })).status).toBe(403)
    expect((await send({ step: 'fetch', session: next, id, format: 'json' })).status).toBe(200)
    app.clock.advance(minutes(30))
    expect((await send({ step: 'fetch', session: next, id, format: 'json' })).status).toBe(403)
  })

  it('makes one request of a form that is sent twice at once', async () => {
    app.clock.advance(minutes(24 * 60))
    const session = await visit('13800000302')
    const form = { step: 'submit', session, kind: 'export', text: '' }
    const answers = await Promise.all([send(form), send(form), send(form)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409])
  })

  it('answers 200 malformed requests clearly, and changes nothing', async () => {
    app.clock.advance(minutes(24 * 60))
    const session = await visit('13800000302')
    const before = await counts()
    const [id, long] = [newId(), 'a'.repeat(5_000)]
    const bad: Record<string, string>[] = [
      {}, { step: '' }, { step: 'unknown' }, { step: 'code' }, { step: 'code', kind: 'fax', contact: '1' },
      { step: 'code', kind: 'mobile', contact: '12345' }, { step: 'code', kind: 'email', contact: 'x@' }, { step: 'code', kind: 'mobile', contact: long },
      { step: 'code', kind: 'mobile', contact: "13800000302' or 1=1 --" }, { step: 'code', kind: 'mobile', contact: '13800000302', extra: '1' },
      { step: 'prove', proof: 'x', code: '123456' }, { step: 'prove', proof: 'A'.repeat(43), code: '12345' }, { step: 'prove', proof: 'A'.repeat(43), code: '１２３４５６' },
      { step: 'show', session: '' }, { step: 'show', session: `${session}A` }, { step: 'show', session: session.slice(1) },
      { step: 'submit', session }, { step: 'submit', session, kind: 'own' }, { step: 'submit', session, kind: 'correct', text: '' },
      { step: 'submit', session, kind: 'correct', key1: 'vault.customers|mobile', value1: '12' },
      { step: 'submit', session, kind: 'correct', key1: 'vault.customers|__proto__', value1: '12' },
      { step: 'submit', session, kind: 'correct', key1: 'outreach.recipients|ip', value1: '12' },
      { step: 'submit', session, kind: 'delete', text: long }, { step: 'submit', session, kind: 'delete', reach: 'world' },
      { step: 'submit', session, kind: 'delete', text: 'a\u0000b' },
      { step: 'reply', session, id, text: 'x' }, { step: 'reply', session, id: '1', text: 'x' }, { step: 'reply', session, id, text: '' },
      { step: 'withdraw', session, id }, { step: 'withdraw', session }, { step: 'fetch', session, id, format: 'exe' }, { step: 'fetch', session, id: `${id}/..`, format: 'pdf' },
      { step: 'end', session: 'x' },
    ]
    const types = ['application/json', 'text/plain', 'multipart/form-data; boundary=x', '']
    const raw: { body: string; headers: Record<string, string> }[] = types.flatMap((type) =>
      ['', '{}', 'step=show', `step=show&session=${session}`, '\u0000', '%', '&&&', '=='].map((body) => ({ body, headers: { 'content-type': type } })),
    )
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    raw.push(
      { body: `step=show&step=end&session=${session}`, headers: form },
      { body: '%ff%fe=%c0%80', headers: form },
      { body: `step=show&session=${'a'.repeat(40_000)}`, headers: form },
      { body: 'x'.repeat(100_000), headers: form },
    )
    const paths = ['/rights/x', `/rights/${session}`, '/rights/..%2f', '/rights/a/b/c']
    let tried = 0
    const look = async (status: number, text: string): Promise<void> => {
      tried += 1
      expect([status >= 400 && status < 500, /<h1>[^<]+<\/h1>/.test(text), text.includes('role="alert"')]).toEqual([true, true, true])
    }
    for (const fields of [...bad, ...bad, ...bad, ...bad]) {
      const { status, text } = await send(fields)
      await look(status, text)
    }
    for (const [at, init] of [...raw, ...raw].entries()) {
      const response = await fetch(`${base}/rights`, { method: 'POST', ...init, headers: { ...init.headers, 'x-forwarded-for': `192.0.2.${at}` } })
      await look(response.status, await response.text())
    }
    for (const path of paths) {
      const response = await fetch(base + path, { headers: { 'x-forwarded-for': '203.0.113.99' } })
      await look(response.status, await response.text())
    }
    expect(tried).toBeGreaterThanOrEqual(200)
    expect(await counts()).toEqual(before)
    expect((await send({ step: 'show', session })).status).toBe(200)
    for (const method of ['PUT', 'DELETE', 'PATCH']) expect((await fetch(`${base}/rights`, { method, headers: { 'x-forwarded-for': '203.0.113.98' } })).status).toBe(405)
  })

  it('stops somebody who hammers the page', async () => {
    const statuses = new Set<number>()
    // More than the limit, since some calls come back while it runs.
    for (let count = 0; count < 200 && !statuses.has(429); count += 1) statuses.add((await fetch(`${base}/rights`, { headers: { 'x-forwarded-for': '203.0.113.77' } })).status)
    expect(statuses).toEqual(new Set([200, 429]))
  })

  it('says where there is no way to send a code that one can telephone or write', async () => {
    const quiet = await serveTestApp(await startTestApp({ database }))
    const page = await (await fetch(`${quiet.base}/rights`)).text()
    expect(page).toContain('请通过电话或书面方式联系我们')
    expect(hidden(page, 'step')).toBe('')
  })
})
