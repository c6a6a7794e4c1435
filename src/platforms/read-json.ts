import type { z } from 'zod'

/** The text as JSON of this shape, or undefined when it is not. */
export const readJson = <S extends z.ZodType>(schema: S, text: string): z.output<S> | undefined => {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
  const result = schema.safeParse(value)
  return result.success ? result.data : undefined
}
