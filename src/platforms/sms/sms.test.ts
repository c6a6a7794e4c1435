import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmsPeer, startAliyunSms } from '../../../test/peers/aliyun-sms.ts'
import { startTencentSms } from '../../../test/peers/tencent-sms.ts'
import { aliyunSms } from '../aliyun/send-sms.ts'
import { tencentSms } from '../tencent-cloud/send-sms.ts'
import type { SendSms, SmsMessage, SmsOutcome } from './message.ts'
import { newsBy } from './send-news.ts'
import { sendInTurn } from './send-in-turn.ts'

const limits = { timeoutMs: 400 }
const sign = '青禾食品'
const variables = { code: ['code'], alert: ['time', 'place'] }
let clock = Date.parse('2026-03-02T09:00:00+08:00')
const pass = (seconds: number): void => {
  clock += seconds * 1000
}

const aliyunKeys = { accessKeyId: 'LTAIEXAMPLE', accessKeySecret: 'example-secret' }
const tencentKeys = { secretId: 'AKIDEXAMPLE', secretKey: 'SECRETEXAMPLE' }

let aliyun: SmsPeer
let tencent: SmsPeer

beforeAll(async () => {
  const now = (): number => clock
  const aliyunTemplates = { SMS_1001: variables.code, SMS_1002: variables.alert, SMS_1003: ['number', 'news'] }
  aliyun = await startAliyunSms({ ...aliyunKeys, sign, templates: aliyunTemplates, now })
  tencent = await startTencentSms({
    ...tencentKeys,
    app: '1400000000',
    sign,
    templates: { '2001': variables.code, '2002': variables.alert, '2003': ['number', 'news'] },
    now,
  })
})
afterAll(() => Promise.all([aliyun.close(), tencent.close()]))

type Change = { sign?: string; template?: string; secret?: string; app?: string; news?: false }

const byAliyun = ({ template = 'SMS_1001', secret = aliyunKeys.accessKeySecret, ...change }: Change = {}): SendSms =>
  aliyunSms({
    ...aliyunKeys,
    accessKeySecret: secret,
    sign: change.sign ?? sign,
    templates: { 'sign-in-code': template, 'unusual-sign-in': 'SMS_1002', 'request-news': change.news === false ? undefined : 'SMS_1003' },
    endpoint: aliyun.url,
    limits,
  })
const byTencent = ({ template = '2001', secret = tencentKeys.secretKey, ...change }: Change = {}): SendSms =>
  tencentSms({
    ...tencentKeys,
    secretKey: secret,
    region: 'ap-guangzhou',
    app: change.app ?? '1400000000',
    sign: change.sign ?? sign,
    templates: { 'sign-in-code': template, 'unusual-sign-in': '2002', 'request-news': change.news === false ? undefined : '2003' },
    endpoint: tencent.url,
    limits,
  })

let number = 13_800_000_000
/** A number that got no message yet. */
const freshPhone = (): string => String(number++)

const code = (phone = freshPhone(), id = 'challenge-1'): SmsMessage => ({
  phone,
  template: 'sign-in-code',
  params: { code: '493028' },
  id,
})

const run = (send: SendSms, message = code()): Promise<SmsOutcome> => send(message, AbortSignal.timeout(10_000))

const services = [
  { name: 'aliyun', other: '9999', by: byAliyun, peer: () => aliyun },
  { name: 'tencent', other: '9999', by: byTencent, peer: () => tencent },
] as const

describe.each(services)('text messages by $name (ACC-3)', ({ name, other, by, peer }) => {
  it('sends the code in the approved text, with the id for receipts', async () => {
    const phone = freshPhone()
    expect(await run(by(), code(phone, 'challenge-7'))).toEqual({
      kind: 'sent',
      supplier: name,
      receipt: expect.stringMatching(/\d/),
    })
    const [message] = peer().sent.slice(-1)
    expect(message).toMatchObject({ id: 'challenge-7', variables: { code: '493028' } })
    expect(message?.phone.endsWith(phone)).toBe(true)
  })

  it('sends what happened, signs and spaces in Chinese included', async () => {
    const params = { time: '3月2日 09:00', place: "浙江(杭州)*'!" }
    const message = { phone: freshPhone(), template: 'unusual-sign-in', params, id: 'alert-1' } as const
    expect(await run(by(), message)).toMatchObject({ kind: 'sent' })
    expect(peer().sent.at(-1)?.variables).toEqual(params)
  })

  it('tells how a request stands, where the text for it is named', async () => {
    const failures: SmsOutcome[] = []
    const tell = (send: SendSms, phone = freshPhone()) =>
      newsBy(send, (outcome) => failures.push(outcome))({ phone, number: '20260924-AB2CDE', news: '已收到，10月12日24时前答复', id: 'news-1' })
    expect(await tell(by())).toBe('sent')
    expect(peer().sent.at(-1)).toMatchObject({ id: 'news-1', variables: { number: '20260924-AB2CDE', news: '已收到，10月12日24时前答复' } })
    expect(await tell(by({ news: false }))).toBe('refused')
    expect(failures).toMatchObject([{ kind: 'refused', why: 'template', code: 'not-configured' }])
    const phone = freshPhone()
    await tell(by(), phone)
    await expect(tell(by(), phone)).rejects.toThrow('too-often')
  })

  it('says how long to wait when a number had its fill: a minute, an hour, a day', async () => {
    const phone = freshPhone()
    const waits: number[] = []
    const again = async (): Promise<string> => {
      const outcome = await run(by(), code(phone))
      if (outcome.kind === 'try-later') {
        expect(outcome).toMatchObject({ why: 'too-often', perhapsSent: false })
        waits.push(outcome.afterSeconds)
      }
      return outcome.kind
    }
    expect(await again()).toBe('sent')
    expect(await again()).toBe('try-later')
    for (let count = 2; count <= 5; count++) {
      pass(61)
      expect(await again()).toBe('sent')
    }
    pass(61)
    expect(await again()).toBe('try-later')
    for (let count = 6; count <= 10; count++) {
      pass(3601)
      expect(await again()).toBe('sent')
    }
    pass(3601)
    expect(await again()).toBe('try-later')
    expect(waits.slice(1)).toEqual([3600, 86_400])
    expect(waits[0]).toBeLessThanOrEqual(60)
  })

  it.each([
    ['a wrong key', { secret: 'other' }, 'credentials'],
    ['a signature that is not approved', { sign: '别家' }, 'sign'],
    ['a template that is not approved', { template: other }, 'template'],
  ] as const)('says that %s was refused, and what to do', async (_, change, why) => {
    const outcome = await run(by(change))
    expect(outcome).toMatchObject({ kind: 'refused', why, sentence: { zh: expect.stringMatching(/请/) } })
  })

  it('says that the text has other variables than the template', async () => {
    const template = name === 'aliyun' ? 'SMS_1002' : '2002'
    expect(await run(by({ template }))).toMatchObject({ kind: 'refused', why: 'parameters' })
  })

  it.each([
    ['12345', { code: '493028' }, 'number'],
    ['+1 202 555 0100', { code: '493028' }, 'number'],
    ['13800138000', { code: '' }, 'parameters'],
    ['13800138000', { code: 'https://evil.example' }, 'parameters'],
    ['13800138000', { code: '10.0.0.1' }, 'parameters'],
    ['13800138000', { code: '长'.repeat(21) }, 'parameters'],
  ] as const)('does not call for what can only be refused: %s %j', async (phone, params, why) => {
    const before = peer().calls.length
    expect(await run(by(), { phone, template: 'sign-in-code', params, id: 'x' })).toMatchObject({
      kind: 'refused',
      why,
    })
    expect(peer().calls.length).toBe(before)
  })

  it('never sends twice by itself: after a lost answer it says that the message perhaps went out', async () => {
    for (const reply of [{ body: '', after: Infinity }, { status: 502, body: 'gateway' }, { body: '<html></html>' }]) {
      const before = peer().calls.length
      peer().next(reply)
      expect(await run(by())).toMatchObject({ kind: 'try-later', perhapsSent: true })
      expect(peer().calls.length - before).toBe(1)
    }
  })

  it('carries no secret and no number in what it says of a failure', async () => {
    const phone = freshPhone()
    const outcomes = [await run(by({ secret: 'hush-hush' }), code(phone)), await run(by({ sign: '别家' }), code(phone))]
    expect(JSON.stringify(outcomes)).not.toMatch(new RegExp(`hush-hush|${phone}|493028`))
  })
})

describe('codes of the suppliers (ACC-3)', () => {
  it.each([
    ['isv.AMOUNT_NOT_ENOUGH', { kind: 'refused', why: 'balance' }],
    ['isv.DENY_IP_RANGE', { kind: 'refused', why: 'network' }],
    ['isv.SOMETHING_NEW', { kind: 'refused', why: 'other', code: 'isv.SOMETHING_NEW' }],
    ['Throttling.User', { kind: 'try-later', why: 'busy', perhapsSent: false }],
  ])('aliyun: %s', async (Code, outcome) => {
    aliyun.next({ body: JSON.stringify({ Code, Message: Code, RequestId: 'r' }) })
    expect(await run(byAliyun())).toMatchObject(outcome)
  })

  it.each([
    ['FailedOperation.InsufficientBalanceInSmsPackage', { kind: 'refused', why: 'balance' }],
    ['UnauthorizedOperation.RequestIpNotInWhitelist', { kind: 'refused', why: 'network' }],
    ['RequestLimitExceeded', { kind: 'try-later', why: 'busy', perhapsSent: false }],
    ['FailedOperation.SomethingNew', { kind: 'refused', why: 'other' }],
  ])('tencent: %s, for the call and for the number', async (Code, outcome) => {
    tencent.next({ body: JSON.stringify({ Response: { Error: { Code, Message: '' }, RequestId: 'r' } }) })
    expect(await run(byTencent())).toMatchObject(outcome)
    tencent.next({ body: JSON.stringify({ Response: { SendStatusSet: [{ SerialNo: '', Code }], RequestId: 'r' } }) })
    expect(await run(byTencent())).toMatchObject(outcome)
  })

  it('tencent: an application of another account', async () => {
    expect(await run(byTencent({ app: '1400000001' }))).toMatchObject({ kind: 'refused', why: 'credentials' })
  })
})

describe('one supplier in place of the other (ACC-3)', () => {
  const passedOver: SmsOutcome[] = []
  const inTurn = (first: SendSms): SendSms =>
    sendInTurn({ suppliers: [first, byTencent()], onPassedOver: (outcome) => passedOver.push(outcome) })

  it('sends by the second when the first cannot, and tells the log why', async () => {
    expect(await run(inTurn(byAliyun({ sign: '别家' })))).toMatchObject({ kind: 'sent', supplier: 'tencent' })
    expect(passedOver.at(-1)).toMatchObject({ supplier: 'aliyun', why: 'sign' })
    aliyun.next({ status: 503, body: '' })
    expect(await run(inTurn(byAliyun()))).toMatchObject({ kind: 'sent', supplier: 'tencent' })
  })

  it('does not go round the limit of a number, nor try a wrong number twice', async () => {
    const phone = freshPhone()
    await run(inTurn(byAliyun()), code(phone))
    const before = tencent.calls.length
    expect(await run(inTurn(byAliyun()), code(phone))).toMatchObject({ kind: 'try-later', supplier: 'aliyun' })
    expect(await run(inTurn(byAliyun()), code('12345'))).toMatchObject({ kind: 'refused', why: 'number' })
    expect(tencent.calls.length).toBe(before)
  })

  it('says to try later when one of two may still come round', async () => {
    aliyun.next({ status: 503, body: '' })
    const send = sendInTurn({ suppliers: [byAliyun(), byTencent({ sign: '别家' })] })
    expect(await run(send)).toMatchObject({ kind: 'try-later', supplier: 'aliyun', perhapsSent: true })
  })
})
