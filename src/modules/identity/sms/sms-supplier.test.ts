import { afterAll, describe, expect, it } from 'vitest'
import { startAliyunSms } from '../../../../test/peers/aliyun-sms.ts'
import { startTencentSms } from '../../../../test/peers/tencent-sms.ts'
import { outsideFrom } from '../../../platforms/outside.ts'
import { databaseKinds, startIdentity } from '../identity.fixture.ts'

const sign = '青禾食品'
let clock = Date.parse('2026-06-01T02:00:00Z')
const now = (): number => clock
const aliyun = await startAliyunSms({
  accessKeyId: 'LTAIEXAMPLE',
  accessKeySecret: 'example-secret',
  sign,
  templates: { SMS_1001: ['code'], SMS_1002: ['time', 'place'] },
  now,
})
const tencent = await startTencentSms({
  secretId: 'AKIDEXAMPLE',
  secretKey: 'SECRETEXAMPLE',
  app: '1400000000',
  sign,
  templates: { '2001': ['code'], '2002': ['time', 'place'] },
  now,
})
afterAll(() => Promise.all([aliyun.close(), tencent.close()]))

const env = {
  WEIDUN_SMS_ALIYUN_ID: 'LTAIEXAMPLE',
  WEIDUN_SMS_ALIYUN_SECRET: 'example-secret',
  WEIDUN_SMS_ALIYUN_SIGN: sign,
  WEIDUN_SMS_ALIYUN_CODE_TEMPLATE: 'SMS_1001',
  WEIDUN_SMS_ALIYUN_ALERT_TEMPLATE: 'SMS_1002',
  WEIDUN_SMS_ALIYUN_URL: aliyun.url.href,
  WEIDUN_SMS_TENCENT_ID: 'AKIDEXAMPLE',
  WEIDUN_SMS_TENCENT_KEY: 'SECRETEXAMPLE',
  WEIDUN_SMS_TENCENT_APP: '1400000000',
  WEIDUN_SMS_TENCENT_SIGN: sign,
  WEIDUN_SMS_TENCENT_CODE_TEMPLATE: '2001',
  WEIDUN_SMS_TENCENT_ALERT_TEMPLATE: '2002',
  WEIDUN_SMS_TENCENT_URL: tencent.url.href,
}

describe.each(databaseKinds)('a code that travels through the supplier on $name (ACC-3)', async (kind) => {
  const failures: Parameters<NonNullable<Parameters<typeof outsideFrom>[1]>>[0][] = []
  const { sendCode } = outsideFrom(env, (outcome) => failures.push(outcome))
  if (sendCode === undefined) throw new Error('no supplier is configured')
  const identity = await startIdentity(kind, { sendSms: sendCode })
  const somebody = async () => identity.signedIn((await identity.join(['operations'])).loginName)
  let number = kind.name === 'pglite' ? 13_900_000_000 : 13_700_000_000
  const pass = (seconds: number): void => {
    clock += seconds * 1000
    identity.advance(seconds)
  }

  it('reaches the phone and sets it up', async () => {
    const actor = await somebody()
    await identity.call('begin-phone', { number: String(++number) }, { actor })
    await identity.runJobs()
    const message = aliyun.sent.at(-1)
    expect(message?.phone).toBe(String(number))
    await identity.call('finish-phone', { code: message?.variables['code'] }, { actor })
    expect(await identity.ledger('phone.enabled')).toHaveLength(1)
  })

  it('goes through the other supplier where one refuses its key', async () => {
    const actor = await somebody()
    aliyun.next({ status: 400, body: '{"Code":"SignatureDoesNotMatch","Message":"","RequestId":"r"}' })
    await identity.call('begin-phone', { number: String(++number) }, { actor })
    await identity.runJobs()
    expect(failures.at(-1)).toMatchObject({ supplier: 'aliyun', why: 'credentials' })
    const message = tencent.sent.at(-1)
    expect(message?.phone).toBe(`+86${number}`)
    await identity.call('finish-phone', { code: message?.variables['code'] }, { actor })
  })

  it('is not sent again by itself when both answers were lost; the person asks for another one', async () => {
    const actor = await somebody()
    const unreadable = { body: '<html></html>' }
    aliyun.next(unreadable)
    tencent.next(unreadable)
    const before = [aliyun.calls.length, tencent.calls.length]
    await identity.call('begin-phone', { number: String(++number) }, { actor })
    await identity.runJobs()
    expect([aliyun.calls.length, tencent.calls.length]).toEqual(before.map((count) => count + 1))
    expect(failures.at(-1)).toMatchObject({ kind: 'try-later', perhapsSent: true })
    pass(61)
    await identity.call('begin-phone', { number: String(number) }, { actor })
    await identity.runJobs()
    await identity.call('finish-phone', { code: aliyun.sent.at(-1)?.variables['code'] }, { actor })
  })

  it('leaves no code and no number in what is told to the log', () => {
    expect(JSON.stringify(failures)).not.toMatch(/1[37]9?\d{9}|\b\d{6}\b/)
  })
})
