import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { catalogueOf } from '../src/kernel/catalogue.ts'
import { builtImage } from '../src/kernel/database/cluster-directory.ts'
import { withConnection, type ConnectionPool } from '../src/kernel/database/connection.ts'
import { type Database, databaseOn } from '../src/kernel/database/database.ts'
import { openInMemory } from '../src/kernel/database/embedded.ts'
import { migrate, migrationsDirectory, readMigrations } from '../src/kernel/database/migrate.ts'
import { openJobQueue } from '../src/kernel/jobs/job-queue.ts'
import type { KernelTables } from '../src/kernel/tables.ts'

const root = dirname(import.meta.dirname)

/**
 * Makes dist/database/image.tar, the empty cluster that a first start of the embedded database begins from: unpacking it
 * takes a fraction of the seconds that initdb needs. Gives whether it was made anew; `begin` is called before it is.
 */
export async function buildDatabaseImage(begin: () => void = () => {}): Promise<boolean> {
  const stamp = `${builtImage}.made-by`
  const engine = await versionOf('@electric-sql/pglite')
  if (existsSync(builtImage) && await readFile(stamp, 'utf8').catch(() => '') === engine) return false

  begin()
  const pool = await openInMemory(undefined)
  try {
    await writeWhole(builtImage, await pool.dump())
  } finally {
    await pool.close()
  }
  await writeWhole(stamp, engine)
  return true
}

/** Path of an image with what `bringUp` makes, for tests; made anew when that or the engine has changed. */
export async function migratedImage(): Promise<string> {
  const contents = [await versionOf('@electric-sql/pglite'), await contentsOfSchema()].join('\n')
  const name = `migrated-${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.tar`
  const path = join(dirname(builtImage), name)
  if (existsSync(path)) return path

  await buildDatabaseImage()
  const pool = await openInMemory(builtImage)
  try {
    await bringUp(databaseOn(pool, () => pool.close()))
    await dropTemplates(pool)
    await writeWhole(path, await pool.dump())
  } finally {
    await pool.close()
  }
  await removeOthers(path)
  return path
}

/** What `bringUp` does, in words that change with it. */
export async function contentsOfSchema(): Promise<string> {
  const migrations = await readMigrations(migrationsDirectory)
  return [await versionOf('pg-boss'), ...migrations.map(({ version, sha256 }) => `${version} ${sha256}`)].join('\n')
}

/** All migrations and the tables of the job queue: what a first start makes before it knows any job. */
export async function bringUp(database: Database<KernelTables>): Promise<void> {
  await migrate(database)
  const failures: Error[] = []
  const queue = await openJobQueue({ database, catalogue: catalogueOf([]), onError: (error) => failures.push(error) })
  await queue.stop()
  if (failures.length > 0) throw new AggregateError(failures, 'the job queue could not be made')
}

/** A test never makes a database from a template, and without the two the image is half the size. */
async function dropTemplates(pool: ConnectionPool): Promise<void> {
  for (const template of ['template0', 'template1']) {
    await withConnection(pool, async (connection) => {
      await connection.script(`update pg_database set datistemplate = false where datname = '${template}'`)
      await connection.script(`drop database ${template}`)
    })
  }
}

/** The installed version of a package, on which the contents of an image depend. */
async function versionOf(name: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(root, 'node_modules', name, 'package.json'), 'utf8'))
  const version: unknown = typeof manifest === 'object' && manifest !== null ? Reflect.get(manifest, 'version') : undefined
  if (typeof version !== 'string') throw new Error(`the version of ${name} could not be read`)
  return `${name} ${version}`
}

/** Two builds at once each write their own file; the later rename wins and both are whole. */
async function writeWhole(path: string, contents: Uint8Array | string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  const unfinished = `${path}.${process.pid}.unfinished`
  await writeFile(unfinished, contents)
  await rename(unfinished, path)
}

async function removeOthers(path: string): Promise<void> {
  for (const file of await readdir(dirname(path))) {
    if (/^migrated-[0-9a-f]+\.tar$/.test(file) && file !== basename(path)) await rm(join(dirname(path), file), { force: true })
  }
}
