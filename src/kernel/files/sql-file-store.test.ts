import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import type { Database } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import type { KernelTables } from '../tables.ts'
import type { FileStore } from './file-store.ts'
import { maxFileBytes, sqlFileStore } from './sql-file-store.ts'

/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const pdf = Buffer.from('%PDF-1.4\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n%%EOF\n', 'latin1')

describe.each(testDatabases())('the file store on $name', ({ create }) => {
  let database: Database<KernelTables>

  beforeAll(async () => {
    database = await create<KernelTables>()
  })
  afterAll(() => database.close())

  const store = <T>(run: (files: FileStore) => Promise<T>): Promise<T> =>
    transact(database, (db) => run(sqlFileStore({ db, now: new Date('2026-03-02T01:00:00Z') })))

  it('keeps bytes under their SHA-256 with the type that they show', async () => {
    const digest = createHash('sha256').update(png).digest('hex')
    expect(await store((files) => files.put(png))).toEqual({ digest, mediaType: 'image/png', size: png.length })
    const kept = await store((files) => files.get(digest))
    expect(Buffer.from(kept.bytes).equals(png)).toBe(true)
    expect(kept).toMatchObject({ mediaType: 'image/png', size: png.length })
  })

  it('keeps the same bytes once', async () => {
    await store((files) => files.put(gif))
    await store((files) => files.put(gif))
    const rows = await database.kysely.selectFrom('file').select('digest').where('media_type', '=', 'image/gif').execute()
    expect(rows).toHaveLength(1)
  })

  it('takes documents by their content', async () => {
    expect(await store((files) => files.put(pdf))).toMatchObject({ mediaType: 'application/pdf' })
  })

  it.each([
    ['SVG, which carries script', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
    ['SVG behind an XML declaration', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'],
    ['HTML', '<!doctype html><script>alert(1)</script>'],
    ['plain text', '纯文本'],
    ['a program', '\x7fELF\x02\x01\x01\x00'],
    ['an archive', 'PK\x05\x06\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00'],
  ])('refuses %s', async (_what, text) => {
    await expect(store((files) => files.put(Buffer.from(text, 'latin1')))).rejects.toMatchObject({ code: 'file.type-not-allowed' })
  })

  it('refuses an empty file and one above 10 MiB', async () => {
    await expect(store((files) => files.put(new Uint8Array()))).rejects.toMatchObject({ code: 'file.empty' })
    const large = Buffer.concat([png, Buffer.alloc(maxFileBytes)])
    await expect(store((files) => files.put(large))).rejects.toMatchObject({ code: 'file.too-large', params: { limit: '10.0' } })
  })

  it('takes one of exactly 10 MiB', async () => {
    const largest = Buffer.concat([png, Buffer.alloc(maxFileBytes - png.length)])
    expect(await store((files) => files.put(largest))).toMatchObject({ size: maxFileBytes })
  })

  it('says that there is no such file', async () => {
    await expect(store((files) => files.get('0'.repeat(64)))).rejects.toMatchObject({ code: 'record.not-found' })
  })
})
