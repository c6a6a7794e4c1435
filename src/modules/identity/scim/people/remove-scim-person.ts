import { z } from 'zod'
import { lockPerson } from '../../people/posts-of.ts'
import { requireScimKey } from './require-key.ts'
import { scimPerson } from './scim-person.ts'
import { ownOfLeaving, recordedByLeaving } from './events.ts'
import { keepKnown } from './keep-known.ts'
import { letGo } from './let-go.ts'
import { versionStale } from './problems.ts'
import { defineScimOperation } from './scope.ts'

/** The person stays, as the ledger names them; the directory is not shown them any more. */
export const removeScimPerson = defineScimOperation({
  name: 'identity.remove-scim-person',
  summary: { zh: '通讯录同步（SCIM）：删除人员，即为其办理离职', en: 'Directory (SCIM): delete a person, who then leaves' },
  effect: 'change',
  permission: 'identity.provision-people',
  byKey: true,
  records: ['scim.removed', ...ownOfLeaving, ...recordedByLeaving],
  input: z.strictObject({ id: z.uuid(), version: z.string().max(100).optional() }),
  output: z.object({}),
  run: async (ctx, { id, version }) => {
    requireScimKey(ctx.actor)
    const person = await lockPerson(ctx.db, id)
    const before = await scimPerson(ctx.db, id)
    if (version !== undefined && version !== before.version) throw versionStale()
    if (person.state !== 'left') await letGo(ctx, id)
    await keepKnown(ctx, id)
    await ctx.db.updateTable('scim_person').set({ deleted_at: ctx.now }).where('person_id', '=', id).execute()
    await ctx.db.deleteFrom('outside_identity').where('provider', '=', 'scim').where('person_id', '=', id).execute()
    ctx.record({ type: 'scim.removed', subject: { kind: 'person', id } })
    return {}
  },
})
