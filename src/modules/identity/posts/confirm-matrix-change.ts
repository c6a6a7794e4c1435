import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { tooManyStanding } from '../problems.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { differenceByPerson, mergeChanges, mostStandingChanges, withChanges } from './matrix-change.ts'
import { matrixChangeGate } from './matrix-change-gate.ts'
import { factsOf, takeDraft } from './matrix-draft.ts'
import { digestOfChanges, matrixInForce } from './matrix-in-force.ts'

/** People that the ledger entry names; of more it says the number. */
const namedInLedger = 500

export const confirmMatrixChange = defineOperation({
  name: 'identity.confirm-matrix-change',
  summary: { zh: '确认权限矩阵的修改，立即生效', en: 'Confirm a change of the permission matrix, at once in force' },
  effect: 'change',
  permission: 'identity.change-matrix',
  fresh: true,
  records: ['matrix.changed'],
  // By its id: nobody confirms a draft that they have not seen.
  input: z.strictObject({ draftId: z.uuid() }),
  output: z.object({ number: z.int() }),
  run: async (ctx, { draftId }) => {
    const confirmer = signedIn(ctx.actor)
    const draft = await takeDraft(ctx.db, draftId)
    const facts = await factsOf(ctx, { draft, confirmerId: confirmer.id })
    enforce(matrixChangeGate(facts))
    const { changes: standing } = await matrixInForce(ctx.db)
    const changes = mergeChanges({ shipped: facts.shipped, standing, fresh: draft.changes, at: ctx.now })
    if (changes.length > mostStandingChanges) throw tooManyStanding({ most: mostStandingChanges })
    await ctx.db
      .updateTable('matrix_draft')
      .set({ state: 'confirmed', decided_by: confirmer.id, decided_at: ctx.now })
      .where('id', '=', draftId)
      .execute()
    const number = facts.current + 1
    await ctx.db
      .insertInto('matrix_version')
      .values({
        number,
        draft_id: draftId,
        changes: JSON.stringify(changes),
        digest: digestOfChanges(changes),
        in_force_at: ctx.now,
      })
      .execute()
    const affected = differenceByPerson(facts.before, withChanges(facts.before, draft.changes), facts.people)
    ctx.record({
      type: 'matrix.changed',
      subject: { kind: 'matrix-version', id: String(number) },
      detail: {
        draft: draftId,
        drafter: draft.drafted_by,
        changes: draft.changes.map((change) => ({ ...change })),
        people: affected.length,
        affected: affected.slice(0, namedInLedger).map(({ personId }) => personId),
      },
    })
    await ctx.notify(draft.drafted_by, {
      kind: 'matrix.changed',
      sentence: {
        zh: '{name} 已确认您起草的权限矩阵修改，第 {number} 版已生效',
        en: '{name} confirmed your change of the permission matrix; version {number} is in force',
      },
      params: { name: confirmer.name, number },
      link: '/people?tab=matrix',
    })
    return { number }
  },
})
