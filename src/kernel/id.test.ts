import { expect, it } from 'vitest'
import { newId } from './id.ts'

it('makes ids that sort by time, and within one millisecond by the order in which they were made', () => {
  const ids = [1_700_000_000_000, 1_700_000_000_000, 1_700_000_000_000, 1_700_000_000_001].map((now) => newId(now))
  expect(ids.toSorted()).toEqual(ids)
  for (const id of ids) expect(id).toMatch(/^018bcfe5-6800|^018bcfe5-6801/)
})

it('marks them as version 7 of the RFC 9562 variant, whatever the counter', () => {
  for (let round = 0; round < 1000; round += 1) {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  }
})

it('never makes the same twice', () => {
  const ids = Array.from({ length: 10_000 }, () => newId(1_700_000_000_000))
  expect(new Set(ids).size).toBe(ids.length)
})
