import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { say } from '../../kernel/sentence.ts'
import { holdingSchema } from './fields.ts'
import { reachOf } from './reach.ts'
import { defineOperation } from './scope.ts'

export const viewReach = defineOperation({
  name: 'leaving.view-reach',
  summary: { zh: '查看某人现在还能接触什么', en: 'See what a person could still reach at this moment' },
  effect: 'read',
  permission: 'leaving.view',
  records: ['leaving.reach-viewed'],
  input: z.strictObject({ personId: z.uuid() }),
  output: z.object({
    person: z.object({
      id: z.uuid(),
      name: z.string(),
      departmentName: z.string(),
      state: z.enum(['invited', 'active', 'suspended', 'left']),
    }),
    at: z.iso.datetime(),
    items: z.array(holdingSchema),
  }),
  run: async (ctx, { personId }) => {
    const person = await ctx.ports.person(ctx.db, personId)
    if (person === undefined) throw notFound()
    const reached = await reachOf(ctx, [person])
    ctx.record({
      type: 'leaving.reach-viewed',
      subject: { kind: 'person', id: personId },
      detail: { state: person.state, held: reached.length },
    })
    const { id, name, departmentName, state } = person
    return {
      person: { id, name, departmentName, state },
      at: ctx.now.toISOString(),
      items: reached.map(({ kind, ref, title, params, link, standing }) => ({
        kind,
        ref,
        title: say(title, ctx.locale, params),
        link: link ?? null,
        standing,
      })),
    }
  },
})
