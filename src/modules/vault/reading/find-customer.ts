import { z } from 'zod'
import { visibleTo } from '../customers.ts'
import { indexesUnder, lastSigns } from '../fields/indexes.ts'
import { exactKinds, fieldKinds, lastFourKinds } from '../fields/kinds.ts'
import { isFitting, normalised } from '../fields/normalise.ts'
import { fieldUnfit } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { limitsIn } from '../settings/limits.ts'
import { isNearby } from '../watching/search-trail.ts'
import { readingEvents, watchReading } from '../watching/watch-reading.ts'
import { briefsOf, customerBrief, elsewhereOf, recordShown } from './masked-customer.ts'
import { searchGate } from './search-gate.ts'

/** Customers that one search shows. */
const most = 20

export const findCustomer = defineOperation({
  name: 'vault.find-customer',
  summary: { zh: '按完整号码或后四位查找客户（遮盖显示）', en: 'Find customers by a whole value or its last four signs, masked' },
  // Every search counts, also one that finds nothing.
  effect: 'change',
  permission: 'vault.view',
  records: ['customer.searched', ...readingEvents],
  input: z.discriminatedUnion('by', [
    z.strictObject({ by: z.literal('value'), kind: z.enum(exactKinds), value: z.string().trim().min(1).max(254) }),
    z.strictObject({
      by: z.literal('last-four'),
      kind: z.enum(lastFourKinds),
      value: z.string().trim().regex(/^[0-9A-Za-z]{4}$/).max(lastSigns),
    }),
  ]),
  output: z.object({
    items: z.array(customerBrief),
    /** There are more than these; search by the whole value. */
    more: z.boolean(),
  }),
  run: async (ctx, { by, kind, value: typed }) => {
    const person = personOf(ctx)
    const { searchesAnHour } = await limitsIn(ctx)
    const value = normalised(kind, typed)
    if (by === 'value' && !isFitting(kind, value)) throw fieldUnfit({ field: fieldKinds[kind].title.zh })
    const nearby = await isNearby(ctx, person.id, { kind, value })
    const watched = await watchReading(ctx, { kind: 'searched', records: 1, elsewhere: 0, nearby })
    watched.enforce(searchGate({ recent: watched.searchesLastHour, limit: Math.ceil(searchesAnHour / watched.slower) }))
    const indexes = indexesUnder(ctx.secrets)
    const index = by === 'value' ? indexes.exact(kind, value) : indexes.lastFour(kind, value)
    const rows = await ctx.db
      .selectFrom('customer')
      .innerJoin('customer_field as field', 'field.customer_id', 'customer.id')
      .selectAll('customer')
      .where('field.kind', '=', kind)
      .where(by === 'value' ? 'field.exact_index' : 'field.last_four_index', '=', index)
      // Restricted data serve the duty for which they are kept, and no search.
      .where('customer.state', '=', 'active')
      .where(visibleTo(ctx.actor))
      .orderBy('customer.registered_at', 'desc')
      .orderBy('customer.id')
      .limit(most + 1)
      .execute()
    const items = await briefsOf(ctx, rows.slice(0, most))
    // `count` is what the limit counts: searches, not finds.
    recordShown(ctx, 'customer.searched', items, { kind, by, count: 1, ...elsewhereOf(person, rows.slice(0, most)), ...(nearby ? { nearby } : {}) })
    return { items, more: rows.length > most }
  },
})
