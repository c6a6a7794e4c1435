import { z } from 'zod'
import { reference } from '../fields.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { differenceByPerson, withChanges } from './matrix-change.ts'
import { matrixChangeGate } from './matrix-change-gate.ts'
import { factsOf, openDraft } from './matrix-draft.ts'

const sentence = z.object({ zh: z.string(), en: z.string() })

/** People shown by name; of more the total says how many. */
const shown = 500

export const viewMatrixDraft = defineOperation({
  name: 'identity.view-matrix-draft',
  summary: {
    zh: '查看权限矩阵草稿，以及每个人会得到和失去的权限',
    en: 'See the draft of the permission matrix and what each person would gain and lose',
  },
  effect: 'read',
  permission: 'identity.change-matrix',
  records: ['matrix.draft-viewed'],
  input: z.strictObject({}),
  output: z.object({
    draft: z
      .object({
        id: z.uuid(),
        base: z.int(),
        reason: z.string(),
        draftedBy: reference,
        draftedAt: z.iso.datetime(),
        changes: z.array(z.object({ post: z.string(), permission: z.string(), given: z.boolean() })),
        people: z.array(
          z.object({
            id: z.uuid(),
            name: z.string(),
            department: z.string(),
            posts: z.array(z.string()),
            gains: z.array(z.object({ id: z.string(), sentence })),
            loses: z.array(z.object({ id: z.string(), sentence })),
          }),
        ),
        totalPeople: z.int(),
        /** What stands in the way of the viewer's confirming it; empty when nothing does. */
        obstacles: z.array(
          z.object({ code: z.string(), sentence, params: z.record(z.string(), z.union([z.string(), z.number()])) }),
        ),
      })
      .nullable(),
  }),
  run: async (ctx) => {
    const draft = await openDraft(ctx.db)
    if (draft === undefined) return { draft: null }
    const facts = await factsOf(ctx, { draft, confirmerId: signedIn(ctx.actor).id })
    const { people, before, titleOf } = facts
    const affected = differenceByPerson(before, withChanges(before, draft.changes), people)
    const named = (id: string) => ({ id, sentence: titleOf(id) })
    const listed = affected.slice(0, shown).flatMap(({ personId, gains, loses }) => {
      const person = people.find(({ id }) => id === personId)
      if (person === undefined) return []
      const { id, name, department, posts } = person
      return [{ id, name, department, posts: [...posts], gains: gains.map(named), loses: loses.map(named) }]
    })
    const drafter = await ctx.db.selectFrom('person').select('name').where('id', '=', draft.drafted_by).executeTakeFirstOrThrow()
    ctx.record({
      type: 'matrix.draft-viewed',
      subject: { kind: 'matrix-draft', id: draft.id },
      detail: { people: listed.map(({ id }) => id) },
    })
    return {
      draft: {
        id: draft.id,
        base: draft.base,
        reason: draft.reason,
        draftedBy: { id: draft.drafted_by, name: drafter.name },
        draftedAt: draft.drafted_at.toISOString(),
        changes: draft.changes.map((change) => ({ ...change })),
        people: listed,
        totalPeople: affected.length,
        obstacles: matrixChangeGate(facts).reasons.map(({ code, sentence: text, params }) => ({
          code,
          sentence: text,
          params: { ...params },
        })),
      },
    }
  },
})
