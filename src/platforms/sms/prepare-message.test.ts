import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { e164, prepareMessage } from './prepare-message.ts'

describe('mobile numbers (ACC-3)', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '+8613800138000',
    '+86 138 0013 8000',
    '8613800138000',
    '008613800138000',
    '１３８００１３８０００',
    '(+86)13800138000',
  ])('%s is +8613800138000', (written) => {
    expect(e164(written)).toBe('+8613800138000')
  })

  it.each([
    '',
    '1380013800',
    '138001380000',
    '12800138000',
    '+85291234567',
    '010-12345678',
    'x13800138000',
    '138'.repeat(50),
  ])('%j is none', (written) => {
    expect(e164(written)).toBeUndefined()
  })

  it('reads its own answer as the same number, whatever was typed', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'grapheme' }), (text) => {
        const found = e164(text)
        return found === undefined || e164(found) === found
      }),
    )
  })
})

describe('variables (ACC-3)', () => {
  it('stand in the order of the template, not in that of the call', () => {
    const params = { place: '浙江杭州', time: '3月2日 09:00' }
    expect(prepareMessage({ phone: '13800138000', template: 'unusual-sign-in', params, id: 'x' })).toEqual({
      kind: 'ready',
      phone: '+8613800138000',
      variables: [
        ['time', '3月2日 09:00'],
        ['place', '浙江杭州'],
      ],
    })
  })

  it.each(['3月2日 09:00', '2026-03-02 09:00:05', '浙江 杭州', 'No.3'])('%s is taken', (time) => {
    const params = { time, place: '浙江杭州' }
    expect(prepareMessage({ phone: '13800138000', template: 'unusual-sign-in', params, id: 'x' }).kind).toBe('ready')
  })

  it.each(['www.example.com', 'a.cn', 'http://x', '2001:db8::1', '1.2.3.4'])('%s is refused', (place) => {
    const params = { time: '3月2日 09:00', place }
    expect(prepareMessage({ phone: '13800138000', template: 'unusual-sign-in', params, id: 'x' })).toEqual({
      kind: 'parameters',
    })
  })
})
