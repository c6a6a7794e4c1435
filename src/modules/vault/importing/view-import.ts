import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { say } from '../../../kernel/sentence.ts'
import { kindField } from '../fields/input.ts'
import type { FieldKind } from '../fields/kinds.ts'
import { bases, keysOf } from '../origin.ts'
import { defineOperation, type VaultContext } from '../scope.ts'
import { guessColumns } from './columns.ts'
import { type FaultCode, faults } from './faults.ts'
import { importShape, importView } from './import-view.ts'
import { importKey, openIn, visibleImport } from './imports.ts'
import type { ImportRow } from './tables.ts'
import { whyUnreadable } from './unreadable.ts'

export const viewImport = defineOperation({
  name: 'vault.view-import',
  summary: { zh: '查看一次客户导入的进度和检查结果', en: 'See how far an import is, and what the check found' },
  effect: 'read',
  permission: 'vault.view',
  byKey: true,
  records: { unrecorded: 'states, counts and the names of columns; no personal data of customers' },
  input: z.strictObject({ id: z.uuid() }),
  output: importShape.extend({
    size: z.int(),
    received: z.int(),
    /** Of whoever may import; null once it was destroyed. */
    fileName: z.string().nullable(),
    headings: z.array(z.string()).nullable(),
    guess: z.array(kindField.nullable()).nullable(),
    columns: z.array(kindField.nullable()).nullable(),
    consent: z.object({ basis: z.enum(keysOf(bases)), evidence: z.string(), at: z.iso.datetime(), separate: z.boolean(), guardian: z.boolean() }),
    /** The kinds of faults that were found, most frequent first. */
    faultKinds: z.array(z.object({ wrong: z.string(), todo: z.string(), count: z.int(), firstRow: z.int() })),
    /** Why the file could not be read. */
    why: z.string().nullable(),
  }),
  run: async (ctx, { id }) => {
    const row = await visibleImport(ctx.db, ctx.actor, id)
    const people = await ctx.ports.people(ctx.db, row.begun_by === null ? [] : [row.begun_by])
    const departments = new Map((await ctx.ports.departments(ctx.db)).map((one) => [one.id, one.name]))
    const opened = await openedOf(ctx, row)
    return {
      ...importView(row, { people, departments }, ctx.now),
      size: row.size,
      received: row.received,
      ...opened,
      guess: opened.headings === null ? null : [...guessColumns(opened.headings)],
      columns: row.columns === null ? null : (row.columns as (FieldKind | null)[]),
      consent: {
        basis: row.basis,
        evidence: row.evidence,
        at: row.evidence_at.toISOString(),
        separate: row.separate_consent,
        guardian: row.guardian_consent,
      },
      faultKinds: await faultKindsOf(ctx, id),
      why: whyUnreadable({ why: row.why, row: row.why_row }, ctx.locale),
    }
  },
})

/** Names of file and columns: whoever made the file may have put anything there, so they are for whoever imports. */
const openedOf = async (ctx: VaultContext, row: ImportRow): Promise<{ fileName: string | null; headings: string[] | null }> => {
  if (row.data_key === null || !mayDo(ctx.actor, 'vault.import')) return { fileName: null, headings: null }
  const key = await importKey(ctx.db, ctx.secrets, row)
  const text = (sealed: Uint8Array | null, room: 'name' | 'headings'): string | null =>
    sealed === null ? null : openIn(key, sealed, { room, id: row.id }).toString()
  const headings = text(row.headings, 'headings')
  return { fileName: text(row.file_name, 'name'), headings: headings === null ? null : z.array(z.string()).parse(JSON.parse(headings)) }
}

const faultKindsOf = async (ctx: VaultContext, id: string) => {
  const rows = await ctx.db
    .selectFrom('customer_import_fault')
    .select((eb) => ['code', eb.fn.countAll<number>().as('count'), eb.fn.min('row_number').as('first')])
    .where('import_id', '=', id)
    .groupBy('code')
    .orderBy('count', 'desc')
    .execute()
  return rows.map(({ code, count, first }) => {
    const { wrong, todo } = faults[code as FaultCode]
    return { wrong: say(wrong, ctx.locale), todo: say(todo, ctx.locale), count, firstRow: Number(first) }
  })
}
