import { sql } from 'kysely'
import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { say, type Sentence } from '../../../kernel/sentence.ts'
import { visibleCustomer } from '../customers.ts'
import { coverOf } from '../decoys/cover-of.ts'
import { fieldKinds } from '../fields/kinds.ts'
import { defineOperation } from '../scope.ts'
import { vaultEvents } from '../vocabulary.ts'
import { exportPurposes } from '../exporting/purposes.ts'
import { readingPurposes } from './purposes.ts'

const events: Readonly<Record<string, Sentence>> = vaultEvents
const kinds: Readonly<Record<string, { title: Sentence }>> = fieldKinds
const purposes: Readonly<Record<string, Sentence>> = { ...readingPurposes, ...exportPurposes }

/** What of an entry's detail the record shows; the ledger keeps the rest. */
const detailSchema = z.object({
  kinds: z.array(z.string()).catch([]),
  purpose: z.string().nullable().catch(null),
  reason: z.string().nullable().catch(null),
  /** For whom a job acted. */
  by: z.uuid().nullable().catch(null),
})

export const viewAccessRecord = defineOperation({
  name: 'vault.view-access-record',
  summary: { zh: '查看谁在何时看过、改过这位客户的信息', en: 'Who saw or changed the data of a customer, and when' },
  effect: 'read',
  permission: 'vault.view-access-record',
  records: ['customer.access-record-viewed'],
  input: z.strictObject({ id: z.uuid(), ...pageFields }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        /** Who; the name that they had then. */
        actor: z.object({ kind: z.string(), name: z.string().nullable() }),
        type: z.string(),
        text: z.string(),
        /** The names of the kinds that were shown or changed. */
        fields: z.array(z.string()),
        purpose: z.string().nullable(),
        reason: z.string().nullable(),
        ip: z.string().nullable(),
        device: z.string().nullable(),
      }),
    ),
  }),
  run: async (ctx, { id, page, pageSize }) => {
    const { import_id: importId } = await visibleCustomer(ctx, id)
    const found = ctx.db.selectFrom('ledger_entry').where((eb) =>
      eb.or([
        eb.and([eb('subject_kind', '=', 'customer'), eb('subject_id', '=', id)]),
        eb.and([eb('subject_kind', '=', 'customers'), sql<boolean>`detail -> 'customers' @> ${JSON.stringify([id])}::jsonb`]),
        // An export may hold a hundred thousand: whom it held is a table, and an array lets the index of subjects be used.
        eb.and([
          eb('subject_kind', '=', 'vault-export'),
          eb('type', 'in', ['export.made', 'export.downloaded']),
          sql<boolean>`subject_id = any(array(select export_id::text from vault_export_customer where customer_id = ${id}))`,
        ]),
        // Whoever came in with many others was registered by whoever confirmed that import.
        ...(importId === null
          ? []
          : [eb.and([eb('subject_kind', '=', 'customer-import'), eb('subject_id', '=', importId), eb('type', '=', 'customer-import.confirmed')])]),
      ]),
    )
    const cover = await coverOf(ctx, id)
    const { total: entriesFound } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const entries = await found
      .select(['id', 'at', 'type', 'actor_kind', 'actor_name', 'detail', 'origin'])
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const total = entriesFound + (cover === null ? 0 : 1)
    // The registration is the oldest entry.
    const from = offsetOf({ page, pageSize })
    if (cover !== null && entriesFound >= from && entriesFound < from + pageSize) entries.push(cover)
    ctx.record({ type: 'customer.access-record-viewed', subject: { kind: 'customer', id }, detail: { page } })
    const named = (list: Readonly<Record<string, Sentence>>, key: string): string => {
      const sentence = list[key]
      return sentence === undefined ? key : say(sentence, ctx.locale)
    }
    const details = entries.map((entry) => ({ ...entry, shown: detailSchema.parse(entry.detail) }))
    const askers = await ctx.ports.people(ctx.db, details.flatMap(({ actor_kind: kind, shown: { by } }) => (kind === 'job' && by !== null ? [by] : [])))
    return {
      total,
      items: details.map(({ id: entryId, at, type, actor_kind: actorKind, actor_name: actorName, origin, shown }) => {
        const asker = actorKind === 'job' && shown.by !== null ? askers.get(shown.by) : undefined
        const [kind, name] = asker === undefined ? [actorKind, actorName] : (['person', asker.name] as const)
        return {
          id: entryId,
          at: at.toISOString(),
          actor: { kind, name },
          type,
          text: named(events, type),
          fields: shown.kinds.map((one) => say(kinds[one]?.title ?? { zh: one, en: one }, ctx.locale)),
          purpose: shown.purpose === null ? null : named(purposes, shown.purpose),
          reason: shown.reason,
          ip: origin.ip ?? null,
          device: origin.device === undefined ? null : say(ctx.ports.nameDevice(origin.device), ctx.locale),
        }
      }),
    }
  },
})
