import { parseArrayLiteral, toArrayLiteral } from './array-literal.ts'

/**
 * Values between JavaScript and PostgreSQL, the same for both drivers. Everything travels as text.
 *
 * | column                  | value                                          |
 * |-------------------------|------------------------------------------------|
 * | int2, int4, int8, count | number; int8 beyond 2^53 is an error           |
 * | float4, float8          | number                                         |
 * | numeric, interval, time | string, as the server writes it                |
 * | timestamptz             | Date                                           |
 * | date                    | string 'YYYY-MM-DD'                            |
 * | bytea                   | Uint8Array                                     |
 * | json, jsonb             | parsed value                                   |
 * | boolean                 | boolean                                        |
 * | text, uuid, the rest    | string                                         |
 * | arrays of these         | array, null for NULL                           |
 */
export type Parse = (text: string) => unknown

const scalarParsers: Record<number, Parse> = {
  16: (text) => text === 't',
  17: parseBytea,
  20: parseInt8,
  21: Number,
  23: Number,
  26: Number,
  114: parseJson,
  700: Number,
  701: Number,
  1184: parseTimestamptz,
  3802: parseJson,
}

/** Element type by array type, both as object identifiers of pg_type; they are fixed in every PostgreSQL. */
const arrayElements: Record<number, number> = {
  199: 114, 1000: 16, 1001: 17, 1005: 21, 1007: 23, 1009: 25, 1014: 1042, 1015: 1043, 1016: 20, 1021: 700, 1022: 701, 1028: 26,
  1115: 1114, 1182: 1082, 1183: 1083, 1185: 1184, 1187: 1186, 1231: 1700, 2951: 2950, 3807: 3802,
}

const asText: Parse = (text) => text

/** Parsers by object identifier of the type; a type that is not listed stays text. */
export const parsers: Readonly<Record<number, Parse>> = {
  // Listed although they stay text, so that a driver's own idea of them does not come through.
  ...Object.fromEntries([25, 1042, 1043, 1082, 1083, 1114, 1186, 1700, 2950].map((oid) => [oid, asText])),
  ...scalarParsers,
  ...Object.fromEntries(
    Object.entries(arrayElements).map(([array, element]) => {
      const parse = scalarParsers[element] ?? asText
      return [array, (text: string) => parseArrayLiteral(text, parse)]
    }),
  ),
}

/** The parser for a type, never undefined. */
export function parserFor(oid: number): Parse {
  return parsers[oid] ?? asText
}

/**
 * A parameter in the text form that PostgreSQL reads. Date becomes ISO 8601 in UTC, bytes become hex, an array becomes an
 * array literal, a plain object JSON. For a JSON array use `json()` (json.ts), since an array alone means a PostgreSQL array.
 */
export function toParameter(value: unknown): string | null {
  if (value === null || value === undefined) return null
  switch (typeof value) {
    case 'string': return value
    case 'boolean': return value ? 't' : 'f'
    case 'number':
    case 'bigint': return value.toString()
    case 'object': return objectToText(value)
    default: throw new TypeError(`a ${typeof value} cannot be a parameter of a statement`)
  }
}

function objectToText(value: object): string {
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw new TypeError('an invalid date cannot be a parameter of a statement')
    return value.toISOString()
  }
  if (value instanceof Uint8Array) {
    return `\\x${Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')}`
  }
  if (Array.isArray(value)) return toArrayLiteral(value, toParameter)
  return JSON.stringify(value)
}

function parseBytea(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text.slice(2), 'hex'))
}

function parseInt8(text: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value)) throw new RangeError('a bigint of the database is beyond 2^53, read it as text')
  return value
}

function parseJson(text: string): unknown {
  return JSON.parse(text)
}

/** The server writes `2026-01-31 08:00:00.123456+00`: every session runs in UTC. */
function parseTimestamptz(text: string): Date {
  const match = /^(\d{4,6}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,3})?)\d*\+00$/.exec(text)
  if (match === null) throw new RangeError('a timestamp of the database is infinite, before our era or not in UTC')
  return new Date(`${match[1]}T${match[2]}Z`)
}
