import { describe, expect, it } from 'vitest'
import { namesNewsTemplate, smsFrom } from './sms-from.ts'

const tencent = {
  WEIDUN_SMS_TENCENT_ID: 'AKIDEXAMPLE',
  WEIDUN_SMS_TENCENT_KEY: 'hush-hush',
  WEIDUN_SMS_TENCENT_APP: '1400000000',
  WEIDUN_SMS_TENCENT_SIGN: '青禾食品',
  WEIDUN_SMS_TENCENT_CODE_TEMPLATE: '2001',
  WEIDUN_SMS_TENCENT_ALERT_TEMPLATE: '2002',
}

describe('which supplier sends (ACC-3)', () => {
  it('is none by default', () => {
    expect(smsFrom({})).toBeUndefined()
  })

  it('is one that is named in full', () => {
    expect(smsFrom(tencent)).toBeTypeOf('function')
  })

  it('tells people outside how their requests stand only with a text for it', () => {
    expect(namesNewsTemplate(tencent)).toBe(false)
    expect(namesNewsTemplate({ ...tencent, WEIDUN_SMS_TENCENT_NEWS_TEMPLATE: '2003' })).toBe(true)
  })

  it.each([
    [{ ...tencent, WEIDUN_SMS_TENCENT_ALERT_TEMPLATE: '' }, /TENCENT_ALERT_TEMPLATE: is missing/],
    [{ ...tencent, WEIDUN_SMS_TENCENT_SIGN: '【青禾食品】' }, /TENCENT_SIGN: must be/],
    [{ ...tencent, WEIDUN_SMS_ALIYUN_ID: 'id' }, /ALIYUN_SECRET: is missing/],
    [{ ...tencent, WEIDUN_SMS_TENCENT_URL: 'http://sms.example.com' }, /TENCENT_URL: must begin with/],
  ])('says which variable is missing or wrong, never its value', (env, message) => {
    expect(() => smsFrom(env)).toThrow(message)
    expect(() => smsFrom(env)).not.toThrow(/hush-hush|sms\.example\.com/)
  })
})
