import { z } from 'zod'
import { takeAdvisoryLock } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import { notFound } from '../../../kernel/errors.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { findAlert } from './alert-reach.ts'
import { evidenceFull, evidenceNotAccepted, fileNotBase64 } from './problems.ts'

const mebibyte = 1024 * 1024
const mostBytes = 5 * mebibyte
/** Pieces of one alert. */
const mostPieces = 10
const longestBase64 = Math.ceil(mostBytes / 3) * 4

/** Pictures of a screen, and what a platform exports. */
const accepted: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp', 'application/pdf'])

export const addAlertEvidence = defineOperation({
  name: 'accounts.add-alert-evidence',
  summary: { zh: '为平台告警上传证据', en: 'Attach evidence to an alert' },
  effect: 'change',
  // Whoever reported the alert or looks into it may add to it; asked for inside.
  permission: 'signed-in',
  records: ['alert.evidence-added'],
  bodyLimit: 7 * mebibyte,
  input: z.strictObject({ id: z.uuid(), name: z.string().trim().min(1).max(200), base64: z.string().min(1).max(longestBase64) }),
  output: z.object({ digest: z.string() }),
  run: async (ctx, { id, name, base64 }) => {
    const by = actingPerson(ctx)
    const { reach } = await findAlert(ctx, id)
    if (by === null || reach === 'seat') throw notFound()
    const bytes = Buffer.from(base64, 'base64')
    // Node's decoder skips what it does not know, so the way back tells whether anything was lost.
    if (bytes.toString('base64') !== base64) throw fileNotBase64()
    await takeAdvisoryLock(ctx.db, `accounts.alert-evidence ${id}`)
    const kept = await ctx.db.selectFrom('platform_alert_evidence').select('digest').where('alert_id', '=', id).execute()
    const file = await ctx.files.put(bytes)
    if (!accepted.has(file.mediaType) || file.size > mostBytes) throw evidenceNotAccepted()
    if (!kept.some(({ digest }) => digest === file.digest)) {
      if (kept.length >= mostPieces) throw evidenceFull({ most: mostPieces })
      await ctx.db
        .insertInto('platform_alert_evidence')
        .values({ id: newId(ctx.now.getTime()), alert_id: id, digest: file.digest, name, added_at: ctx.now, added_by: by })
        .execute()
    }
    ctx.record({
      type: 'alert.evidence-added',
      subject: { kind: 'platform-alert', id },
      detail: { digest: file.digest, mediaType: file.mediaType, size: file.size },
    })
    return { digest: file.digest }
  },
})
