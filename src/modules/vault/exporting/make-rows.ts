import { sql } from 'kysely'
import { shanghaiTime } from '../../../kernel/shanghai-time.ts'
import type { Field } from '../fields/input.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { masked } from '../fields/mask.ts'
import { openedFields } from '../fields/store.ts'
import type { VaultContext } from '../scope.ts'
import type { FileRow } from './export-file.ts'
import type { Export } from './export-store.ts'
import { marked, orderSecret } from './mark/export-mark.ts'
import { referenceCode } from './mark/reference-code.ts'
import { pickedCustomers } from './picking.ts'
import { exportKeys, newExportKeys, writePieces } from './sealed-file.ts'

/** Customers of one step: some tenths of a second, so that others come to their turn between. */
const rowsOfStep = 1_000

/** Customers picked in one step. */
const pickedOfStep = 10_000

/** The keys of an export, made before its first customer is picked. */
const keysOf = async (ctx: VaultContext, row: Export): Promise<Pick<Export, 'id' | 'mark_key' | 'file_key'>> => {
  if (row.mark_key !== null) return row
  const keys = await newExportKeys(ctx, row.id)
  await ctx.db.updateTable('vault_export').set(keys).where('id', '=', row.id).execute()
  return { id: row.id, ...keys }
}

/** Picks the next customers, each with its place in the order that the mark draws; the last step counts them. */
export const pickRows = async (ctx: VaultContext, row: Export): Promise<void> => {
  const mark = (await exportKeys(ctx, 'mark_key', [await keysOf(ctx, row)])).get(row.id)
  if (mark === undefined) throw new Error('An export that is being made has its keys')
  const after = row.picked_to
  const picked = await pickedCustomers(ctx, row.department_id, row.filter)
    // Who came in since was counted by nobody who decided.
    .where('customer.registered_at', '<=', row.asked_at)
    .$if(after !== null, (query) => query.where('customer.id', '>', after ?? ''))
    .select('customer.id')
    .orderBy('customer.id')
    .limit(pickedOfStep)
    .execute()
  const ids = picked.map(({ id }) => id)
  const secret = orderSecret(mark)
  await sql`
    insert into vault_export_customer (export_id, customer_id, place, mobile_index)
    select ${row.id}::uuid, picked.id,
      ('x' || substr(encode(sha256(convert_to(${secret} || picked.id::text, 'UTF8')), 'hex'), 1, 13))::bit(52)::bigint,
      mobile.exact_index
    from unnest(${sql.val(ids)}::uuid[]) as picked (id)
    left join customer_field as mobile on mobile.customer_id = picked.id and mobile.kind = 'mobile'`.execute(ctx.db)
  const more = picked.length === pickedOfStep
  await ctx.db
    .updateTable('vault_export')
    .set({ picked_to: picked.at(-1)?.id ?? after, moved_at: ctx.now, ...(more ? {} : { total: await heldBy(ctx, row.id) }) })
    .where('id', '=', row.id)
    .execute()
}

/** Customers that an export holds. */
export const heldBy = async ({ db }: Pick<VaultContext, 'db'>, exportId: string): Promise<number> => {
  const { held } = await db
    .selectFrom('vault_export_customer')
    .select((eb) => eb.fn.countAll<number>().as('held'))
    .where('export_id', '=', exportId)
    .executeTakeFirstOrThrow()
  return held
}

/** Writes the next rows, sealed, and moves on. Whoever was restricted or erased since is left out, and was not exported. */
export const writeRows = async (ctx: VaultContext, row: Export): Promise<void> => {
  const [marks, files] = [await exportKeys(ctx, 'mark_key', [row]), await exportKeys(ctx, 'file_key', [row])]
  const [mark, key] = [marks.get(row.id), files.get(row.id)]
  if (mark === undefined || key === undefined) throw new Error('An export that is being made has its keys')
  const { written_place: place, written_to: to } = row
  const members = await ctx.db
    .selectFrom('vault_export_customer as member')
    .innerJoin('customer', 'customer.id', 'member.customer_id')
    .select(['customer.id', 'customer.data_key', 'customer.registered_at', 'customer.state', 'customer.minor', 'member.place'])
    .where('member.export_id', '=', row.id)
    .$if(place !== null && to !== null, (query) => query.where(sql<boolean>`(member.place, member.customer_id) > (${place}, ${to}::uuid)`))
    .orderBy('member.place')
    .orderBy('member.customer_id')
    .limit(rowsOfStep)
    .execute()
  const last = members.at(-1)
  // Of a child everything is sensitive: it must have been asked for as that.
  const isWanted = ({ state, minor }: (typeof members)[number]): boolean => state === 'active' && (!minor || (row.filter.withMinors && row.sensitive))
  const wanted = members.filter(isWanted)
  const gone = members.filter((one) => !isWanted(one)).map(({ id }) => id)
  if (gone.length > 0) {
    await ctx.db
      .deleteFrom('vault_export_customer')
      .where('export_id', '=', row.id)
      .where(sql<boolean>`customer_id = any(${sql.val(gone)}::uuid[])`)
      .execute()
  }
  const opened = await openedFields(ctx, wanted, row.kinds)
  const rows = wanted.map(({ id, registered_at: registered }): FileRow => [
    referenceCode(mark, id),
    ...row.kinds.map((kind) => cell(mark, row.variant, kind, opened.get(id) ?? [])),
    shanghaiTime(registered),
  ])
  const { pieces } = await ctx.db
    .selectFrom('vault_export_piece')
    .select((eb) => eb.fn.countAll<number>().as('pieces'))
    .where('export_id', '=', row.id)
    .executeTakeFirstOrThrow()
  if (rows.length > 0) {
    const lines = rows.map((one) => `${JSON.stringify(one)}\n`).join('')
    await writePieces(ctx, { exportId: row.id, part: 'rows', key }, Buffer.from(lines), pieces)
  }
  await ctx.db
    .updateTable('vault_export')
    .set({
      done: last === undefined ? (row.total ?? 0) : row.done + members.length,
      written_place: last?.place ?? place,
      written_to: last?.id ?? to,
      moved_at: ctx.now,
    })
    .where('id', '=', row.id)
    .execute()
}

const cell = (mark: Parameters<typeof marked>[0], variant: Export['variant'], kind: FieldKind, fields: readonly Field[]): string => {
  const field = fields.find((one) => one.kind === kind)
  if (field === undefined) return ''
  return marked(mark, kind, variant === 'masked' ? masked(kind, field.value) : field.value)
}
