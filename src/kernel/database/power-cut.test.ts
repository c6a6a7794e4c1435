import { randomBytes } from 'node:crypto'
import { copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDatabaseImage } from '../../../build/database-image.ts'
import { builtImage } from './cluster-directory.ts'
import { createDurableFiles, type DurableFiles } from './durable-files.ts'
import { createLogSync, type LogSync } from './log-sync.ts'

/**
 * What a power cut leaves: of every file the state of its last sync, or of now, as the disk happened to write it. The model
 * keeps a copy of each file at each sync and mixes the two by chance, file by file.
 */
describe('a power cut', () => {
  const startParams = [...PGlite.defaultStartParams.filter((parameter) => parameter !== '-F'), '-c', 'wal_sync_method=fsync']
  const synced = new Int32Array(new SharedArrayBuffer(4))
  let root: string
  let live: string
  let onDisk: string
  let files: DurableFiles
  let log: LogSync
  let db: PGlite

  beforeAll(async () => {
    await buildDatabaseImage()
    root = await mkdtemp(join(tmpdir(), 'weidun-power-cut-'))
    live = join(root, 'live')
    onDisk = join(root, 'on-disk')
    const making = await PGlite.create({ dataDir: live, loadDataDir: new Blob([await readFile(builtImage)]) })
    await making.exec('create table pair (number int, half text, filler bytea, primary key (number, half))')
    await making.close()
    cpSync(live, onDisk, { recursive: true })

    files = createDurableFiles(live, synced, remember)
    log = createLogSync(synced)
    db = await PGlite.create({ fs: files.filesystem, startParams })
  })
  afterAll(async () => {
    await db.close()
    await log.close()
    await rm(root, { recursive: true, force: true })
  })

  function remember(path: string): void {
    if (!existsSync(path) || statSync(path).isDirectory()) return
    const copy = join(onDisk, relative(live, path))
    mkdirSync(dirname(copy), { recursive: true })
    copyFileSync(path, copy)
  }

  function cutPower(target: string): void {
    mkdirSync(target)
    const both = new Set([live, onDisk].flatMap((side) => readdirSync(side, { recursive: true }).map(String)))
    for (const path of [...both].toSorted()) {
      const source = join(Math.random() < 0.5 ? live : onDisk, path)
      const folder = [live, onDisk].some((side) => existsSync(join(side, path)) && statSync(join(side, path)).isDirectory())
      if (folder) mkdirSync(join(target, path), { recursive: true })
      else if (existsSync(source)) copyFileSync(source, join(target, path))
    }
    rmSync(join(target, 'postmaster.pid'), { force: true })
  }

  async function commit(number: number): Promise<void> {
    await db.transaction(async (trx) => {
      await trx.query(`insert into pair values ($1, 'left', $2)`, [number, randomBytes(4_000 + Math.random() * 40_000)])
      await trx.query(`insert into pair values ($1, 'right', null)`, [number])
    })
  }

  it('costs no commit that was acknowledged and leaves none half, whatever the disk had written', async () => {
    const acknowledged: number[] = []
    let number = 0
    for (let round = 0; round < 5; round += 1) {
      for (let step = 0; step < 60; step += 1) {
        const waiting = number
        await commit(number)
        number += 1
        if (step % 17 === round) await db.exec('checkpoint')
        if (step % 23 === round) await db.exec(`create table scratch as select * from pair; drop table scratch`)
        if (Math.random() < 0.7) {
          const marks = files.unsynced()
          await log.sync(marks)
          marks.paths.forEach(remember)
          for (let done = acknowledged.length; done <= waiting; done += 1) acknowledged.push(done)
        }
      }

      const cut = join(root, `cut-${round}`)
      cutPower(cut)
      const after = await PGlite.create({ dataDir: cut })
      const { rows } = await after.query<{ number: number; halves: number }>(
        'select number, count(*)::int as halves from pair group by number order by number',
      )
      await after.exec('set enable_seqscan = off; set enable_bitmapscan = off')
      const byIndex = await after.query('select number, half from pair order by number, half')
      await after.close()
      rmSync(cut, { recursive: true, force: true })

      expect(rows.filter(({ halves }) => halves !== 2)).toEqual([])
      expect(byIndex.rows).toHaveLength(2 * rows.length)
      const kept = new Set(rows.map((row) => row.number))
      expect(acknowledged.filter((done) => !kept.has(done))).toEqual([])
    }
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(readdirSync(join(live, 'pg_wal')).length).toBeGreaterThan(2)
  })
})
