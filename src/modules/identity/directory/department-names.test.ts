import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { departmentNames } from './department-names.ts'

const department = (ref: string, name: string, parentRef: string | null) => ({ ref, name, parentRef })

describe('names of departments from a directory', () => {
  it('are their own where nobody else has them, and the way to them where somebody has', () => {
    const names = departmentNames([
      department('1', '青禾', null),
      department('2', '华东', '1'),
      department('3', '华南', '1'),
      department('4', '客服部', '2'),
      department('5', '客服部', '3'),
      department('6', '市场部', '1'),
    ])
    expect([...names.values()]).toEqual(['青禾', '华东', '华南', '青禾/华东/客服部', '青禾/华南/客服部', '市场部'])
  })

  it('are never alike, empty or too long, also in a tree that goes round in a circle', () => {
    const tree = fc.array(
      fc.record({
        ref: fc.integer({ min: 1, max: 30 }).map(String),
        name: fc.oneof(fc.constantFrom('客服部', '', ' '), fc.string({ maxLength: 200 })),
        parentRef: fc.option(fc.integer({ min: 1, max: 30 }).map(String)),
      }),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(tree, (departments) => {
        const names = [...departmentNames(departments).values()]
        return new Set(names).size === names.length && names.every((name) => name.trim() !== '' && name.length <= 60)
      }),
    )
  })
})
