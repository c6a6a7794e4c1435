import { randomInt } from 'node:crypto'
import { Problem } from '../../../kernel/errors.ts'
import { defineJob } from '../scope.ts'
import { plantDecoy } from './plant.ts'
import { type DecoyPayload, openDecoys } from './sealed-decoy.ts'

const plantJob = 'vault.plant-decoy'
/** Minutes after a registration in which the next decoy appears. */
const [soonest, latest] = [3, 45]
const mostWaiting = 50

/** A decoy that waits is put in some minutes after somebody was registered in its department. */
export const plantNext = defineJob({
  name: 'vault.plant-next-decoy',
  on: ['customer.registered'],
  run: async (ctx, { subjectId }) => {
    const rows = await ctx.db.selectFrom('decoy').select(['id', 'sealed', 'made_at']).where('mark', 'is', null).orderBy('made_at').limit(mostWaiting).execute()
    if (rows.length === 0) return
    const customer = await ctx.db.selectFrom('customer').select(['department_id', 'registered_at']).where('id', '=', String(subjectId)).executeTakeFirst()
    if (customer === undefined) return
    const fits = (one: { made_at: Date; payload: DecoyPayload }): boolean =>
      one.payload.departmentId === customer.department_id && customer.registered_at > one.made_at
    const next = (await openDecoys(ctx, rows)).find(fits)
    if (next === undefined) return
    const startAfter = new Date(ctx.now.getTime() + randomInt(soonest * 60, latest * 60) * 1000)
    await ctx.enqueue(plantJob, { decoyId: next.id }, { startAfter, key: next.id })
  },
})

export const plantWaiting = defineJob({
  name: plantJob,
  run: async (ctx, { decoyId }) => {
    const row = await ctx.db.selectFrom('decoy').select(['id', 'sealed']).where('id', '=', String(decoyId)).where('mark', 'is', null).forUpdate().executeTakeFirst()
    if (row === undefined) return
    const [opened] = await openDecoys(ctx, [row])
    if (opened === undefined) return
    await plantDecoy(ctx, row.id, opened.payload).catch((error: unknown) => {
      // It goes on waiting for the next registration.
      if (!(error instanceof Problem && error.code === 'decoy.too-few-customers')) throw error
    })
  },
})
