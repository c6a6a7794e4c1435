import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { enforce } from '../../kernel/gate.ts'
import { ownerOfRow } from '../../kernel/obligation/owner.ts'
import { extendGate } from './extend-gate.ts'
import { defineOperation } from './scope.ts'

export const extendObligation = defineOperation({
  name: 'desk.extend-obligation',
  summary: { zh: '为时限任务延期', en: 'Give an obligation a later deadline' },
  effect: 'change',
  permission: 'desk.extend',
  records: ['obligation.extended', 'obligation.breached'],
  input: z.strictObject({
    id: z.uuid(),
    dueAt: z.iso.datetime(),
    reason: z.string().trim().min(1).max(500),
  }),
  output: z.object({ id: z.uuid(), dueAt: z.iso.datetime() }),
  run: async ({ db, actor, obligations, ports }, { id, dueAt, reason }) => {
    const row = await db
      .selectFrom('obligation')
      .select(['owner_person', 'owner_post', 'owner_department'])
      .where('id', '=', id)
      .executeTakeFirst()
    if (row === undefined) throw notFound()
    const owner = ownerOfRow(row)
    const owners = owner === undefined ? [] : await ports.resolveOwner(db, owner)
    enforce(extendGate({ actorOwnsIt: actor.kind === 'person' && owners.includes(actor.id) }))
    const moment = new Date(dueAt)
    await obligations.extend(id, moment, reason)
    return { id, dueAt: moment.toISOString() }
  },
})
