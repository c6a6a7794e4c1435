import { z } from 'zod'
import { changedMeanwhile } from '../../kernel/errors.ts'
import { digestOf } from './material-digest.ts'
import { materialFields } from './material-fields.ts'
import { lockMaterial, type Material, stepFrom } from './material-store.ts'
import { type ContentContext, defineOperation, personOf } from './scope.ts'
import { storeVersion } from './store-version.ts'
import { withdrawRound } from './withdraw-round.ts'

export const updateMaterial = defineOperation({
  name: 'content.update-material',
  summary: {
    zh: '修改物料；已提交、批准或发布的，从草稿重新开始',
    en: 'Change a material; whatever was submitted, approved or published starts again',
  },
  effect: 'change',
  permission: 'content.write',
  records: ['material.saved', 'review.withdrawn', 'approval.voided'],
  input: materialFields.extend({ id: z.uuid(), version: z.int().min(1).max(100_000) }),
  output: z.object({ version: z.int() }),
  run: async (ctx, { id, version: seenVersion, ...fields }) => {
    const editor = personOf(ctx)
    const material = await lockMaterial(ctx, id)
    if (material.version !== seenVersion) throw changedMeanwhile()
    const state = stepFrom(ctx, material, 'save')
    // Saving without a change does not throw reviews away. What was taken down, though, starts again even unchanged.
    if (digestOf(fields) === material.digest && material.state !== 'taken-down') {
      const detail = { version: seenVersion, digest: material.digest, changed: false }
      ctx.record({ type: 'material.saved', subject: { kind: 'material', id }, detail })
      return { version: seenVersion }
    }
    await withdrawRound(ctx, material, '内容已修改，从草稿重新开始')
    await voidApproval(ctx, material)
    const version = seenVersion + 1
    const digest = await storeVersion(ctx, { materialId: id, version, fields, personId: editor.id })
    await ctx.db
      .updateTable('material')
      .set({ state, version, updated_at: ctx.now, submitted_at: null })
      .where('id', '=', id)
      .execute()
    const detail = { version, digest, changed: true, from: { state: material.state, version: seenVersion } }
    ctx.record({ type: 'material.saved', subject: { kind: 'material', id }, detail })
    return { version }
  },
})

/** The approval stays on record for what is out under it; it is of no use to the new version. */
const voidApproval = async (ctx: ContentContext, material: Material): Promise<void> => {
  const approval = await ctx.db
    .selectFrom('material_approval')
    .select('id')
    .where('material_id', '=', material.id)
    .where('version', '=', material.version)
    .executeTakeFirst()
  if (approval === undefined) return
  ctx.record({
    type: 'approval.voided',
    subject: { kind: 'material', id: material.id },
    detail: { approvalId: approval.id, version: material.version, digest: material.digest },
  })
}
