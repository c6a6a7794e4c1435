import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { DocumentError, type DocumentFault, type DocumentText, readDocument } from '../../screening/documents/index.ts'
import type { Attachment } from './material-fields.ts'
import { attachmentUnknown } from './problems.ts'
import type { ContentDatabase } from './scope.ts'

/** Raised whenever the reader takes out other text than before: what an older one read is read again. */
const readerVersion = 1

/** What one attached document may cost; its bytes are bounded by the file store. */
const limits = { textUnits: 500_000, cells: 100_000, memoryMegabytes: 512, milliseconds: 20_000 } as const

/** Longest JSON that is unpacked: every unit of the text escaped, and a place for every cell. */
const maxOutputLength = 64 * 1024 * 1024

const longestPlace = 200

/** The text of a file, or why it cannot be read; null for pictures, film and sound. */
export type AttachmentText = { document: DocumentText } | { fault: DocumentFault } | null

const withoutText = /^(?:image|audio|video)\//

/** What PostgreSQL can keep; every unit keeps its place. */
const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd')

const cleaned = ({ format, passages }: DocumentText): DocumentText => ({
  format,
  passages: passages.map((passage) =>
    passage.map(({ place, text }) => ({
      place: storable(place.slice(0, longestPlace)),
      text: storable(text),
    })),
  ),
})

const read = async (bytes: Uint8Array, name: string): Promise<NonNullable<AttachmentText>> => {
  try {
    return { document: cleaned(await readDocument(bytes, { name, limits })) }
  } catch (error) {
    if (error instanceof DocumentError) return { fault: error.fault }
    throw error
  }
}

const kept = async (db: ContentDatabase, digest: string): Promise<AttachmentText> => {
  const row = await db
    .selectFrom('attachment_text')
    .select(['fault', 'document'])
    .where('digest', '=', digest)
    .where('reader', '=', readerVersion)
    .executeTakeFirst()
  if (row === undefined) return null
  if (row.fault !== null) return { fault: row.fault }
  const json = await promisify(gunzip)(row.document ?? new Uint8Array(), { maxOutputLength })
  return { document: JSON.parse(json.toString('utf8')) as DocumentText }
}

const keep = async (db: ContentDatabase, digest: string, text: NonNullable<AttachmentText>): Promise<void> => {
  const row = {
    reader: readerVersion,
    fault: 'fault' in text ? text.fault : null,
    document: 'document' in text ? await promisify(gzip)(JSON.stringify(text.document)) : null,
  }
  await db
    .insertInto('attachment_text')
    .values({ digest, ...row })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet(row))
    .execute()
}

/** Documents are read one after the other: each may take half a gigabyte while it is read. */
let turn: Promise<unknown> = Promise.resolve()

const inTurn = <Value>(work: () => Promise<Value>): Promise<Value> => {
  const mine = turn.then(work, work)
  turn = mine
  return mine
}

/**
 * The text of an attached document, read once for each digest. For `prepare`: what was read is kept outside the
 * caller's transaction, since it says nothing but what the bytes say and may stay when the call is undone.
 * @throws Problem `material.attachment-unknown` when the file is not stored
 */
export const readAttachmentText = async (
  db: ContentDatabase,
  { digest, name }: Attachment,
): Promise<AttachmentText> => {
  const file = await db.selectFrom('file').select('media_type').where('digest', '=', digest).executeTakeFirst()
  if (file === undefined) throw attachmentUnknown({ name })
  if (withoutText.test(file.media_type)) return null
  const before = await kept(db, digest)
  if (before !== null) return before
  return inTurn(async () => {
    const meanwhile = await kept(db, digest)
    if (meanwhile !== null) return meanwhile
    const { bytes } = await db.selectFrom('file').select('bytes').where('digest', '=', digest).executeTakeFirstOrThrow()
    const text = await read(bytes, name)
    await keep(db, digest, text)
    return text
  })
}
