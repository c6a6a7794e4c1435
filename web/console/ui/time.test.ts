import { describe, expect, it } from 'vitest'
import { endOfChinaDay, formatDue, formatMinute, fromChinaClock, startOfChinaDay } from './time.ts'

describe('times are Chinese times, whatever the zone of the machine', () => {
  it('shows UTC eight hours later, over midnight and the year', () => {
    expect(formatMinute('2025-12-31T16:05:00.000Z')).toBe('2026-01-01 00:05')
  })

  it('reads the clock on a Chinese wall', () => {
    expect(fromChinaClock('2026-01-01 00:05:00')).toBe('2025-12-31T16:05:00.000Z')
  })

  it('shows what it reads', () => {
    expect(formatMinute(fromChinaClock('2026-03-08 12:34:00'))).toBe('2026-03-08 12:34')
  })

  it('takes both days of a range in whole', () => {
    expect([startOfChinaDay('2026-03-01'), endOfChinaDay('2026-03-01')]).toEqual([
      '2026-02-28T16:00:00.000Z',
      '2026-03-01T15:59:59.999Z',
    ])
  })

  it('tells a deadline at midnight by the day that ends with it', () => {
    expect([formatDue('2025-12-31T16:00:00.000Z'), formatDue('2025-12-31T16:01:00.000Z')]).toEqual(['2025-12-31 24:00', '2026-01-01 00:01'])
  })

  it('shows a dash where there is no time', () => {
    expect(formatMinute(null)).toBe('—')
  })
})
