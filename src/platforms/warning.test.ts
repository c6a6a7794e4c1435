import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmsPeer, startAliyunSms } from '../../test/peers/aliyun-sms.ts'
import { aliyunSms } from './aliyun/send-sms.ts'
import type { SmsOutcome } from './sms/message.ts'
import type { WecomFailure } from './wecom/failure.ts'
import { wecomForTest } from './wecom/wecom.fixture.ts'
import { warningBy } from './warning.ts'

const keys = { accessKeyId: 'LTAIEXAMPLE', accessKeySecret: 'example-secret' }
const sign = '青禾食品'

const warning = {
  id: '019e8146-2b40-70f9-8615-4db955995956',
  phone: '13800138000',
  wecomUserId: 'lisi',
  time: '2026-03-02 09:00',
  place: '境外某个名字长得超过了短信变量上限的遥远地方',
  title: '账号出现高风险登录',
  text: '您的微盾账号于 2026-03-02 09:00 登录，与平时不同。',
  link: new URL('https://weidun.example/me?sign-in=1'),
}

describe('warning a person outside the console (ACC-5)', async () => {
  const wecom = await wecomForTest()
  let aliyun: SmsPeer
  const failures: (SmsOutcome | WecomFailure)[] = []
  beforeAll(async () => {
    wecom.company.hire('lisi', { name: '李四', departments: [2] })
    const templates = { SMS_1001: ['code'], SMS_1002: ['time', 'place'] }
    aliyun = await startAliyunSms({ ...keys, sign, templates, now: () => wecom.now().getTime() })
  })
  afterAll(() => Promise.all([aliyun.close(), wecom.peer.close()]))

  const ways = (template = 'SMS_1002') => ({
    sendSms: aliyunSms({
      ...keys, sign, endpoint: aliyun.url, limits: { timeoutMs: 400 },
      templates: { 'sign-in-code': 'SMS_1001', 'unusual-sign-in': template },
    }),
    messageMember: wecom.connect().messageMember,
    onFailure: (outcome: SmsOutcome | WecomFailure): void => void failures.push(outcome),
  })

  it('is no way where nothing is configured', () => {
    expect(warningBy({ sendSms: undefined, messageMember: undefined, onFailure: () => {} })).toBeUndefined()
  })

  it('goes as a card in WeCom and as a text message, whose place is cut to what the carrier takes', async () => {
    await warningBy(ways())?.(warning)
    expect(wecom.peer.messages).toMatchObject([{ to: 'lisi', content: { title: '账号出现高风险登录', url: warning.link.href } }])
    expect(aliyun.sent).toMatchObject([{ phone: '13800138000', variables: { time: '2026-03-02 09:00', place: '境外某个名字长得超过了短信变量上限的遥远' } }])
    expect(failures).toEqual([])
  })

  it('is told once, also when it is asked for again', async () => {
    await warningBy(ways())?.({ ...warning, phone: null })
    expect(wecom.peer.messages).toHaveLength(1)
  })

  it('is given up where the carrier refuses, and the log is told', async () => {
    await warningBy(ways('SMS_9999'))?.({ ...warning, wecomUserId: null })
    expect(failures).toMatchObject([{ kind: 'refused', why: 'template' }])
  })

  it('rejects, to be tried again, where WeCom asks for time', async () => {
    wecom.peer.loseAnswers('message/send', 2)
    const other = { ...warning, phone: null, text: '另一条', id: '2' }
    await expect(warningBy(ways())?.(other)).rejects.toThrow('sent again')
  })
})
