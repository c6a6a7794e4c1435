import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp } from '../../../test/harness.ts'
import { serveTestApp } from '../../../test/served.ts'
import { readSheet } from '../../kernel/files/read-workbook.ts'
import { outbox, startRequests } from './requests.fixture.ts'

describe.each(testDatabases())('requests about personal data, on $name (PRV-2)', async ({ name: database }) => {
  const sent = outbox()
  const app = await startTestApp({ database, sendSms: sent.sendSms, sendMail: sent.sendMail, sendNews: sent.sendNews })
  const { base } = await serveTestApp(app)
  const house = await startRequests(app, base, sent)
  const { service, otherService, legal, auditor, visit, submit, send, register } = house
  const view = (id: string, actor = legal) => app.call('requests.view', { id }, actor)
  const take = (id: string) => app.call('requests.take', { id }, service)
  const contactOf = async (id: string): Promise<unknown> =>
    (await sql<{ sealed: unknown }>`select sealed_contact as sealed from rights_request where id = ${id}`.execute(app.db)).rows[0]?.sealed
  /** Promises to tell the person by hand. */
  const obligationsOf = async (id: string) =>
    (await sql<{ state: string }>`select state from obligation where kind = 'requests.tell' and subject_id = ${id}`.execute(app.db)).rows
  let number = 100
  const somebody = async (more: Parameters<typeof register>[1] = {}, fields: Parameters<typeof register>[0] = {}) => {
    number += 1
    const mobile = `13800000${number}`
    return { mobile, customer: await register({ name: '测试乙某', mobile, ...fields }, more) }
  }

  it('answers with a copy of everything, made by one click, seen by nobody here, for thirty days', async () => {
    const { mobile, customer } = await somebody({}, { address: '浙江省杭州市西湖区无名路0号', email: 'Copy@Example.com' })
    await app.call('vault.view-customer', { id: customer }, service)
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'access', text: '想知道你们有我的什么信息' })
    const before = await view(id)
    expect(before).toMatchObject({ state: 'proven', provenBy: 'code-mobile', text: '想知道你们有我的什么信息', actions: ['take', 'note-withdrawal'] })
    expect(before.customers).toEqual([expect.objectContaining({ id: customer, chosen: true, name: '测***', mobile: `138****0${mobile.slice(-3)}` })])
    await take(id)
    const made = await app.call('requests.answer-with-copy', { id, note: null }, service)
    expect(made.sections).toBeGreaterThanOrEqual(7)
    const { rows } = await sql<{ raw: string }>`select encode(sealed_answer, 'escape') as raw from rights_request where id = ${id}`.execute(app.db)
    expect(rows[0]?.raw).not.toContain(mobile)

    const fetch = (format: string) => send({ step: 'fetch', session, id, format })
    const json = await fetch('json')
    expect(json.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.json"$/)
    const copy = JSON.parse(json.text) as { parts: { name: string; sections: { key: string; rows: string[][] }[] }[] }
    const section = (key: string) => copy.parts.flatMap(({ sections }) => sections).find((one) => one.key === key)?.rows ?? []
    expect(section('customer-fields')).toEqual([['姓名', '测试乙某'], ['手机号', mobile], ['电子邮箱', 'copy@example.com'], ['地址', '浙江省杭州市西湖区无名路0号']])
    expect(section('access-record').map((row) => row.slice(1, 3))).toContainEqual(['客服员', '打开客户页面（遮盖）'])
    expect(section('requests')).toHaveLength(1)
    const xlsx = await fetch('xlsx')
    expect(JSON.stringify(await readSheet(xlsx.bytes, '个人信息副本'))).toContain(mobile)
    const pdf = await fetch('pdf')
    expect(pdf.headers.get('content-type')).toBe('application/pdf')
    expect(pdf.bytes.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await fetch('certificate')).bytes.subarray(0, 5).toString()).toBe('%PDF-')

    app.clock.advance(31 * 86_400_000)
    await app.runJob('requests.sweep')
    expect(await view(id)).toMatchObject({ state: 'answered', copy: { until: null }, text: '', destroyedAt: expect.any(String) })
    const later = await visit(mobile)
    expect((await send({ step: 'fetch', session: later, id, format: 'json' })).status).toBe(404)
  })

  it('corrects what was asked for, shown beside the masked value', async () => {
    const { mobile, customer } = await somebody()
    const session = await visit(mobile)
    expect((await send({ step: 'submit', session, kind: 'correct', key1: 'vault.customers|email', value1: 'nobody@', text: '' })).status).toBe(422)
    const id = await submit(session, { kind: 'correct', key1: 'vault.customers|name', value1: '测试丙某', key2: 'vault.customers|email', value2: 'New@Example.com' })
    await take(id)
    expect((await view(id)).corrections).toEqual([
      { title: '姓名', before: '测***', after: '测试丙某' },
      { title: '电子邮箱', before: null, after: 'New@Example.com' },
    ])
    // Who oversees sees no value.
    expect((await view(id, auditor)).corrections.map(({ after }) => after)).toEqual(['****', '****'])
    await app.call('requests.apply-correction', { id, note: null }, service)
    const { fields } = await app.call('vault.view-customer', { id: customer }, service)
    expect(fields).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'email', masked: 'n***@example.com' })]))
    expect((await send({ step: 'show', session })).text).toContain('已按您的请求更正：姓名、电子邮箱。')
  })

  it('erases by two people, everywhere, and the person still finds the answer', async () => {
    const { mobile, customer } = await somebody()
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'delete', text: '' })
    await take(id)
    await expect(app.call('requests.decide-erasure', { id, note: null }, legal)).rejects.toMatchObject({ code: 'request.not-handed-over' })
    await app.call('requests.ask-erasure', { id }, service)
    expect(await app.call('requests.decide-erasure', { id, note: null }, legal)).toEqual({ outcome: 'erased' })
    expect(await app.call('vault.view-customer', { id: customer }, legal)).toMatchObject({ state: 'erased', fields: [] })
    await app.runJobs()
    const after = await visit(mobile)
    const page = await send({ step: 'show', session: after })
    expect(page.text).toContain('销毁密钥')
    expect((await send({ step: 'fetch', session: after, id, format: 'certificate' })).status).toBe(200)
  })

  it('does not let one person hand over and decide', async () => {
    const { mobile } = await somebody()
    const id = await submit(await visit(mobile), { kind: 'delete' })
    await app.call('requests.take', { id }, legal)
    await app.call('requests.ask-erasure', { id }, legal)
    await expect(app.call('requests.decide-erasure', { id, note: null }, legal)).rejects.toMatchObject({ code: 'gate.refused' })
    expect((await view(id)).state).toBe('working')
  })

  it('restricts what the law wants kept, and says why with the article', async () => {
    const { mobile, customer } = await somebody({ kept: { until: '2029-12-31', for: 'transaction' } })
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'delete' })
    await take(id)
    await app.call('requests.ask-erasure', { id }, service)
    expect(await app.call('requests.decide-erasure', { id, note: null }, legal)).toEqual({ outcome: 'restricted' })
    expect(await app.call('vault.view-customer', { id: customer }, legal)).toMatchObject({ state: 'restricted' })
    const { text } = await send({ step: 'show', session })
    expect(text).toContain('电子商务法第三十一条')
    expect(text).toContain('个人信息保护法第四十七条第二款')
  })

  it('refuses for a lawful reason alone, which legal gives, and names it', async () => {
    const { mobile } = await somebody()
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'access' })
    await take(id)
    await expect(app.call('requests.refuse', { id, reason: 'not-proven', note: null }, service)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('requests.refuse', { id, reason: 'not-inaccurate', note: null }, legal)).rejects.toMatchObject({ code: 'request.reason-unfit' })
    await expect(app.call('requests.refuse', { id, reason: 'no-data', note: '见 13800000999' }, legal)).rejects.toMatchObject({ code: 'request.personal-data-in-text' })
    await app.call('requests.refuse', { id, reason: 'no-data', note: '未找到记录' }, legal)
    const { text } = await send({ step: 'show', session })
    expect(text).toContain('我们没有处理您的个人信息（个人信息保护法第四十五条）')
    expect(text).toContain('向人民法院提起诉讼')
  })

  it('stops at once what is withdrawn or objected to, before anybody here looked at it', async () => {
    const { mobile, customer } = await somebody({ consent: { basis: 'contract', evidence: '订单后台', at: '2026-05-01T10:00:00+08:00', separate: false, guardian: false } })
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'object', reach: 'marketing' })
    expect(await view(id)).toMatchObject({ state: 'answered', handler: null, outcome: ['已立即停止向您发送营销消息。'], due: { state: 'met', breached: false } })
    const { unsubscribes } = await app.call('outreach.view-recipient', { person: customer }, service)
    expect(unsubscribes).toHaveLength(6)
    // Data that rest on consent must go when it is withdrawn: that is for a person to see to.
    const other = await somebody()
    const withdrawal = await submit(await visit(other.mobile), { kind: 'withdraw', reach: 'all' })
    const stopped = await app.call('outreach.view-recipient', { person: other.customer }, service)
    expect(stopped.unsubscribes.map(({ purpose }) => purpose)).toEqual(Array.from({ length: 6 }, () => 'service'))
    expect(await view(withdrawal)).toMatchObject({ state: 'proven', outcome: [expect.stringContaining('主动删除'), expect.stringContaining('已立即停止')] })
  })

  it('counts seven working days by the Chinese calendar, stands still while waiting, and says what is provisional', async () => {
    const at = (time: string) => app.clock.set(new Date(`${time}:00+08:00`))
    const { mobile } = await somebody()
    at('2026-09-24T09:00')
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'access' })
    expect((await view(id)).due).toMatchObject({ at: '2026-10-12T16:00:00.000Z', provisional: false })
    expect((await send({ step: 'show', session })).text).toContain('2026-10-12 24:00')
    await take(id)
    at('2026-09-28T09:00')
    await app.call('requests.ask-person', { id, question: '请补充您下单的大致时间' }, service)
    expect((await view(id)).due.state).toBe('paused')
    at('2026-10-09T10:00')
    const back = await visit(mobile)
    expect((await send({ step: 'show', session: back })).text).toContain('请补充您下单的大致时间')
    await send({ step: 'reply', session: back, id, text: '大概在八月' })
    // 29 and 30 September, 8 and 9 October were worked; 国庆 was not, and 10 October is.
    expect(await view(id)).toMatchObject({ state: 'working', reply: '大概在八月', due: { at: '2026-10-16T16:00:00.000Z', state: 'open' } })
    at('2026-12-28T09:00')
    await app.runJobs()
    await app.runJob('desk.sweep-obligations')
    expect((await view(id)).due).toMatchObject({ breached: true })
    const { mobile: december } = await somebody()
    const late = await submit(await visit(december), { kind: 'access' })
    expect((await view(late)).due.provisional).toBe(true)
    await app.call('score.measure-now', {}, auditor)
    const { controls } = await app.call('score.view-score', {}, auditor)
    expect(controls.find((control) => control.id === 'requests.in-time')).toMatchObject({ evidence: expect.arrayContaining([expect.objectContaining({ link: `/requests?open=${id}` })]) })
  })

  it('takes what came by letter, with proof of identity, and reckons from the day it came', async () => {
    const { mobile, customer } = await somebody()
    const receivedAt = new Date(app.clock.now().getTime() - 86_400_000).toISOString()
    const letter = { kind: 'export' as const, source: 'letter' as const, receivedAt, contact: { kind: 'mobile' as const, value: mobile }, reach: null, corrections: [], text: '来信摘要', proofNote: null }
    await expect(app.call('requests.enter', { ...letter, receivedAt: '2020-01-01T00:00:00Z' }, service)).rejects.toMatchObject({ code: 'request.received-unfit' })
    await expect(app.call('requests.enter', letter, auditor)).rejects.toMatchObject({ code: 'permission.missing' })
    const { id, customers } = await app.call('requests.enter', letter, service)
    expect(customers).toBe(1)
    await expect(app.call('requests.take', { id }, service)).rejects.toMatchObject({ code: 'request.state-changed' })
    await app.call('requests.prove-by-hand', { id, note: '核对了身份证件原件' }, service)
    await take(id)
    await app.call('requests.answer-with-copy', { id, note: null }, service)
    expect(await view(id)).toMatchObject({ source: 'letter', provenBy: 'staff', enteredBy: '客服员', customers: [{ id: customer }] })
    const { fileName, base64 } = await app.call('requests.export-certificate', { id }, auditor)
    expect(fileName).toMatch(/\.pdf$/)
    expect(Buffer.from(base64, 'base64').subarray(0, 5).toString()).toBe('%PDF-')
    // The owner of the number on file finds it on the page.
    const session = await visit(mobile)
    expect((await send({ step: 'fetch', session, id, format: 'xlsx' })).status).toBe(200)
  })

  it('tells the person that it came and until when, what is asked, and that there is an answer, by what they proved', async () => {
    const { mobile } = await somebody()
    const session = await visit(mobile)
    const page = await send({ step: 'submit', session, kind: 'access', text: '' })
    const id = await house.latest()
    const { number, due } = await view(id)
    const day = new Date(new Date(due.at).getTime() - 1 + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(page.text).toContain(`编号 ${number}，我们会在 ${day} 24:00 前答复`)
    expect(page.text).toContain('短信里没有办理内容')
    await app.runJobs()
    await take(id)
    await app.call('requests.ask-person', { id, question: '请补充您下单的大致时间' }, service)
    await app.runJobs()
    await send({ step: 'reply', session, id, text: '大概在八月' })
    await app.call('requests.refuse', { id, reason: 'no-data', note: null }, legal)
    await app.runJobs()
    const [, month, date] = day.split('-').map(Number)
    // Neither what was asked for nor whether it was granted is in a message.
    expect(sent.newsTo(mobile)).toEqual([
      `${number} 已收到，${month}月${date}日24时前答复`,
      `${number} 需要您补充信息，暂停计时`,
      `${number} 已有答复，请在30天内查看`,
    ])
    const { news, timeline } = await view(id)
    expect(news.map(({ about, state, way }) => [about, state, way])).toEqual([['received', 'sent', 'sms'], ['question', 'sent', 'sms'], ['answer', 'sent', 'sms']])
    expect(timeline.filter(({ text }) => text === '已告知本人')).toHaveLength(3)
    // Nothing is left to tell, so the number is gone; a job that runs once more sends nothing.
    expect(await contactOf(id)).toBeNull()
    for (const one of news) await app.runJob('requests.deliver-news', { id: one.id })
    expect(sent.newsTo(mobile)).toHaveLength(3)
  })

  it('tells by mail with a link and without a name, and reaches somebody whose data were erased', async () => {
    const { customer } = await somebody({}, { email: 'gone@example.com' })
    const session = await visit('gone@example.com', 'email')
    const id = await submit(session, { kind: 'delete' })
    await take(id)
    await app.call('requests.ask-erasure', { id }, service)
    await app.call('requests.decide-erasure', { id, note: null }, legal)
    expect(await app.call('vault.view-customer', { id: customer }, legal)).toMatchObject({ state: 'erased' })
    await app.runJobs()
    const [only, ...others] = sent.newsTo('gone@example.com')
    // That it came is out of date by now.
    expect(others).toEqual([])
    expect(only).toContain('已有答复')
    expect(only).toContain('https://weidun.example/rights')
    expect(only).not.toMatch(/测试|138|删除|erase/)
    expect(await contactOf(id)).toBeNull()
  })

  it('tries again while the supplier is away, for a day; then a colleague tells the person, and enters how', async () => {
    const { mobile } = await somebody()
    const id = await submit(await visit(mobile), { kind: 'export' })
    const newest = async () => (await view(id)).news.at(-1)
    const news = (await newest())?.id ?? ''
    sent.next('away')
    await expect(app.runJob('requests.deliver-news', { id: news })).rejects.toThrow('away')
    expect(await newest()).toMatchObject({ state: 'sending' })
    app.clock.advance(2 * 3_600_000)
    sent.next('away')
    await expect(app.runJob('requests.deliver-news', { id: news })).rejects.toThrow('away')
    app.clock.advance(23 * 3_600_000)
    await app.runJob('requests.sweep')
    expect(await newest()).toMatchObject({ state: 'by-hand' })
    const opened = await obligationsOf(id)
    expect(opened).toMatchObject([{ state: 'open' }])
    expect((await app.call('requests.list', { kind: 'export', page: 1, pageSize: 50 }, legal)).items.find((one) => one.id === id)).toMatchObject({ toTell: true })
    await expect(app.call('requests.note-told', { news, way: 'phone', note: '拨打 13800000999' }, service)).rejects.toMatchObject({ code: 'request.personal-data-in-text' })
    await expect(app.call('requests.open-contact', { id }, service)).rejects.toMatchObject({ code: 'request.contact-not-needed' })
    await app.call('requests.note-told', { news, way: 'phone', note: '回拨登记号码，本人接听' }, service)
    await expect(app.call('requests.note-told', { news, way: 'phone', note: '回拨登记号码，本人接听' }, service)).rejects.toMatchObject({ code: 'request.told-already' })
    expect(await newest()).toMatchObject({ state: 'told', way: 'phone', by: '客服员' })
    expect(await obligationsOf(id)).toMatchObject([{ state: 'met' }])
  })

  it.each(['refused', 'perhaps'] as const)('leaves to a colleague what the supplier answers with “%s”, with the contact of somebody who was erased', async (answer) => {
    const { mobile } = await somebody()
    const id = await submit(await visit(mobile), { kind: 'delete' })
    await app.runJobs()
    await take(id)
    await app.call('requests.ask-erasure', { id }, service)
    await app.call('requests.decide-erasure', { id, note: null }, legal)
    sent.next(answer)
    await app.runJobs()
    expect(await view(id)).toMatchObject({ opensContact: true, news: [{ state: 'sent' }, { about: 'answer', state: 'by-hand' }] })
    expect(await app.call('requests.open-contact', { id }, service)).toEqual({ kind: 'mobile', value: mobile })
    await expect(app.call('requests.open-contact', { id }, auditor)).rejects.toMatchObject({ code: 'permission.missing' })
    const news = (await view(id)).news.at(-1)?.id ?? ''
    await app.call('requests.note-told', { news, way: 'letter', note: '已寄出答复函' }, service)
    expect(await contactOf(id)).toBeNull()
    expect((await view(id)).opensContact).toBe(false)
  })

  it('leaves to a colleague what came with a number that nobody has, and drops it when the person takes the request back', async () => {
    const contact = { kind: 'mobile' as const, value: '13800000999' }
    const receivedAt = new Date(app.clock.now().getTime() - 3_600_000).toISOString()
    const { id } = await app.call('requests.enter', { kind: 'access', source: 'letter', receivedAt, contact, reach: null, corrections: [], text: '', proofNote: null }, service)
    await app.runJobs()
    expect(sent.newsTo('13800000999')).toEqual([])
    expect((await view(id)).news).toMatchObject([{ about: 'received', state: 'by-hand' }])
    await app.call('requests.note-withdrawal', { id }, service)
    expect((await view(id)).news).toMatchObject([{ state: 'dropped' }])
    expect(await obligationsOf(id)).toMatchObject([{ state: 'cancelled' }])
  })

  it('lets two who act at once do it once', async () => {
    const { mobile } = await somebody()
    const id = await submit(await visit(mobile), { kind: 'access' })
    await take(id)
    const answers = await Promise.allSettled([
      app.call('requests.answer-with-copy', { id, note: null }, service),
      app.call('requests.answer-with-copy', { id, note: null }, otherService),
      app.call('requests.refuse', { id, reason: 'no-data', note: null }, legal),
    ])
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'request.state-changed' })
  })

  it('does not guess which of two customers with one number is meant', async () => {
    const { mobile, customer } = await somebody()
    const twin = await register({ name: '测试丁某', mobile })
    const session = await visit(mobile)
    const id = await submit(session, { kind: 'access' })
    await take(id)
    await expect(app.call('requests.answer-with-copy', { id, note: null }, service)).rejects.toMatchObject({ code: 'request.subject-unknown' })
    expect((await view(id)).customers.map((one) => one.id).toSorted()).toEqual([customer, twin].toSorted())
    await app.call('requests.choose-subject', { id, customer: twin, note: '电话核对了下单时间' }, service)
    await app.call('requests.answer-with-copy', { id, note: null }, service)
    const { text } = await send({ step: 'fetch', session, id, format: 'json' })
    expect(text).toContain('测试丁某')
    expect(text).not.toContain('测试乙某')
  })
})
