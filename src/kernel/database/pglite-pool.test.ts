import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDatabaseImage } from '../../../build/database-image.ts'
import { builtImage, prepareCluster } from './cluster-directory.ts'
import { withConnection } from './connection.ts'
import { openPglitePool, type PglitePool } from './pglite-pool.ts'
import { startPgliteThread } from './pglite-thread.ts'

describe('the one session of the embedded database', () => {
  let directory: string
  let pool: PglitePool

  beforeAll(async () => {
    await buildDatabaseImage()
    directory = await mkdtemp(join(tmpdir(), 'weidun-pool-'))
    const clusterDirectory = await prepareCluster(directory, builtImage)
    pool = await openPglitePool(
      () => startPgliteThread({ clusterDirectory, imagePath: undefined, durable: true }),
      { holdMs: 800, statementMs: 4_000, waitMs: 40_000 },
    )
    await run('create table note (text text)')
  })
  afterAll(async () => {
    await pool.close()
    await rm(directory, { recursive: true, force: true })
  })

  const run = (sql: string) => withConnection(pool, (connection) => connection.script(sql))
  const notes = async () => (await withConnection(pool, (connection) => connection.query('select text from note', []))).rows

  it('is taken from a transaction that does not end, which is rolled back and told so', async () => {
    const forgotten = await pool.acquire()
    await forgotten.query('begin', [])
    await forgotten.query('insert into note values ($1)', ['forgotten'])
    expect(await notes()).toEqual([])
    await expect(forgotten.query('commit', [])).rejects.toMatchObject({
      sqlstate: '25P03', message: expect.stringContaining('open for more than 800 ms'),
    })
    await forgotten.release()
  })

  it('is taken from a holder who asks for nothing', async () => {
    const idle = await pool.acquire()
    expect(await notes()).toEqual([])
    await idle.release()
  })

  it('is left to who may hold it without a bound', async () => {
    const migration = await pool.acquire({ hold: 'unbounded' })
    await migration.query('begin', [])
    await migration.query('select pg_sleep(1.2)', [])
    await migration.query('insert into note values ($1)', ['kept'])
    await migration.query('commit', [])
    await migration.release()
    expect(await notes()).toEqual([{ text: 'kept' }])
  })

  it('rolls back what is given back in the middle of a transaction', async () => {
    const connection = await pool.acquire()
    await connection.query('begin', [])
    await connection.query('insert into note values ($1)', ['half'])
    await connection.release()
    expect(await notes()).toEqual([{ text: 'kept' }])
    await expect(connection.query('select 1', [])).rejects.toThrow(/after its release/)
  })

  it('comes back after a statement without end was stopped, with everything that was committed', async () => {
    await expect(run('select count(*) from generate_series(1, 100000000000)')).rejects.toMatchObject({ sqlstate: '57P02' })
    expect(await notes()).toEqual([{ text: 'kept' }])
  })
})
