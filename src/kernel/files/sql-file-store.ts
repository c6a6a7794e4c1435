import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { notFound } from '../errors.ts'
import type { KernelTables } from '../tables.ts'
import type { FileStore } from './file-store.ts'
import { fileEmpty, fileTooLarge, fileTypeNotAllowed } from './problems.ts'
import { sniffMediaType } from './sniff.ts'

/** Bytes of one file; also a check of the table. */
export const maxFileBytes = 10 * 1024 * 1024

/** Files on the caller's transaction. The same bytes are stored once, whoever brings them. */
export const sqlFileStore = ({ db, now }: { db: Transaction<KernelTables>; now: Date }): FileStore => ({
  put: async (bytes) => {
    if (bytes.length === 0) throw fileEmpty()
    if (bytes.length > maxFileBytes) throw fileTooLarge({ size: megabytes(bytes.length), limit: megabytes(maxFileBytes) })
    const mediaType = await sniffMediaType(bytes)
    if (mediaType === undefined) throw fileTypeNotAllowed()
    const digest = createHash('sha256').update(bytes).digest('hex')
    await db
      .insertInto('file')
      .values({ digest, media_type: mediaType, size: bytes.length, bytes, at: now })
      .onConflict((conflict) => conflict.column('digest').doNothing())
      .execute()
    return { digest, mediaType, size: bytes.length }
  },

  get: async (digest) => {
    const row = await db.selectFrom('file').selectAll().where('digest', '=', digest).executeTakeFirst()
    if (row === undefined) throw notFound()
    return { digest: row.digest, mediaType: row.media_type, size: row.size, bytes: row.bytes }
  },
})

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)
