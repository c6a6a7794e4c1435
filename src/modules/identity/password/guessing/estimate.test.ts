import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordGate } from '../password-rules.ts'
import { createEstimator, judgedCharacters } from './estimate.ts'
import { pieceCounter } from './pieces.ts'

const estimate = createEstimator()
const facts = { minimum: 12, loginName: 'nobody', company: '', leaked: false, inUse: false, similar: false, reused: false, historyLength: 5 }

const isGuessable = (password: string): boolean =>
  passwordGate({ ...facts, password, guessability: estimate(password, []) }).reasons.some(
    ({ code }) => code === 'password.guessable',
  )

describe('how guessable a password is (ACC-4)', () => {
  it.each([
    'Zhangsan@1990',
    'Zhangsan@1990!',
    'Xiaohongshu@2026',
    'Woaini@1314',
    'Woaini@1314520',
    'Aa123456!',
    'Aa123456!Aa123456!',
    'P@ssw0rd2026',
    'P@ssw0rd123456',
    'Password@2026',
    'Admin@123',
    'Admin@123456',
    'Huawei@123456',
    '1qaz@WSX',
    '1qaz@WSX3edc$RFV',
    'Qwertyuiop123!',
    'Aaaaaaaaaaa1!',
    'Lixiaoming@1988',
    'Wangwei520!!!',
    'Zhangwei19900101!',
    'Beijing@2008!!',
    'Hangzhou#2026Aa',
    'Taobao1688888!',
    'Woaizhongguo1949!',
    'Gongxifacai888!',
    'Shenzhen@gongsi1',
    'Wodemima123!!',
    'Liuyifei@520520',
  ])('refuses %s, which four kinds of characters do not save', (password) => {
    expect(isGuessable(password)).toBe(true)
  })

  it.each([
    'Moon-Bamboo 47 rafts',
    'Kettle&Ferry-93',
    'tR9#vkLw2$qXz',
    'Tea-Leaves-over-7-Hills',
    '竹影-Ba7扫阶尘不动月穿',
    'Guihua7-Lamian&zhuozi',
    'Gou yao chi 3 ge Li!',
    'Wo5-xihuan-chi-lajiao!',
    'Beijing7-Huawei&Caomei-Laoshi',
  ])('takes %s, also where it is made of pinyin', (password) => {
    expect(isGuessable(password)).toBe(false)
  })

  it.each([
    ['Zhangsan@1990', 'pinyin'],
    ['Lixiaoming@1988', 'name'],
    ['Lixiaoming@1988', 'date'],
    ['Xiaohongshu@2026', 'brand'],
    ['Beijing@2008!!', 'place'],
    ['1qaz@WSX3edc$RFV', 'keyboard'],
    ['Aa123456!Aa123456!', 'repeat'],
    ['P@ssw0rd2026', 'swap'],
    ['Taobao1688888!', 'number'],
  ] as const)('says of %s that it holds %s', (password, hint) => {
    expect(estimate(password, []).hints).toContain(hint)
  })

  it('knows the names that its owner would think of', () => {
    const names = ['qingheyouxuan']
    expect(estimate('Qingheyouxuan1', names).score).toBeLessThan(estimate('Qingheyouxuan1', []).score)
    expect(estimate('Qingheyouxuan1', names).hints).toContain('own')
  })

  it('looks at no more than 64 characters', () => {
    const long = 'tR9#vkLw2$qXz-mN'.repeat(4)
    expect(estimate(`${long}woaini`, [])).toEqual(estimate(long, []))
    expect(long).toHaveLength(judgedCharacters)
  })
})

describe('how many pieces a password has', () => {
  const count = pieceCounter(['woaini', 'password', 'beijing', 'jing'])

  it.each([
    ['Password@2026', 3],
    ['p@ssw0rd!', 2],
    ['Woaini@1990-01-31', 3],
    ['Aaaaaaaaaaa1!', 3],
    ['abc7abc7abc7', 4],
    ['Beijing-jing', 3],
    ['tR9#vkLw', 8],
  ])('counts %s as %i', (password, pieces) => {
    expect(count(password)).toBe(pieces)
  })

  it('takes things together and never makes more of them', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 140 }), (password) => {
        expect(count(password)).toBeLessThanOrEqual([...password.toLowerCase()].length)
      }),
    )
  })
})
