import { digestOf } from './material-digest.ts'
import type { Attachment, MaterialFields } from './material-fields.ts'
import { accountUnknown, attachmentUnknown } from './problems.ts'
import type { ContentContext } from './scope.ts'

/**
 * Writes one version; it never changes again.
 * @returns the digest of the version
 * @throws Problem `material.attachment-unknown`, `material.account-unknown`
 */
export const storeVersion = async (
  ctx: ContentContext,
  text: { materialId: string; version: number; fields: MaterialFields; personId: string },
): Promise<string> => {
  const { materialId, version, fields, personId } = text
  await requireFiles(ctx, fields.attachments)
  await requireAccounts(ctx, fields.accountIds)
  const digest = digestOf(fields)
  await ctx.db
    .insertInto('material_version')
    .values({
      material_id: materialId,
      version,
      title: fields.title,
      copy: fields.copy,
      channel: fields.channel,
      industry: fields.industry,
      advertising: fields.advertising,
      ai_generated: fields.aiGenerated,
      audience_consent: fields.audienceConsent,
      account_ids: JSON.stringify(fields.accountIds),
      attachments: JSON.stringify(fields.attachments),
      digest,
      saved_at: ctx.now,
      saved_by: personId,
    })
    .execute()
  return digest
}

/** @throws Problem `material.attachment-unknown` naming the first file that is not stored */
export const requireFiles = async ({ db }: ContentContext, files: readonly Attachment[]): Promise<void> => {
  if (files.length === 0) return
  const digests = files.map(({ digest }) => digest)
  const rows = await db.selectFrom('file').select('digest').where('digest', 'in', digests).execute()
  const stored = new Set(rows.map(({ digest }) => digest))
  const missing = files.find(({ digest }) => !stored.has(digest))
  if (missing !== undefined) throw attachmentUnknown({ name: missing.name })
}

const requireAccounts = async ({ db, ports }: ContentContext, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return
  const known = await ports.accounts(db, ids)
  const count = ids.filter((id) => !known.has(id)).length
  if (count > 0) throw accountUnknown({ count })
}
