import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

describe('turns', () => {
  it('come in the order of asking, one at a time', async () => {
    const turns = createTurns(() => new Error('late'))
    const order: number[] = []
    await Promise.all([1, 2, 3].map(async (number) => {
      const end = await turns.take(1_000)
      order.push(number)
      await Promise.resolve()
      order.push(number)
      end()
    }))
    expect(order).toEqual([1, 1, 2, 2, 3, 3])
  })

  it('are refused to who would wait too long, and pass on without them', async () => {
    const turns = createTurns(() => new Error('late'))
    const end = await turns.take(1_000)
    const next = turns.take(1_000)
    await expect(turns.take(5)).rejects.toThrow('late')
    end()
    const endNext = await next
    endNext()
    const endLast = await turns.take(5)
    endLast()
  })

  it('are not passed on twice by ending one twice', async () => {
    const turns = createTurns(() => new Error('late'))
    const end = await turns.take(1_000)
    const second = turns.take(1_000)
    end()
    end()
    await second
    await expect(turns.take(5)).rejects.toThrow('late')
  })
})
