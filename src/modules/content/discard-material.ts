import { z } from 'zod'
import { reasonText } from './material-fields.ts'
import { lockMaterial, moveTo, stepFrom } from './material-store.ts'
import { stillPublished } from './problems.ts'
import { livePublications } from './live-publications.ts'
import { defineOperation, personOf } from './scope.ts'
import { withdrawRound } from './withdraw-round.ts'

export const discardMaterial = defineOperation({
  name: 'content.discard-material',
  summary: { zh: '作废物料', en: 'Discard a material' },
  effect: 'change',
  permission: 'content.write',
  records: ['material.discarded', 'review.withdrawn'],
  input: z.object({ id: z.uuid(), reason: reasonText }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    personOf(ctx)
    const material = await lockMaterial(ctx, id)
    const state = stepFrom(ctx, material, 'discard')
    // An earlier version may still be out while the latest is a draft.
    const count = await livePublications(ctx.db, { materialId: id })
    if (count > 0) throw stillPublished({ count })
    await withdrawRound(ctx, material, '物料已作废')
    await moveTo(ctx, id, state)
    const detail = { version: material.version, digest: material.digest, from: material.state, reason }
    ctx.record({ type: 'material.discarded', subject: { kind: 'material', id }, detail })
    return {}
  },
})
