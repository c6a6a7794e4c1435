import { randomBytes } from 'node:crypto'
import { Client, type QueryResult } from 'pg'

/** Runs statements as somebody with full rights over the server; answers the rows of the last that has any. */
export const onServer = async (url: string, statements: string): Promise<Record<string, unknown>[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const results: QueryResult[] = [await client.query(statements)].flat()
    return results.findLast(({ rows }) => rows.length > 0)?.rows ?? []
  } finally {
    await client.end()
  }
}

/** A database of its own for one test. */
export const temporaryPostgres = async (server: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  await (swept ??= sweep(server))
  const name = `weidun_test_${Date.now()}_${randomBytes(4).toString('hex')}`
  await onServer(server, `create database ${name} template template0 encoding 'UTF8'`)
  const url = new URL(server)
  url.pathname = `/${name}`
  return {
    url: url.href,
    drop: async () => {
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

const keepForMs = 2 * 3_600_000
let swept: Promise<void> | undefined

/** A run that was killed leaves its databases behind; those of more than two hours ago go, once a process. */
const sweep = async (server: string): Promise<void> => {
  const rows = await onServer(server, `select datname from pg_database where datname like 'weidun_test_%'`)
  for (const name of rows.map(({ datname }) => String(datname))) {
    const created = Number(/^weidun_test_(\d{13})_[0-9a-f]{8}$/.exec(name)?.[1] ?? Number.NaN)
    if (Date.now() - created > keepForMs) await onServer(server, `drop database if exists ${name} with (force)`)
  }
}
