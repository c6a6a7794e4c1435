import { randomBytes } from 'node:crypto'
import pg from 'pg'

/** Runs statements as somebody with full rights over the server; answers the rows of the last that has any. */
export const onServer = async (url: string, statements: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const results: pg.QueryResult[] = [await client.query(statements)].flat()
    return results.findLast(({ rows }) => rows.length > 0)?.rows ?? []
  } finally {
    await client.end()
  }
}

/** A database of its own for one test. */
export const temporaryPostgres = async (server: string): Promise<{ url: string; drop: () => Promise<void> }> => {
  const name = `weidun_test_${randomBytes(6).toString('hex')}`
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
