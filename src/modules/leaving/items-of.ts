import type { z } from 'zod'
import { mayDo } from '../../kernel/actor.ts'
import { say } from '../../kernel/sentence.ts'
import type { itemSchema } from './fields.ts'
import { ownsItem } from './item-owner.ts'
import type { LeavingReader } from './scope.ts'

/** The items of a leaving as the screen shows them, in order. */
export const itemsOf = async (
  ctx: LeavingReader,
  leavingId: string,
): Promise<z.input<typeof itemSchema>[]> => {
  const rows = await ctx.db
    .selectFrom('leaving_item')
    .leftJoin('obligation', 'obligation.id', 'leaving_item.obligation_id')
    .selectAll('leaving_item')
    .select('obligation.due_at')
    .where('leaving_item.leaving_id', '=', leavingId)
    .orderBy('leaving_item.position')
    .execute()
  const settlers = rows.map(({ settled_by: id }) => id).filter((id) => id !== null)
  const people = await ctx.ports.people(ctx.db, settlers)
  const manages = mayDo(ctx.actor, 'leaving.manage')
  const items: z.input<typeof itemSchema>[] = []
  for (const row of rows) {
    const manual = row.state === 'manual'
    items.push({
      id: row.id,
      kind: row.kind,
      title: say(row.title, ctx.locale, row.params),
      state: row.state,
      note: row.note === null ? null : say(row.note.sentence, ctx.locale, row.note.params),
      proof: row.proof,
      dueAt: row.due_at?.toISOString() ?? null,
      overdue: manual && row.due_at !== null && row.due_at < ctx.now,
      nextAt: row.next_at?.toISOString() ?? null,
      settledAt: row.settled_at?.toISOString() ?? null,
      settledBy: row.settled_by === null ? null : { id: row.settled_by, name: people.get(row.settled_by)?.name ?? '' },
      mayComplete: manual && (manages || (await ownsItem(ctx, row.obligation_id))),
    })
  }
  return items
}
