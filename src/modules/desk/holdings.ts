import { type Kysely, sql } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { RecordedEvent } from '../../kernel/context.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import { ownerColumns } from '../../kernel/obligation/owner.ts'
import type { KernelTables } from '../../kernel/tables.ts'

type Work = { db: AnyDatabase; now: Date; heir: Owner; record: (event: RecordedEvent) => void }

/** A promise about oneself, such as to change one's password, ends with the person; all others go on. */
const aboutOthers = sql<boolean>`(subject_kind <> 'person' or subject_id <> owner_person::text)`

const openOf = (db: AnyDatabase, people: readonly string[]) =>
  (db as Kysely<KernelTables>)
    .selectFrom('obligation')
    .select(['owner_person', (eb) => eb.fn.countAll<number>().as('count')])
    .where('owner_person', 'in', people)
    .where('state', 'in', ['open', 'paused'])
    .where(aboutOthers)
    .groupBy('owner_person')
    .execute()

const reach = async ({ db }: Pick<Work, 'db'>, people: readonly string[]) =>
  (await openOf(db, people)).map(({ owner_person: personId, count }) => ({
    personId: personId ?? '',
    kind: 'obligation',
    ref: 'obligations',
    // Of somebody suspended they wait for the reinstatement; the sweep escalates them when they are late.
    opens: 'with-sign-in' as const,
    title: { zh: '待办的时限任务 {count} 项', en: '{count} open obligations' },
    params: { count: Number(count) },
  }))

/** A promise does not leave with its owner: whoever takes over keeps it, by the same deadline. */
const withdraw = async ({ db, now, heir, record }: Work, personId: string) => {
  const owner = ownerColumns(heir)
  const moved = await (db as Kysely<KernelTables>)
    .updateTable('obligation')
    .set({ owner_person: owner.person, owner_post: owner.post, owner_department: owner.department })
    .where('owner_person', '=', personId)
    .where('state', 'in', ['open', 'paused'])
    .where(aboutOthers)
    .returning(['id', 'kind'])
    .execute()
  for (const { id, kind } of moved) {
    record({ type: 'obligation.handed-over', subject: { kind: 'obligation', id }, detail: { kind, from: personId, to: heir } })
  }
  const ended = await (db as Kysely<KernelTables>)
    .updateTable('obligation')
    .set({ state: 'cancelled', ended_at: now })
    .where('owner_person', '=', personId)
    .where('state', 'in', ['open', 'paused'])
    .returning(['id', 'kind'])
    .execute()
  for (const { id, kind } of ended) {
    record({ type: 'obligation.cancelled', subject: { kind: 'obligation', id }, detail: { kind, reason: '本人离职' } })
  }
  if (moved.length === 0) return []
  return [
    {
      kind: 'obligation',
      ref: 'obligations',
      title: { zh: '待办的时限任务 {count} 项已转给接手人', en: '{count} open obligations went to whoever takes over' },
      params: { count: moved.length },
      outcome: 'withdrawn' as const,
    },
  ]
}

/** What people hold in this module, and how it is taken back when they leave. */
export const holdings = { reach, withdraw }
