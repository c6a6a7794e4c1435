import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Problem } from './errors.ts'
import { parseInput } from './invoke.ts'

const schema = z.object({ name: z.string().max(10), lines: z.array(z.object({ text: z.string().max(10) })).max(5) })

const refused = (input: unknown): Problem => {
  try {
    parseInput(schema, input, 'en')
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
  throw new Error('The input was taken')
}

describe('text that cannot be kept', () => {
  it.each([['U+0000', 'a\0b'], ['a lone high surrogate', 'a\ud83d'], ['a lone low surrogate', '\ude00a']])(
    'is refused as input, wherever it stands: %s',
    (_name, text) => {
      const problem = refused({ name: text, lines: [{ text: 'fine' }, { text }] })
      expect(problem.code).toBe('input.invalid')
      expect(problem.params).toEqual({ count: 2 })
      expect(problem.issues.map(({ path }) => path)).toEqual(['name', 'lines.1.text'])
    },
  )

  it('leaves every other text as it is', () => {
    const input = { name: '林芝霞😀', lines: [{ text: '\t\n' }] }
    expect(parseInput(schema, input, 'zh')).toEqual(input)
  })
})
