import { sql, type RawBuilder } from 'kysely'

/** A value for a json or jsonb column, in every position where Kysely takes a value: `.values({ facts: json(facts) })`. */
export function json<T>(value: T): RawBuilder<T> {
  return sql<T>`cast(${JSON.stringify(value)} as jsonb)`
}
