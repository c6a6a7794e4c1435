import { describe, expect, it } from 'vitest'
import { absoluteEnd, isAlive, isSeenAnew } from './session-life.ts'

const began = new Date('2026-03-02T01:00:00Z')
const after = (minutes: number) => new Date(began.getTime() + minutes * 60_000)
const limits = { idleMinutes: 480, absoluteMinutes: 1440 }
const times = { lastSeenAt: began, expiresAt: absoluteEnd(began, limits), endedAt: null }

describe('how long a session lives', () => {
  it('lives until it has idled for eight hours', () => {
    expect(isAlive(times, limits, after(479))).toBe(true)
    expect(isAlive(times, limits, after(480))).toBe(false)
  })

  it('ends after a day, however busy it was', () => {
    expect(isAlive({ ...times, lastSeenAt: after(1439) }, limits, after(1439))).toBe(true)
    expect(isAlive({ ...times, lastSeenAt: after(1440) }, limits, after(1440))).toBe(false)
  })

  it('is over once it was ended', () => {
    expect(isAlive({ ...times, endedAt: began }, limits, after(1))).toBe(false)
  })

  it('writes that it was seen once a minute', () => {
    expect(isSeenAnew(began, after(0.9))).toBe(false)
    expect(isSeenAnew(began, after(1))).toBe(true)
  })
})
