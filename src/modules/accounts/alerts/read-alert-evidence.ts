import { z } from 'zod'
import { notFound } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { findAlert, seesVerdict } from './alert-reach.ts'

export const readAlertEvidence = defineOperation({
  name: 'accounts.read-alert-evidence',
  summary: { zh: '读取平台告警的一份证据', en: 'Read a piece of evidence of an alert' },
  effect: 'read',
  // Whoever may see all of the alert may see its files; asked for inside.
  permission: 'signed-in',
  records: ['alert.evidence-read'],
  input: z.strictObject({ id: z.uuid(), digest: z.string().regex(/^[0-9a-f]{64}$/).max(64) }),
  output: z.object({ name: z.string(), mediaType: z.string(), base64: z.string() }),
  run: async (ctx, { id, digest }) => {
    const { reach } = await findAlert(ctx, id)
    if (!seesVerdict(reach)) throw notFound()
    const evidence = await ctx.db
      .selectFrom('platform_alert_evidence')
      .select('name')
      .where('alert_id', '=', id)
      .where('digest', '=', digest)
      .executeTakeFirst()
    if (evidence === undefined) throw notFound()
    const file = await ctx.files.get(digest)
    ctx.record({ type: 'alert.evidence-read', subject: { kind: 'platform-alert', id }, detail: { digest } })
    return { name: evidence.name, mediaType: file.mediaType, base64: Buffer.from(file.bytes).toString('base64') }
  },
})
