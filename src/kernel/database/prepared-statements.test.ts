import { describe, expect, it } from 'vitest'
import { limits } from './limits.ts'
import { createPreparedStatements } from './prepared-statements.ts'

const timesUntilKept = (nameFor: () => string | undefined): number => {
  for (let times = 1; times < 10; times += 1) if (nameFor() !== undefined) return times
  return Infinity
}

describe('prepared statements', () => {
  it('keeps what comes again, each session for itself, and always under the same name', () => {
    const { nameFor } = createPreparedStatements()
    const [one, other] = [{}, {}]
    expect(timesUntilKept(() => nameFor(one, 'select 1'))).toBe(limits.prepareAfter)
    expect(nameFor(other, 'select 1')).toBeUndefined()
    expect(nameFor(one, 'select 1')).toBe(nameFor(one, 'select 1'))
    expect(timesUntilKept(() => nameFor(one, 'select 2'))).toBe(limits.prepareAfter)
    expect(nameFor(one, 'select 2')).not.toBe(nameFor(one, 'select 1'))
  })

  it('keeps no more than the bound, and nothing that is very long', () => {
    const { nameFor } = createPreparedStatements()
    const session = {}
    const long = `select ${'1'.repeat(limits.preparedLength)}`
    expect(timesUntilKept(() => nameFor(session, long))).toBe(Infinity)
    for (let count = 0; count < limits.preparedStatements; count += 1) {
      expect(timesUntilKept(() => nameFor(session, `select ${count}`))).toBe(limits.prepareAfter)
    }
    expect(timesUntilKept(() => nameFor(session, 'one more'))).toBe(Infinity)
    expect(nameFor(session, 'select 0')).toBeDefined()
  })

  it('keeps no upsert that names a partial index by a parameter, and any other', () => {
    const { nameFor } = createPreparedStatements()
    const session = {}
    const upsert = (condition: string, action: string) => `insert into t (a) values ($1) on conflict (a) where ${condition} do ${action}`
    expect(timesUntilKept(() => nameFor(session, upsert('state = $2', 'nothing')))).toBe(Infinity)
    expect(timesUntilKept(() => nameFor(session, upsert('gone is null', 'nothing')))).toBe(limits.prepareAfter)
    expect(timesUntilKept(() => nameFor(session, upsert('gone is null', 'update set a = $2')))).toBe(limits.prepareAfter)
  })

  it('gives other names after a new start, so that no session meets an old plan', () => {
    const prepared = createPreparedStatements()
    const session = {}
    timesUntilKept(() => prepared.nameFor(session, 'select 1'))
    const before = prepared.nameFor(session, 'select 1')
    prepared.startAgain()
    expect(timesUntilKept(() => prepared.nameFor(session, 'select 1'))).toBe(limits.prepareAfter)
    expect(prepared.nameFor(session, 'select 1')).not.toBe(before)
  })
})
