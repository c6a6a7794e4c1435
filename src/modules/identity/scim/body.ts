import { invalidSyntax } from './errors.ts'

/** An object of a message, its names in lower case: they are alike in any case (RFC 7643, section 2.1). */
export type Fields = Readonly<Record<string, unknown>>

const deepest = 10

/**
 * Reads the body of a request, which must be an object of this schema.
 * @throws Problem `scim.invalid-syntax`
 */
export const readBody = (body: Uint8Array, schema: string): Fields => {
  const message = lowered(parsed(body), 0)
  if (!isFields(message)) throw invalidSyntax({ what: 'JSON object expected' })
  const { schemas } = message
  const named = Array.isArray(schemas) && schemas.some((urn) => typeof urn === 'string' && urn.toLowerCase() === schema.toLowerCase())
  if (!named) throw invalidSyntax({ what: `schemas: ${schema}` })
  return message
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const parsed = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    throw invalidSyntax({ what: 'JSON (UTF-8)' })
  }
}

const lowered = (value: unknown, depth: number): unknown => {
  if (depth > deepest) throw invalidSyntax({ what: 'nested too deeply' })
  if (Array.isArray(value)) return value.map((one) => lowered(one, depth + 1))
  if (!isFields(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name.toLowerCase(), lowered(one, depth + 1)]))
}
