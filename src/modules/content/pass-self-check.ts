import { z } from 'zod'
import { enforce } from '../../kernel/gate.ts'
import { lockMaterial, moveTo, stepFrom, writersOf } from './material-store.ts'
import { openReview } from './open-review.ts'
import { defineOperation, personOf } from './scope.ts'
import { selfCheckGate } from './self-check-gate.ts'
import { materialState } from './shapes.ts'
import { findingsOf, gateFinding, requireSubmission } from './submission-store.ts'

export const passSelfCheck = defineOperation({
  name: 'content.pass-self-check',
  summary: { zh: '完成自查，送部门审核', en: 'Pass the self-check and hand the material to the department' },
  effect: 'change',
  permission: 'content.write',
  records: ['review.passed', 'review.opened'],
  input: z.object({ id: z.uuid() }),
  output: z.object({ state: materialState }),
  run: async (ctx, { id }) => {
    const person = personOf(ctx)
    const material = await lockMaterial(ctx, id)
    const state = stepFrom(ctx, material, 'pass-self-check')
    const submission = await requireSubmission(ctx, material)
    const writerIds = await writersOf(ctx.db, material)
    const findings = await findingsOf(ctx.db, submission.id)
    enforce(
      selfCheckGate({
        personId: person.id,
        writerIds,
        submittedDigest: submission.digest,
        currentDigest: material.digest,
        findings: findings.map(gateFinding),
      }),
    )
    const review = await ctx.db
      .updateTable('material_review')
      .set({ state: 'approved', reviewer_id: person.id, decided_at: ctx.now })
      .where('submission_id', '=', submission.id)
      .where('level', '=', 'self')
      .returning('id')
      .executeTakeFirstOrThrow()
    ctx.record({
      type: 'review.passed',
      subject: { kind: 'material', id },
      detail: { reviewId: review.id, level: 'self', version: material.version, digest: material.digest },
    })
    await moveTo(ctx, id, state)
    await openReview(ctx, { material, submissionId: submission.id, level: 'department', excluding: writerIds })
    return { state }
  },
})
