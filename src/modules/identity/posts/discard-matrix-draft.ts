import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { takeDraft } from './matrix-draft.ts'

export const discardMatrixDraft = defineOperation({
  name: 'identity.discard-matrix-draft',
  summary: { zh: '作废权限矩阵草稿', en: 'Discard the draft of the permission matrix' },
  effect: 'change',
  permission: 'identity.change-matrix',
  records: ['matrix.draft-discarded'],
  input: z.strictObject({ draftId: z.uuid() }),
  output: z.object({}),
  run: async (ctx, { draftId }) => {
    const { drafted_by: drafter } = await takeDraft(ctx.db, draftId)
    await ctx.db
      .updateTable('matrix_draft')
      .set({ state: 'discarded', decided_by: signedIn(ctx.actor).id, decided_at: ctx.now })
      .where('id', '=', draftId)
      .execute()
    ctx.record({ type: 'matrix.draft-discarded', subject: { kind: 'matrix-draft', id: draftId }, detail: { drafter } })
    return {}
  },
})
