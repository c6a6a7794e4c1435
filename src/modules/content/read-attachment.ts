import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { type Attachment, fileDigest } from './material-fields.ts'
import { findMaterial } from './material-store.ts'
import { type ContentDatabase, defineOperation } from './scope.ts'

export const readAttachment = defineOperation({
  name: 'content.read-attachment',
  summary: { zh: '读取物料的附件', en: 'Read an attachment of a material' },
  effect: 'read',
  // Who may see the material may see its files; the reader's scope is checked on the material.
  permission: 'signed-in',
  records: { unrecorded: 'files of marketing material and proof of its claims, no personal data' },
  input: z.object({ materialId: z.uuid(), digest: fileDigest }),
  output: z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }),
  run: async (ctx, { materialId, digest }) => {
    await findMaterial(ctx, materialId)
    const attachment = (await attachmentsOf(ctx.db, materialId)).find((file) => file.digest === digest)
    if (attachment === undefined) throw notFound()
    const file = await ctx.files.get(digest)
    return { name: attachment.name, mediaType: file.mediaType, base64: Buffer.from(file.bytes).toString('base64') }
  },
})

/** Files of every version and of every answer: what a reviewer of the history needs. */
const attachmentsOf = async (db: ContentDatabase, materialId: string): Promise<readonly Attachment[]> => {
  const versions = await db
    .selectFrom('material_version')
    .select('attachments')
    .where('material_id', '=', materialId)
    .orderBy('version', 'desc')
    .execute()
  const answers = await db
    .selectFrom('material_finding as finding')
    .innerJoin('material_submission as submission', 'submission.id', 'finding.submission_id')
    .select('finding.answer_evidence')
    .where('submission.material_id', '=', materialId)
    .where('finding.answer_evidence', 'is not', null)
    .execute()
  return [
    ...versions.flatMap(({ attachments }) => attachments),
    ...answers.flatMap(({ answer_evidence: evidence }) => evidence?.attachments ?? []),
  ]
}
