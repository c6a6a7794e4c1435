import { z } from 'zod'
import { isUniqueViolation } from '../../../kernel/database/index.ts'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { mandatoryReason } from '../fields.ts'
import { resolveOwner } from '../people/owners.ts'
import { changesNothing, draftWaits } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { lockPosts } from './lock-posts.ts'
import { effectiveChanges, mostChanges } from './matrix-change.ts'
import { matrixChangeGate } from './matrix-change-gate.ts'
import { factsOf } from './matrix-draft.ts'
import { matrixInForce } from './matrix-in-force.ts'
import { administratorPost } from './posts-gate.ts'

export const draftMatrixChange = defineOperation({
  name: 'identity.draft-matrix-change',
  summary: { zh: '起草权限矩阵的修改，由另一位安全管理员确认', en: 'Draft a change of the permission matrix for another administrator to confirm' },
  effect: 'change',
  permission: 'identity.change-matrix',
  records: ['matrix.drafted'],
  input: z.strictObject({
    /** Number of the version that the person looked at. */
    base: z.int().min(0).max(1_000_000),
    changes: z
      .array(z.strictObject({ post: z.string().min(1).max(40), permission: z.string().min(3).max(100), given: z.boolean() }))
      .min(1)
      .max(mostChanges),
    reason: mandatoryReason,
  }),
  output: z.object({ id: z.uuid() }),
  run: async (ctx, { base, changes: asked, reason }) => {
    const drafter = signedIn(ctx.actor)
    await lockPosts(ctx.db)
    const { matrix } = await matrixInForce(ctx.db)
    const changes = effectiveChanges(matrix, asked)
    if (changes.length === 0) throw changesNothing()
    const draft = { base, changes, drafted_by: drafter.id }
    enforce(matrixChangeGate(await factsOf(ctx, { draft, confirmerId: null })))
    const id = newId(ctx.now.getTime())
    await ctx.db
      .insertInto('matrix_draft')
      .values({
        id,
        base,
        changes: JSON.stringify(changes),
        reason,
        drafted_by: drafter.id,
        drafted_at: ctx.now,
        state: 'open',
        decided_by: null,
        decided_at: null,
      })
      .execute()
      .catch((error: unknown) => {
        throw isUniqueViolation(error) ? draftWaits() : error
      })
    ctx.record({
      type: 'matrix.drafted',
      subject: { kind: 'matrix-draft', id },
      detail: { base, changes: changes.map((change) => ({ ...change })), reason },
    })
    for (const administrator of await resolveOwner(ctx.db, { post: administratorPost })) {
      if (administrator === drafter.id) continue
      await ctx.notify(administrator, {
        kind: 'matrix.drafted',
        sentence: {
          zh: '{name} 起草了权限矩阵的修改，请核对受影响的人员后确认或作废',
          en: '{name} drafted a change of the permission matrix; look at whom it affects, then confirm or discard it',
        },
        params: { name: drafter.name },
        link: '/people?tab=matrix',
      })
    }
    return { id }
  },
})
