import { describe, expect, it } from 'vitest'
import { checklist, type Judgement, type Mark, missingIn } from './password-checklist.ts'

const fine: Judgement = { minimum: 12, maximum: 128, judged: true, reasons: [] }
const why = { zh: '密码容易被猜中。', en: 'The password is easily guessed.' }
const guessable: Judgement = { ...fine, reasons: [{ code: 'password.guessable', sentence: why, params: {} }] }
const marked = (mark: Mark, ...given: Parameters<typeof checklist>) =>
  checklist(...given)
    .filter((each) => each.mark === mark)
    .map(({ part }) => part)

describe('what a new password still lacks, said while typing (ACC-4)', () => {
  it.each([
    ['', ['length', 'upper-case', 'lower-case', 'digit', 'special']],
    ['kettleandferry', ['upper-case', 'digit', 'special']],
    ['Kettle93', ['length', 'special']],
    ['Ｋｅｔｔｌｅ＆Ｆｅｒｒｙ－９３', []],
    ['Kettle&Ferry-93', []],
  ])('%j lacks %j', (password, missing) => {
    expect(missingIn(password, 12)).toEqual(missing)
  })

  it('asks for the length that the company set', () => {
    expect(marked('open', 'Kettle&Ferry-93', { ...fine, minimum: 16 }, true)).toEqual(['length'])
  })

  it('ticks everything off once the server agrees', () => {
    expect(marked('met', 'Kettle&Ferry-93', fine, true)).toHaveLength(8)
  })

  it('ticks nothing off that was said of another password', () => {
    expect(marked('open', 'Kettle&Ferry-93', fine, false)).toEqual(['contains-name', 'leaked', 'guessable'])
    expect(marked('broken', 'Kettle&Ferry-93', guessable, false)).toEqual([])
  })

  it('says why the server refuses', () => {
    const broken = checklist('Zhangsan@1990!', guessable, true).filter(({ mark }) => mark === 'broken')
    expect(broken).toEqual([{ part: 'guessable', mark: 'broken', why }])
  })

  it('leaves open what the server had no time to judge', () => {
    expect(marked('open', 'Kettle&Ferry-93', { ...fine, judged: false }, true)).toEqual(['guessable'])
  })
})
