import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { newId } from '../../../kernel/id.ts'
import { startOutreach } from '../outreach.fixture.ts'
import { readSignedId } from '../signed-id.ts'
import { channels, consentPurposes } from '../vocabulary.ts'
import type { FormContent } from './form-content.ts'
import { codeOf, pendingUse } from './form-code.ts'
import { formHtml } from './form-html.ts'
import { formToken, readFormToken } from './form-token.ts'
import { withdrawalUse } from './withdrawal-link.ts'

describe('the consent form as it is written (PRV-1)', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 40 })
  const content: fc.Arbitrary<FormContent> = fc.record({
    id: fc.uuid(),
    company: fc.option(text),
    title: text,
    intro: text,
    boxes: fc.array(
      fc.record({ noticeId: fc.uuid(), version: fc.integer({ min: 1, max: 99 }), title: text, plainText: text, sensitive: fc.boolean(),
        purpose: fc.constantFrom(...consentPurposes), channels: fc.uniqueArray(fc.constantFrom(...channels), { minLength: 1 }) }),
      { minLength: 1, maxLength: 4 },
    ),
    fields: fc.uniqueArray(fc.constantFrom('name' as const, 'mobile' as const, 'email' as const)),
    minors: fc.constantFrom('refused' as const, 'guardian' as const),
    confirmByCode: fc.boolean(),
  })

  it('has no box that is ticked, whatever a form says and whatever was filled in', () => {
    fc.assert(
      fc.property(content, fc.constantFrom('zh' as const, 'en' as const), text, (form, locale, value) => {
        const html = formHtml(form, locale, { token: 't', values: { name: `" checked x="${value}`, mobile: '"><input checked>' }, message: value })
        // Attributes of the tags that there are: what people wrote is escaped and opens none.
        const tags = html.match(/<[^>]*>/g) ?? []
        const boxes = tags.filter((tag) => tag.includes('type="checkbox"'))
        const attributes = tags.map((tag) => tag.replaceAll(/"[^"]*"/g, '""'))
        expect(attributes.join('')).not.toMatch(/checked|selected|script|\son/)
        expect(boxes).toHaveLength(form.boxes.flatMap((box) => box.channels).length + (form.minors === 'guardian' ? 2 : 0))
      }),
      { numRuns: 100 },
    )
  })
})

describe.each(testDatabases())('consent forms, on $name (PRV-1)', async ({ name: database }) => {
  const codes: { phone: string; code: string }[] = []
  const app = await startTestApp({ database, sendSms: async (message) => void codes.push(message) })
  const house = await startOutreach(app)
  const { legal, operations, notice, noticeText, service } = house
  const server = await serveTestApp(app)
  const departmentId = legal.kind === 'person' ? legal.departmentId : ''
  const landing = 'https://www.example.com'
  const plain = {
    id: null, name: '会员注册页', title: '加入会员', intro: '', boxes: [{ noticeId: notice.id, channels: ['sms' as const, 'email' as const] }],
    fields: ['name' as const, 'mobile' as const], minors: 'guardian' as const, confirmByCode: false, origins: [landing], departmentId, active: true,
  }
  const form = (await app.call('outreach.save-form', plain, legal)).id

  let network = 0
  const ours = { 'sec-fetch-site': 'same-origin' }
  const open = async (path: string, body?: string | URLSearchParams, headers: Record<string, string> = {}) => {
    network += 1
    const response = await fetch(server.base + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'x-forwarded-for': `10.1.${Math.floor(network / 250)}.${network % 250}`, 'accept-language': 'zh-CN', ...headers },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
    })
    return { status: response.status, headers: response.headers, text: await response.text() }
  }
  const tokenIn = (html: string): string => /name="token" value="([\w-]+)"/.exec(html)?.[1] ?? ''
  const token = async (id = form) => tokenIn((await open(`/consent/${id}`)).text)
  const send = async (fields: Record<string, string>, { id = form, headers = ours as Record<string, string> } = {}) => {
    const all = { token: await token(id), tick: `${notice.id}:sms`, name: '测试甲某', ...fields }
    return open(`/consent/${id}`, new URLSearchParams(all), headers)
  }
  let mobiles = 0
  const mobile = (): string => `1380000${String((mobiles += 1)).padStart(4, '0')}`
  /** The consent that a page says it has recorded. */
  const recorded = async ({ text }: { text: string }): Promise<Record<string, unknown>> => {
    const submission = readSignedId(app.inner.secrets.consentForm, withdrawalUse, /\/consent\/withdraw\/([\w-]{43})/.exec(text)?.[1] ?? '')
    const { rows } = await sql<Record<string, unknown>>`select * from outreach_consent where submission_id = ${submission}`.execute(app.db)
    expect(rows).toHaveLength(1)
    return rows[0] ?? {}
  }
  const state = async () => {
    const counts: Record<string, number> = {}
    for (const table of ['outreach_consent', 'customer', 'outreach_form_use', 'outreach_pending', 'outreach_form_shown', 'ledger_entry']) {
      counts[table] = ((await app.db.selectFrom(table as never).select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()) as { count: number }).count
    }
    return counts
  }

  it('cannot be made with a box that is ticked, nor by who may not', async () => {
    for (const more of [{ checked: true }, { preTicked: true }, { boxes: [{ noticeId: notice.id, channels: ['sms'], checked: true }] }]) {
      await expect(app.call('outreach.save-form', { ...plain, ...more } as never, legal)).rejects.toMatchObject({ code: 'input.invalid' })
    }
    await expect(app.call('outreach.save-form', plain, operations)).rejects.toMatchObject({ code: 'permission.missing' })
    for (const origin of ['http://a.example.com', 'https://a.example.com/path', '*', "'self' https://x.example", 'https://*.example.com']) {
      await expect(app.call('outreach.save-form', { ...plain, origins: [origin] }, legal)).rejects.toMatchObject({ code: 'input.invalid' })
    }
  })

  it('is framed by its pages alone, needs no script, and names the notice', async () => {
    const { text, headers, status } = await open(`/consent/${form}`)
    expect(status).toBe(200)
    expect(headers.get('content-security-policy')).toContain(`frame-ancestors ${landing}`)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(text).toContain(`/notice/${notice.id}/1`)
    expect((await open(`/consent/${newId()}`)).status).toBe(404)
    expect((await open('/consent/code')).status).toBe(404)
  })

  it('registers the person and keeps the whole evidence', async () => {
    const number = mobile()
    const answer = await send({ mobile: number.replace(/(\d{3})(\d{4})/, '+86 $1-$2-') })
    expect(answer).toMatchObject({ status: 200, text: expect.stringContaining('已登记您的同意') })
    const given = await recorded(answer)
    expect(given).toMatchObject({ channel: 'sms', purpose: 'marketing', box_untouched: true, form: '会员注册页', form_id: form, ip: expect.stringMatching(/^10\./), confirmed_by_code: false })
    const shown = await app.db.selectFrom('outreach_form_shown' as never).selectAll().execute() as { html: string; digest: string }[]
    expect(shown).toMatchObject([{ digest: given['form_digest'], html: expect.stringContaining('会员营销告知书') }])
    expect(shown[0]?.html).not.toContain(number)
    // The gate takes it, and the vault has the person, sealed.
    expect(await house.reasons(String(given['subject']))).toEqual([])
    expect(JSON.stringify(await app.db.selectFrom('ledger_entry').selectAll().execute())).not.toContain(number)
  })

  it('takes a known number for the person that it is, and lets a stranger change nothing of theirs', async () => {
    const number = mobile()
    await send({ mobile: number })
    const before = await state()
    await send({ mobile: number, name: '测试乙某', tick: `${notice.id}:email` })
    expect((await state())['customer']).toBe(before['customer'])
    const { items } = await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: number }, service)
    expect(items).toMatchObject([{ name: '测***' }])
  })

  it('refuses what a hostile page sends for its visitor, with a token that it fetched itself', async () => {
    const before = await state()
    const fetched = await token()
    const fields = () => new URLSearchParams({ token: fetched, tick: `${notice.id}:sms`, name: '测试甲某', mobile: mobile() })
    for (const headers of [
      { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
      { 'sec-fetch-site': 'same-site', origin: 'https://other.127.0.0.1' },
      { 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
      {},
    ] as Record<string, string>[]) {
      expect((await open(`/consent/${form}`, fields(), headers)).status).toBe(403)
    }
    expect(await state()).toEqual({ ...before, ledger_entry: expect.any(Number) })
    // A page that is allowed gets our form, with what was filled in and every box empty; nothing is recorded.
    const carried = await open(`/consent/${form}`, fields(), { 'sec-fetch-site': 'cross-site', origin: landing })
    expect(carried.status).toBe(200)
    expect(carried.text).toContain('value="测试甲某"')
    expect(carried.text).not.toContain('checked')
    expect(await state()).toEqual({ ...before, ledger_entry: expect.any(Number) })
    // Browsers that do not say Sec-Fetch-Site name the page.
    expect((await open(`/consent/${form}`, fields(), { origin: 'http://127.0.0.1' })).status).toBe(200)
  })

  it('takes a form once, within two hours, with the words that were shown', async () => {
    const used = await token()
    const post = (fields: Record<string, string>, id = form) => open(`/consent/${id}`, new URLSearchParams({ tick: `${notice.id}:sms`, name: '测试甲某', mobile: mobile(), ...fields }), ours)
    expect((await post({ token: used })).status).toBe(200)
    const before = await state()
    const again = await post({ token: used })
    expect(again.status).toBe(409)
    // It is shown again, with a token of its own, and no box is ticked.
    expect(tokenIn(again.text)).not.toBe(used)
    expect(again.text).not.toContain('checked')
    const key = app.inner.secrets.consentForm
    const claims = readFormToken(key, used)
    expect(claims?.formId).toBe(form)
    const of = (changed: object) => formToken(key, { formId: form, digest: claims?.digest ?? '', servedAt: app.clock.now(), ...changed })
    for (const forged of [
      '', 'x', `${used.slice(0, -2)}AA`, of({ digest: '0'.repeat(64) }), of({ formId: newId() }),
      of({ servedAt: new Date(app.clock.now().getTime() - 2 * 3_600_000 - 1) }), of({ servedAt: new Date(app.clock.now().getTime() + 60_000) }),
    ]) {
      expect((await post({ token: forged })).status).toBe(409)
    }
    const other = (await app.call('outreach.save-form', { ...plain, name: '另一页', minors: 'refused' }, legal)).id
    expect((await post({ token: await token() }, other)).status).toBe(409)
    expect(await state()).toEqual({ ...before, ledger_entry: expect.any(Number) })
    const old = await token()
    await app.call('outreach.publish-notice', { ...noticeText, id: notice.id, plainText: '我们想告诉您会员活动。您可以随时退订。' }, legal)
    expect((await post({ token: old })).status).toBe(409)
  })

  it('records nothing for whoever ticked nothing, left a field out, or is a child without a guardian', async () => {
    const before = await state()
    const nothing = await open(`/consent/${form}`, new URLSearchParams({ token: await token(), name: '测试甲某', mobile: mobile() }), ours)
    expect({ status: nothing.status, said: nothing.text.includes('没有勾选任何一项') }).toEqual({ status: 422, said: true })
    expect((await send({ mobile: '' })).text).toContain('请填写手机号')
    expect((await send({ mobile: '12345' })).status).toBe(422)
    expect((await send({ mobile: mobile(), under14: 'yes' })).text).toContain('由父母或其他监护人勾选同意')
    expect((await send({ mobile: mobile(), under14: 'yes', guardian: 'yes' })).status).toBe(422)
    expect(await state()).toEqual({ ...before, ledger_entry: expect.any(Number) })
    const child = await send({ mobile: mobile(), under14: 'yes', guardian: 'yes', relation: 'parent' })
    expect(await recorded(child)).toMatchObject({ under14: true, guardian: 'parent', separate: true })
  })

  it('withdraws by the link with one click, at once', async () => {
    const answer = await send({ mobile: mobile() })
    const link = /\/consent\/withdraw\/[\w-]{43}/.exec(answer.text)?.[0] ?? ''
    const person = String((await recorded(answer))['subject'])
    await house.ask([person])
    expect((await open(link)).text).toContain('撤回以上全部同意')
    expect(await house.reasons(person)).toEqual([])
    expect((await open(link, '')).text).toContain('已撤回')
    expect(await house.reasons(person)).toContain('withdrawn')
    const reserved = await app.db.selectFrom('outreach_send' as never).selectAll().where('subject' as never, '=', person as never).where('state' as never, '=', 'reserved' as never).execute()
    expect(reserved).toEqual([])
    expect((await open(link)).text).not.toContain('<button')
    expect((await open(`${link.slice(0, -2)}AA`)).status).toBe(404)
  })

  it('waits for the code where the form says so, and counts nothing without it', async () => {
    const coded = (await app.call('outreach.save-form', { ...plain, confirmByCode: true }, legal)).id
    const number = mobile()
    const before = await state()
    const asked = await send({ mobile: number }, { id: coded })
    expect(asked.text).toContain('请输入验证码')
    await app.runJobs()
    expect(codes).toEqual([expect.objectContaining({ phone: number, code: expect.stringMatching(/^\d{6}$/) })])
    expect(await state()).toMatchObject({ outreach_consent: before['outreach_consent'], customer: before['customer'] })
    const pending = /name="pending" value="([\w-]+)"/.exec(asked.text)?.[1] ?? ''
    const enter = (code: string, headers: Record<string, string> = ours) => open('/consent/code', new URLSearchParams({ pending, code }), headers)
    const wrong = codes[0]?.code === '000000' ? '000001' : '000000'
    expect((await enter(wrong)).status).toBe(422)
    expect((await enter(codes[0]?.code ?? '', { origin: 'https://evil.example' })).status).toBe(403)
    expect(await recorded(await enter(codes[0]?.code ?? ''))).toMatchObject({ confirmed_by_code: true })
    expect((await enter(codes[0]?.code ?? '')).status).toBe(409)
    // Five tries, three codes an hour, ten minutes.
    const second = /name="pending" value="([\w-]+)"/.exec((await send({ mobile: number }, { id: coded })).text)?.[1] ?? ''
    for (let tries = 0; tries < 5; tries += 1) await open('/consent/code', new URLSearchParams({ pending: second, code: 'x' }), ours)
    const id = readSignedId(app.inner.secrets.consentForm, pendingUse, second) ?? ''
    expect((await open('/consent/code', new URLSearchParams({ pending: second, code: codeOf(app.inner.secrets.consentForm, id) }), ours)).status).toBe(409)
    expect((await send({ mobile: number }, { id: coded })).status).toBe(200)
    expect((await send({ mobile: number }, { id: coded })).status).toBe(429)
    const raw = JSON.stringify((await app.db.selectFrom('outreach_pending' as never).selectAll().execute() as { answers: Uint8Array }[]).map(({ answers }) => Buffer.from(answers).toString('latin1')))
    expect(raw).not.toContain(number)
  })

  it('answers 150 malformed posts with a clear refusal, and changes nothing (PRV-1)', async () => {
    const before = await state()
    const good = await token()
    const part = fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom('%', '%zz', '\0', `${notice.id}:sms:x`, `${notice.id}:fax`, 'token', 'tick', 'checked=checked', '1'.repeat(300)))
    const posts = fc.sample(
      fc.oneof(
        fc.record({ type: fc.constant('application/x-www-form-urlencoded'), body: fc.array(part, { maxLength: 6 }).map((parts) => parts.join('&')) }),
        fc.record({ type: fc.constantFrom('application/json', 'text/plain', 'multipart/form-data; boundary=x', ''), body: fc.oneof(part, fc.json({ maxDepth: 2 })) }),
        fc.record({ type: fc.constant('application/x-www-form-urlencoded'), body: part.map((value) => new URLSearchParams([['token', good], ['tick', value], ['mobile', '13800009999'], ['name', '甲']]).toString()) }),
        fc.record({ type: fc.constant('application/x-www-form-urlencoded'), body: fc.constant('x='.concat('y'.repeat(17_000))) }),
      ),
      { numRuns: 150, seed: 31 },
    )
    const paths = [`/consent/${form}`, '/consent/code', `/consent/withdraw/${good.slice(0, 43)}`]
    for (const [at, { type, body }] of posts.entries()) {
      const { status, text } = await open(paths[at % 3] ?? '', body, { ...ours, 'content-type': type })
      expect(status).toBeGreaterThanOrEqual(400)
      expect(status).toBeLessThan(500)
      expect(text).toMatch(/<h1>/)
    }
    expect(await state()).toEqual({ ...before, ledger_entry: expect.any(Number) })
  })

  it('measures by what is kept that no form was ticked and that consents have their evidence (PRV-1)', async () => {
    const measured = async (id: string) =>
      app.catalogue.modules.flatMap(({ controls }) => controls).find((each) => each.id === id)?.measure(app.db, app.clock.now())
    expect(await measured('outreach.forms-unticked')).toMatchObject({ state: 'holds', share: 1 })
    expect(await measured('outreach.consents-evidenced')).toMatchObject({ state: 'holds', share: 1 })
    await sql`update outreach_form_shown set html = replace(html, 'type="checkbox"', 'type="checkbox" checked')`.execute(app.db)
    expect(await measured('outreach.forms-unticked')).toMatchObject({ state: 'fails', share: 0 })
    await sql`update outreach_form_shown set html = replace(html, ' checked', '')`.execute(app.db)
    expect(await measured('outreach.forms-unticked')).toMatchObject({ share: 1 })
    await sql`update outreach_form_shown set html = replace(html, '同意', '不同意')`.execute(app.db)
    expect(await measured('outreach.forms-unticked')).toMatchObject({ share: 0 })
    await sql`update outreach_consent set ip = null`.execute(app.db)
    expect(await measured('outreach.consents-evidenced')).toMatchObject({ share: 0 })
  })

  it('shows each version of a notice in plain language with a code to scan, and no script (PRV-1)', async () => {
    const first = await open(`/notice/${notice.id}/1`)
    expect(first.text).toContain('这是以前的版本')
    expect(first.text).toContain('<svg')
    expect((await open(`/notice/${notice.id}`)).text).toContain('第 2 版')
    expect(first.headers.get('content-security-policy')).toContain("default-src 'none'")
    for (const path of [`/notice/${notice.id}/99`, `/notice/${newId()}`, '/notice', '/notice/x', `/notice/${notice.id}/0`, `/notice/${notice.id}/1/2`]) {
      expect((await open(path)).status).toBe(404)
    }
  })
})
