import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalisePassword, passwordGate, unpredictablePart } from './password-rules.ts'

const codesFor = (password: string, names: { loginName?: string; company?: string; inUse?: boolean } = {}) =>
  passwordGate({
    password: normalisePassword(password),
    loginName: names.loginName ?? 'lin.zhixia',
    company: names.company ?? '云溪茶业有限公司',
    inUse: names.inUse ?? false,
  }).reasons.map(({ code }) => code)

describe('which passwords may be set (ACC-4)', () => {
  it.each(['Moon-Bamboo 47 rafts', 'tR9#vkLw2$qXz', '竹影-Ba7扫阶尘不动月穿', 'Kettle&Ferry-93'])('takes %s', (password) => {
    expect(codesFor(password)).toEqual([])
  })

  it.each([
    ['tR9#vkLw2$q', ['password.length']],
    [`${'tR9#vkLw2$qX'.repeat(10)}tR9#vkLw2`, ['password.length']],
    ['tr9#vklw2$qxz', ['password.upper-case']],
    ['TR9#VKLW2$QXZ', ['password.lower-case']],
    ['tRj#vkLwb$qXz', ['password.digit']],
    ['tR9hvkLw2sqXz', ['password.special']],
  ])('refuses %s, naming %j', (password, codes) => {
    expect(codesFor(password)).toEqual(codes)
  })

  it('counts characters, not UTF-16 units', () => {
    expect(codesFor('aB3-𠮷𠮷𠮷𠮷𠮷𠮷𠮷')).toContain('password.length')
  })

  it.each([
    'Password@2026',
    'P@ssw0rd123456',
    'Admin@123456',
    'Aa123456!Aa123456!',
    'Woaini@1314520',
    '1qaz@WSX3edc$RFV',
    'Qwertyuiop123!',
    'Zhangsan@1990!',
    'Xiaohongshu@2026',
    'Aaaaaaaaaaa1!',
  ])('refuses %s as common', (password) => {
    expect(codesFor(password)).toContain('password.common')
  })

  it('refuses the login name and the name of the company, whatever the case', () => {
    expect(codesFor('9#LIN.Zhixia-kettle')).toContain('password.contains-name')
    expect(codesFor('Mq8$云溪茶业kettleferry')).toContain('password.contains-name')
    expect(codesFor('Mq8$yunxi-kettle', { loginName: 'yunxi@example.com' })).toContain('password.contains-name')
  })

  it('refuses the password that is in use', () => {
    expect(codesFor('Kettle&Ferry-93', { inUse: true })).toEqual(['password.in-use'])
  })

  it('reads full-width characters as the same password', () => {
    expect(normalisePassword('Ａｂｃ１２３！')).toBe('Abc123!')
  })

  it('takes things out of a password and never puts any in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (password) => {
        expect(unpredictablePart(password).length).toBeLessThanOrEqual(password.toLowerCase().length)
      }),
    )
  })
})
