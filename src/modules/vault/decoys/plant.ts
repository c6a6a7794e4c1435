import { randomInt } from 'node:crypto'
import { z } from 'zod'
import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { defineProblem } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { kindNames } from '../fields/kinds.ts'
import { dataKeysIn } from '../fields/sealed-fields.ts'
import { writeFields } from '../fields/store.ts'
import type { VaultContext } from '../scope.ts'
import type { CustomerRow } from '../tables.ts'
import { decoysAmong, markOf } from './decoy-marks.ts'
import { madeUp, madeUpKinds } from './make-up.ts'
import { type DecoyPayload, sealDecoy } from './sealed-decoy.ts'

/** Customers among whom one more does not stand out. */
const fewestReal = 5
/** Those registered last, after one of whom the decoy is made. */
const mostModels = 60

export const tooFewCustomers = defineProblem('conflict', 'decoy.too-few-customers', {
  zh: '这个部门逐个登记的客户还太少（导入的不算），放入诱饵客户容易被认出，请等登记了更多客户之后再试。',
  en: 'This department has too few customers that were registered one by one: a decoy would stand out. Try again when there are more.',
})

/**
 * Puts a decoy among the customers of its department, registered now as another one was lately: the same source, evidence,
 * registrar and kinds of data, so that nothing about it is unlike the rest. It is not dated back: whoever compares the
 * list with that of yesterday would see it appear in the past.
 * @throws Problem `decoy.too-few-customers`
 */
export const plantDecoy = async (ctx: VaultContext, id: string, payload: DecoyPayload): Promise<void> => {
  const model = await modelFor(ctx, payload)
  const customerId = newId(ctx.now.getTime())
  const { key, envelope } = (await dataKeysIn(ctx))(customerId)
  const contacts = payload.contacts.map(({ kind, value }) => ({ kind, value }))
  const fields = [...madeUp(model.kinds.filter((kind) => madeUpKinds.includes(kind)), beijingDate(ctx.now)), ...contacts]
  const { row } = model
  await ctx.db
    .insertInto('customer')
    .values({
      ...row,
      id: customerId,
      data_key: envelope,
      evidence_at: new Date(ctx.now.getTime() - Math.max(0, row.registered_at.getTime() - row.evidence_at.getTime())),
      registered_at: ctx.now,
      changed_at: ctx.now,
    })
    .execute()
  await writeFields(ctx, customerId, key, fields)
  const cover = await coverFrom(ctx, row.id, fields.map(({ kind }) => kind))
  const planted: DecoyPayload = { ...payload, customerId, plantedAt: ctx.now.toISOString(), cover }
  await ctx.db
    .updateTable('decoy')
    .set({ mark: markOf(ctx, customerId), sealed: await sealDecoy(ctx, id, planted) })
    .where('id', '=', id)
    .execute()
  // Without the customer: whoever searches the ledger for it must not come upon this.
  ctx.record({ type: 'decoy.planted', subject: { kind: 'decoy', id } })
}

type Model = { row: CustomerRow; kinds: readonly FieldKind[] }

/** One of the customers registered last, with kinds of data that a decoy can have. */
const modelFor = async (ctx: VaultContext, { departmentId, contacts }: DecoyPayload): Promise<Model> => {
  const found = await ctx.db
    .selectFrom('customer')
    .selectAll()
    .where('department_id', '=', departmentId)
    .where('state', '=', 'active')
    .where('minor', '=', false)
    .where('erasure_asked_at', 'is', null)
    // One that came by an import stands in that import's counts and times, where one more would be one too many.
    .where('import_id', 'is', null)
    .orderBy('registered_at', 'desc')
    .orderBy('id')
    .limit(mostModels)
    .execute()
  const decoys = await decoysAmong(ctx, found.map(({ id }) => id))
  const rows = found.filter(({ id }) => !decoys.has(id))
  if (rows.length < fewestReal) throw tooFewCustomers()
  const fields = await ctx.db.selectFrom('customer_field').select(['customer_id', 'kind']).where('customer_id', 'in', rows.map(({ id }) => id)).execute()
  const possible = new Set<FieldKind>([...madeUpKinds, ...contacts.map(({ kind }) => kind)])
  const models = rows.map((row) => ({ row, kinds: kindNames.filter((kind) => fields.some((one) => one.customer_id === row.id && one.kind === kind)) }))
  const missing = ({ kinds }: Model): number =>
    kinds.filter((kind) => !possible.has(kind)).length + contacts.filter(({ kind }) => !kinds.includes(kind)).length
  const least = Math.min(...models.map(missing))
  const best = models.filter((model) => missing(model) === least)
  const model = best[randomInt(best.length)]
  if (model === undefined) throw tooFewCustomers()
  return model
}

/** The registration that the decoy's access record shows. The ledger itself never says it: it would be untrue. */
const coverFrom = async ({ db, now }: VaultContext, modelId: string, kinds: readonly FieldKind[]): Promise<DecoyPayload['cover']> => {
  const entry = await db
    .selectFrom('ledger_entry')
    .select(['actor_kind', 'actor_name', 'origin', 'detail'])
    .where('subject_kind', '=', 'customer')
    .where('subject_id', '=', modelId)
    .where('type', '=', 'customer.registered')
    .limit(1)
    .executeTakeFirst()
  if (entry === undefined) return null
  // In the order in which the other one was filled in: another order would tell.
  const { kinds: order } = z.object({ kinds: z.array(z.string()).catch([]) }).parse(entry.detail)
  const placeOf = (kind: string): number => (order.includes(kind) ? order.indexOf(kind) : order.length)
  return {
    entryId: newId(now.getTime()),
    at: now.toISOString(),
    actor: { kind: entry.actor_kind, name: entry.actor_name },
    kinds: kinds.toSorted((a, b) => placeOf(a) - placeOf(b)),
    ip: entry.origin.ip ?? null,
    device: entry.origin.device ?? null,
  }
}
