import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { livePublications } from './live-publications.ts'
import { reasonText } from './material-fields.ts'
import { lockMaterial, moveTo, stepFrom } from './material-store.ts'
import { alreadyTakenDown } from './problems.ts'
import { defineOperation, personOf } from './scope.ts'
import { materialState } from './shapes.ts'

export const takeDown = defineOperation({
  name: 'content.take-down',
  summary: { zh: '下架一条发布并说明理由', en: 'Take a publication down with a reason' },
  effect: 'change',
  permission: 'content.take-down',
  records: ['publication.taken-down'],
  input: z.object({ publicationId: z.uuid(), reason: reasonText }),
  output: z.object({ state: materialState }),
  run: async (ctx, { publicationId, reason }) => {
    const person = personOf(ctx)
    const publication = await ctx.db
      .selectFrom('material_publication')
      .select(['material_id', 'version', 'digest', 'account_id'])
      .where('id', '=', publicationId)
      .executeTakeFirst()
    if (publication === undefined) throw notFound()
    const material = await lockMaterial(ctx, publication.material_id)
    const { numUpdatedRows } = await ctx.db
      .updateTable('material_publication')
      .set({ taken_down_at: ctx.now, taken_down_by: person.id, taken_down_reason: reason })
      .where('id', '=', publicationId)
      .where('taken_down_at', 'is', null)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw alreadyTakenDown()
    ctx.record({
      type: 'publication.taken-down',
      subject: { kind: 'material', id: material.id },
      detail: {
        publicationId,
        version: publication.version,
        digest: publication.digest,
        accountId: publication.account_id,
        reason,
      },
    })
    const { version } = material
    const isLast = (await livePublications(ctx.db, { materialId: material.id, version })) === 0
    if (material.state !== 'published' || !isLast) return { state: material.state }
    const state = stepFrom(ctx, material, 'take-down')
    await moveTo(ctx, material.id, state)
    return { state }
  },
})
