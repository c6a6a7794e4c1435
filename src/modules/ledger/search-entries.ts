import { z } from 'zod'
import type { ExpressionBuilder } from 'kysely'
import { containing, offsetOf, pageFields } from '../../kernel/page.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { searchTooDeep } from './problems.ts'
import { defineOperation } from './scope.ts'

/** Entries that one search can page through, and the highest total that it counts to. */
export const maxDepth = 10_000

const sentenceSchema = z.object({ zh: z.string(), en: z.string() })

const input = z.strictObject({
  /** Anywhere in the event type or its sentence, the subject's id or the actor's name. */
  text: z.string().trim().max(100).optional(),
  type: z.string().max(100).optional(),
  actorId: z.string().max(100).optional(),
  subjectKind: z.string().max(60).optional(),
  subjectId: z.string().max(100).optional(),
  from: z.iso.datetime().optional(),
  to: z.iso.datetime().optional(),
  ...pageFields,
})

export const searchEntries = defineOperation({
  name: 'ledger.search-entries',
  summary: { zh: '查阅台账', en: 'Search the ledger' },
  effect: 'read',
  permission: 'ledger.search',
  // Who looked into the record of what others did is itself on the record.
  records: ['ledger.searched'],
  input,
  output: z.object({
    /** Counted up to 10,000. */
    total: z.int(),
    items: z.array(
      z.object({
        id: z.uuid(),
        at: z.iso.datetime(),
        operation: z.string(),
        type: z.string(),
        sentence: sentenceSchema,
        actor: z.object({ kind: z.string(), id: z.string().nullable(), name: z.string().nullable() }),
        /** `name` where it is a person who is known today. */
        subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }),
        detail: z.record(z.string(), z.unknown()),
        origin: z.object({
          ip: z.string().optional(),
          device: z.string().optional(),
          session: z.string().optional(),
          request: z.string().optional(),
        }),
        /** Index of its leaf; null until it is sealed. */
        sealed: z.int().nullable(),
      }),
    ),
  }),
  run: async ({ db, ports, record }, search) => {
    const offset = offsetOf(search)
    if (offset + search.pageSize > maxDepth) throw searchTooDeep({ limit: maxDepth })
    const sentences = ports.eventTypes()
    const matching = db.selectFrom('ledger_entry').where(matches(search, sentences))
    const { total } = await db
      .selectFrom(matching.select('id').limit(maxDepth).as('found'))
      .select((select) => select.fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const page = matching
      .selectAll()
      .orderBy('at', 'desc')
      .orderBy('id', 'desc')
      .limit(search.pageSize)
      .offset(offset)
    const rows = await db
      .selectFrom(page.as('entry'))
      .leftJoin('ledger_leaf', 'ledger_leaf.entry_id', 'entry.id')
      .selectAll('entry')
      .select('ledger_leaf.index as leaf_index')
      .orderBy('entry.at', 'desc')
      .orderBy('entry.id', 'desc')
      .execute()
    const about = rows.flatMap((row) => (row.subject_kind === 'person' ? [row.subject_id] : []))
    const people = await ports.people(db, [...new Set(about)])
    const { page: pageNumber, pageSize: _size, ...criteria } = search
    record({
      type: 'ledger.searched',
      subject: { kind: 'ledger', id: 'ledger' },
      detail: { ...definedOnly(criteria), page: pageNumber, found: total },
    })
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        at: row.at.toISOString(),
        operation: row.operation,
        type: row.type,
        sentence: sentences.get(row.type) ?? { zh: row.type, en: row.type },
        actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
        subject: { kind: row.subject_kind, id: row.subject_id, name: people.get(row.subject_id)?.name ?? null },
        detail: row.detail,
        origin: row.origin,
        sealed: row.leaf_index,
      })),
    }
  },
})

const matches =
  (search: z.output<typeof input>, sentences: ReadonlyMap<string, Sentence>) =>
  (where: ExpressionBuilder<KernelTables, 'ledger_entry'>) => {
    const { text, type, actorId, subjectKind, subjectId, from, to } = search
    return where.and([
      ...(type === undefined ? [] : [where('type', '=', type)]),
      ...(actorId === undefined ? [] : [where('actor_id', '=', actorId)]),
      ...(subjectKind === undefined ? [] : [where('subject_kind', '=', subjectKind)]),
      ...(subjectId === undefined ? [] : [where('subject_id', '=', subjectId)]),
      ...(from === undefined ? [] : [where('at', '>=', new Date(from))]),
      ...(to === undefined ? [] : [where('at', '<=', new Date(to))]),
      ...(text === undefined || text === ''
        ? []
        : [
            where.or([
              where('type', 'in', ['', ...typesSaying(text, sentences)]),
              where('type', 'ilike', containing(text)),
              where('subject_id', 'ilike', containing(text)),
              where('actor_name', 'ilike', containing(text)),
            ]),
          ]),
    ])
  }

/** Event types whose sentence has the text, so that a person can search in their own words. */
const typesSaying = (text: string, sentences: ReadonlyMap<string, Sentence>): readonly string[] => {
  const wanted = text.toLowerCase()
  return [...sentences].flatMap(([type, { zh, en }]) =>
    zh.includes(text) || en.toLowerCase().includes(wanted) ? [type] : [],
  )
}

const definedOnly = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined))
