import { describe, expect, it } from 'vitest'
import { type TokenFacts, tokenTurn } from './token-turn.ts'

const rotatedAt = new Date('2026-06-01T02:00:00Z')
const after = (seconds: number): Date => new Date(rotatedAt.getTime() + seconds * 1000)

describe('what follows from the token that a session is presented with (ACC-4)', () => {
  it.each<[string, Omit<TokenFacts, 'rotatedAt'>, number, ReturnType<typeof tokenTurn>]>([
    ['a token in use', { presented: 'current', arrived: true }, 60, 'keep'],
    ['a new token that is used for the first time', { presented: 'current', arrived: false }, 1, 'arrive'],
    ['a token of a quarter of an hour', { presented: 'current', arrived: true }, 900, 'rotate'],
    ['the token before, in a call that was under way', { presented: 'previous', arrived: true }, 60, 'keep'],
    ['the token before, long after the new one was used', { presented: 'previous', arrived: true }, 61, 'copied'],
    ['the token before, where the new one was lost on its way', { presented: 'previous', arrived: false }, 61, 'rotate'],
  ])('%s', (_what, facts, seconds, turn) => {
    expect(tokenTurn({ ...facts, rotatedAt }, after(seconds))).toBe(turn)
  })
})
