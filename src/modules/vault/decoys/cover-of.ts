import type { Selectable } from 'kysely'
import type { LedgerEntryRow } from '../../../kernel/tables.ts'
import type { VaultContext } from '../scope.ts'
import { markOf } from './decoy-marks.ts'
import { openDecoys } from './sealed-decoy.ts'

type Entry = Pick<Selectable<LedgerEntryRow>, 'id' | 'at' | 'type' | 'actor_kind' | 'actor_name' | 'detail' | 'origin'>

/** The registration that the access record of a decoy shows in place of the one that the ledger does not have; null for anybody else. */
export const coverOf = async (ctx: VaultContext, customerId: string): Promise<Entry | null> => {
  const rows = await ctx.db.selectFrom('decoy').select(['id', 'sealed']).where('mark', '=', markOf(ctx, customerId)).execute()
  const cover = (await openDecoys(ctx, rows))[0]?.payload.cover ?? null
  if (cover === null) return null
  return {
    id: cover.entryId,
    at: new Date(cover.at),
    type: 'customer.registered',
    actor_kind: cover.actor.kind as Entry['actor_kind'],
    actor_name: cover.actor.name,
    detail: { kinds: cover.kinds },
    origin: { ...(cover.ip === null ? {} : { ip: cover.ip }), ...(cover.device === null ? {} : { device: cover.device }) },
  }
}
