import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { safeCell } from './workbook.ts'

it.each(['=1+1', '+86 138', '-5', '@sum', '\tx', '\rx', 'valueOf', '__proto__'])('keeps %j a text', (text) => {
  expect(safeCell(text)).toBe(`'${text}`)
})

it.each(['桂花拿铁', '第二杯 -50%', '1=1', ''])('leaves %j alone', (text) => {
  expect(safeCell(text)).toBe(text)
})

it('never gives a cell that begins like a formula or that XML cannot hold', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(safeCell(text)).toMatch(/^(?![=+\-@\t\r])(?:\P{Cc}|[\t\n\r])*$/u)
    }),
  )
})
