import { createHash, randomBytes } from 'node:crypto'
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

const newName = (): string => `weidun_test_${Date.now()}_${randomBytes(4).toString('hex')}`

const urlOf = (server: string, name: string): string => {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.href
}

/** A database of its own for one test: empty, or a copy of the one that is named. */
export const temporaryPostgres = async (server: string, template = 'template0'): Promise<{ url: string; drop: () => Promise<void> }> => {
  await (swept ??= sweep(server))
  const name = newName()
  await onServer(server, `create database ${name} template ${template} encoding 'UTF8'`)
  return {
    url: urlOf(server, name),
    drop: async () => {
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

/** Any number that nothing else on the server locks by. */
const templateLock = 7_230_115_002
/** Below what is kept, so that nobody sweeps it while a run that began late still copies it. */
const copiedForMs = 3_600_000

/**
 * Name of a database to copy, as `fill` leaves it. Whoever comes first makes it, for this hour and all who name the same
 * contents; it goes as the others do.
 */
export const templateOn = async (server: string, contents: string, fill: (url: string) => Promise<void>): Promise<string> => {
  await (swept ??= sweep(server))
  const mark = createHash('sha256').update(contents).digest('hex').slice(0, 8)
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${templateLock})`)
    const { rows } = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'weidun_test_%_${mark}'`)
    const made = rows.map(({ datname }) => datname).find((name) => Date.now() - createdAt(name) < copiedForMs)
    if (made !== undefined) return made
    const [unfinished, name] = [newName(), `weidun_test_${Date.now()}_${mark}`]
    await client.query(`create database ${unfinished} template template0 encoding 'UTF8'`)
    await fill(urlOf(server, unfinished))
    await client.query(`alter database ${unfinished} rename to ${name}`)
    return name
  } finally {
    await client.end()
  }
}

const createdAt = (name: string): number => Number(/^weidun_test_(\d{13})_[0-9a-f]{8}$/.exec(name)?.[1] ?? Number.NaN)

const keepForMs = 2 * 3_600_000
let swept: Promise<void> | undefined

/** A run that was killed leaves its databases behind; those of more than two hours ago go, once a process. */
const sweep = async (server: string): Promise<void> => {
  const rows = await onServer(server, `select datname from pg_database where datname like 'weidun_test_%'`)
  for (const name of rows.map(({ datname }) => String(datname))) {
    if (Date.now() - createdAt(name) > keepForMs) await onServer(server, `drop database if exists ${name} with (force)`)
  }
}
