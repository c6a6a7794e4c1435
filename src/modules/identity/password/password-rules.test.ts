import { describe, expect, it } from 'vitest'
import { isSimilar, normalisePassword } from './character-rules.ts'
import { type PasswordFacts, passwordGate } from './password-rules.ts'

const hard = { score: 4, pieces: 13, hints: [] }

const reasonsFor = (password: string, facts: Partial<PasswordFacts> = {}) =>
  passwordGate({
    password: normalisePassword(password),
    minimum: 12,
    loginName: 'lin.zhixia',
    company: '云溪茶业有限公司',
    guessability: hard,
    leaked: false,
    inUse: false,
    similar: false,
    reused: false,
    historyLength: 5,
    ...facts,
  }).reasons

const codesFor = (...given: Parameters<typeof reasonsFor>) => reasonsFor(...given).map(({ code }) => code)

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

  it('asks for the length that the company set', () => {
    expect(codesFor('Kettle&Ferry-93', { minimum: 16 })).toEqual(['password.length'])
    expect(codesFor('Kettle&Ferry-93', { minimum: 15 })).toEqual([])
  })

  it('refuses what is guessed in fewer than 10^8 tries, or made of fewer than eight pieces', () => {
    expect(codesFor('Kettle&Ferry-93', { guessability: { ...hard, score: 2 } })).toEqual(['password.guessable'])
    expect(codesFor('Kettle&Ferry-93', { guessability: { ...hard, pieces: 7 } })).toEqual(['password.guessable'])
    expect(codesFor('Kettle&Ferry-93', { guessability: { ...hard, score: 3, pieces: 8 } })).toEqual([])
  })

  it('says what makes it guessable and quotes nothing of it', () => {
    const [reason] = reasonsFor('Zhangsan@1990', { guessability: { score: 2, pieces: 3, hints: ['pinyin', 'date'] } })
    expect(reason?.sentence.zh).toBe('密码容易被猜中，含有拼音词、日期或年份。请换用几个互不相干的词，或再加长一些。')
    expect(JSON.stringify(reason)).not.toMatch(/zhangsan|1990/i)
  })

  it('refuses by default while nobody can tell how guessable it is', () => {
    expect(codesFor('Kettle&Ferry-93', { guessability: 'no-answer' })).toEqual(['password.not-judged'])
  })

  it('refuses leaked ones, the one in use and the last ones', () => {
    expect(codesFor('Kettle&Ferry-93', { leaked: true })).toEqual(['password.leaked'])
    expect(codesFor('Kettle&Ferry-93', { inUse: true })).toEqual(['password.in-use'])
    expect(codesFor('Kettle&Ferry-93', { similar: true })).toEqual(['password.too-similar'])
    expect(codesFor('Kettle&Ferry-93', { reused: true })).toEqual(['password.reused'])
  })

  it.each([
    ['Kettle&Ferry-94', true],
    ['kettle&FERRY-1993', true],
    ['Kettle&Ferry-９４', true],
    ['Kettle&Ferries-93', false],
  ])('takes %s for the like of Kettle&Ferry-93: %s', (next, similar) => {
    expect(isSimilar('Kettle&Ferry-93', next)).toBe(similar)
  })

  it('refuses the login name and the name of the company, whatever the case', () => {
    expect(codesFor('9#LIN.Zhixia-kettle')).toContain('password.contains-name')
    expect(codesFor('Mq8$云溪茶业kettleferry')).toContain('password.contains-name')
    expect(codesFor('Mq8$yunxi-kettle', { loginName: 'yunxi@example.com' })).toContain('password.contains-name')
  })

  it('reads full-width characters as the same password', () => {
    expect(normalisePassword('Ａｂｃ１２３！')).toBe('Abc123!')
  })
})
