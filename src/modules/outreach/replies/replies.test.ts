import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { serveTestApp } from '../../../../test/served.ts'
import { newCustomer } from '../../vault/vault.fixture.ts'
import { startOutreach } from '../outreach.fixture.ts'
import { wantsBack, wantsOut } from '../way-out.ts'

describe('what a reply says (OUT-2)', () => {
  it.each(['退订', ' 退 订。', 'T', 'ｔ', 'TD', 'td!', 'ＴＤ', 'Ｔ Ｄ', 'r', 'R.', '取消', '拒收', '【退订】', '退订退订', '退訂', '回复TD退订'])('“%s” unsubscribes', (reply) => {
    expect(wantsOut(reply)).toBe(true)
  })
  it.each(['', '好的', '怎么退订？', '不要退订', '退货', 'TDK', 'TT', '取消订单', 'Thanks', '收到', 'R2', '恢复'])('“%s” does not', (reply) => {
    expect(wantsOut(reply)).toBe(false)
  })
  it('“恢复” takes it back, and nothing that unsubscribes does', () => {
    expect([wantsBack(' 恢复 '), wantsBack('恢复我的订单'), wantsBack('退订')]).toEqual([true, false, false])
  })
})

describe.each(testDatabases())('replies to text messages, on $name (OUT-2)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const house = await startOutreach(app)
  const server = await serveTestApp(app)
  const { administrator, service, operations, consent, reasons } = house
  const { items } = await app.call('outreach.view-reply-addresses', {}, administrator)
  const path = (supplier: string): string => new URL(items.find((each) => each.supplier === supplier)?.url ?? '').pathname
  let network = 0
  const post = async (to: string, body: unknown) => {
    network += 1
    const response = await fetch(server.base + to, { method: 'POST', headers: { 'x-forwarded-for': `10.2.${Math.floor(network / 200)}.${network % 200}` }, body: typeof body === 'string' ? body : JSON.stringify(body) })
    return { status: response.status, body: (await response.json()) as Record<string, unknown> }
  }
  const aliyun = (phone: string, content: string) =>
    post(path('aliyun'), [{ phone_number: phone, send_time: '2026-06-01 10:00:00', content, sign_name: '微盾', dest_code: '1069000000', sequence_id: 1 }])
  const tencent = (mobile: string, text: string) => post(path('tencent'), { extend: '01', mobile, nationcode: '86', sign: '微盾', text, time: 1_780_000_000 })
  const customer = async (mobile: string): Promise<string> => {
    const { id } = await app.call('vault.register-customer', newCustomer({ mobile }), service)
    await consent(id)
    return id
  }

  it('are in force before they are answered, for every customer with the number, and take back what was reserved', async () => {
    const person = await customer('13800000001')
    const twin = await customer('13800000001')
    const sendId = (await house.ask([person])).answers[0]?.sendId ?? ''
    expect(await aliyun('13800000001', ' ＴＤ。')).toEqual({ status: 200, body: { code: 0, msg: '成功' } })
    expect([await reasons(person), await reasons(twin)]).toEqual([['unsubscribed'], ['unsubscribed']])
    expect(await app.call('outreach.confirm-sends', { sendIds: [sendId] }, operations)).toMatchObject({ late: 1 })
    // Once more, as suppliers do, changes nothing.
    expect((await aliyun('+86 138-0000-0001', 'T')).status).toBe(200)
    // Only the same phone takes it back, and only what a reply took.
    expect((await tencent('13800000001', '恢复')).body).toEqual({ result: 0, errmsg: 'OK' })
    expect(await reasons(twin)).toEqual([])
    await app.call('outreach.unsubscribe', { person: twin, purpose: 'marketing', channels: ['sms'] }, service)
    await tencent('13800000001', '恢复')
    expect(await reasons(twin)).toEqual(['unsubscribed'])
  })

  it('answers for unknown numbers and for what is no keyword exactly as for known ones', async () => {
    const person = await customer('13800000002')
    const answers = [await tencent('13800000002', '好的'), await tencent('13899999999', 'T'), await tencent('10690000', '退订'), await tencent('13800000002', '退订')]
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(await reasons(person)).toEqual(['unsubscribed'])
    const entries = JSON.stringify(await app.db.selectFrom('ledger_entry').selectAll().execute())
    expect(entries).not.toMatch(/1389999|1380000000/)
  })

  it('takes them at the secret address alone, which administrators alone see', async () => {
    const body = [{ phone_number: '13800000003', content: 'T' }]
    const real = path('aliyun')
    for (const wrong of [`${real}x`, real.slice(0, -1), real.replace('aliyun', 'tencent'), real.replace('aliyun', 'other'), '/sms-reply/aliyun', `${real}/more`]) {
      expect(await post(wrong, wrong.includes('tencent') ? { mobile: '13800000003', text: 'T' } : body)).toMatchObject({ status: 404 })
    }
    await expect(app.call('outreach.view-reply-addresses', {}, operations)).rejects.toMatchObject({ code: 'permission.missing' })
  })

  it('answers 100 malformed calls with a clear refusal, and changes nothing', async () => {
    const count = async () => (await app.db.selectFrom('ledger_entry').select((eb) => eb.fn.countAll<number>().as('n')).where('type', '<>', 'operation.refused').executeTakeFirstOrThrow()).n
    const before = await count()
    const junk = fc.oneof(
      fc.string({ maxLength: 40 }).filter((text) => !/^\s*[[{]/.test(text)),
      fc.json({ maxDepth: 2 }),
      fc.constantFrom('[]', '{}', '[{}]', '[{"phone_number":1,"content":"T"}]', '{"mobile":"138","text":7}', '[{"phone_number":"138"}]', `[{"phone_number":"138","content":"${'x'.repeat(1001)}"}]`),
    )
    for (const [at, body] of fc.sample(junk, { numRuns: 100, seed: 32 }).entries()) {
      const { status, body: said } = await post(path(at % 2 === 0 ? 'aliyun' : 'tencent'), body)
      expect({ status: status >= 400 && status < 500, said: String(said['msg']).length > 5 }).toEqual({ status: true, said: true })
    }
    expect(await count()).toBe(before)
  })
})
