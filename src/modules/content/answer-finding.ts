import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { attachmentSchema, boundedText, reasonText } from './material-fields.ts'
import { lockMaterial, writersOf } from './material-store.ts'
import { evidenceRequired, findingNotOpen } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'
import { writerGate } from './self-check-gate.ts'
import { requireFiles } from './store-version.ts'
import { requireSubmission } from './submission-store.ts'

export const answerFinding = defineOperation({
  name: 'content.answer-finding',
  summary: { zh: '对一处机器命中说明理由和依据', en: 'Answer a finding of the machine with a reason and evidence' },
  effect: 'change',
  permission: 'content.write',
  records: ['finding.answered'],
  input: z.object({
    materialId: z.uuid(),
    findingId: z.uuid(),
    reason: reasonText,
    evidence: z
      .object({ text: boundedText(0, 2000).optional(), attachments: z.array(attachmentSchema).max(10).default([]) })
      .default({ attachments: [] }),
  }),
  output: z.object({}),
  run: async (ctx, { materialId, findingId, reason, evidence }) => {
    const person = personOf(ctx)
    const material = await lockMaterial(ctx, materialId)
    if (material.state !== 'self-check') throw findingNotOpen()
    enforce(writerGate({ personId: person.id, writerIds: await writersOf(ctx.db, material) }))
    const submission = await requireSubmission(ctx, material)
    const finding = await ctx.db
      .selectFrom('material_finding')
      .select(['id', 'rule', 'severity', 'proof'])
      .where('id', '=', findingId)
      .where('submission_id', '=', submission.id)
      .executeTakeFirst()
    if (finding === undefined) throw findingNotOpen()
    // Where the law wants proof (广告法第十一条), a reason alone is none.
    const hasEvidence = (evidence.text ?? '').trim() !== '' || evidence.attachments.length > 0
    if (finding.proof !== null && !hasEvidence) throw evidenceRequired({ proof: finding.proof })
    await requireFiles(ctx, evidence.attachments)
    await ctx.db
      .updateTable('material_finding')
      .set({
        answer_reason: reason,
        answer_evidence: JSON.stringify(evidence),
        answered_by: person.id,
        answered_at: ctx.now,
      })
      .where('id', '=', findingId)
      .execute()
    ctx.record({
      type: 'finding.answered',
      subject: { kind: 'material', id: materialId },
      detail: {
        findingId,
        rule: finding.rule,
        severity: finding.severity,
        version: submission.version,
        digest: submission.digest,
        reason,
        evidenceFiles: evidence.attachments.map(({ digest }) => digest),
      },
    })
    return {}
  },
})
