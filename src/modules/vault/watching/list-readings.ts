import { z } from 'zod'
import { offsetOf, pageFields } from '../../../kernel/page.ts'
import { defineOperation, personOf } from '../scope.ts'
import { alertsFor } from './lock-alert.ts'
import { saidReason, saidReasons } from './said-reasons.ts'

const alertGrades = ['raised', 'throttled', 'blocked'] as const
const alertDecisions = ['harmless', 'block', 'case'] as const

const reference = z.object({ id: z.uuid(), name: z.string() })

export const readingAlert = z.object({
  id: z.uuid(),
  kind: z.enum(['unusual', 'decoy']),
  person: reference,
  department: reference,
  grade: z.enum(alertGrades),
  reasons: z.array(saidReason),
  raisedAt: z.iso.datetime(),
  lastAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  decision: z.enum(alertDecisions).nullable(),
  decidedAt: z.iso.datetime().nullable(),
  /** Until when a second person lets the reader go on. */
  agreedUntil: z.iso.datetime().nullable(),
})

export const listReadings = defineOperation({
  name: 'vault.list-readings',
  summary: { zh: '查看异常读取', en: 'List unusual reading' },
  effect: 'read',
  permission: 'vault.decide-readings',
  records: { unrecorded: 'Names of colleagues, counts and reasons; nothing of a customer' },
  input: z.strictObject({
    state: z.enum(['open', 'overdue', 'decided']).optional(),
    grade: z.enum(alertGrades).optional(),
    ...pageFields,
  }),
  output: z.object({ total: z.int(), items: z.array(readingAlert) }),
  run: async (ctx, { state, grade, page, pageSize }) => {
    personOf(ctx)
    const found = ctx.db
      .selectFrom('reading_alert')
      .where(alertsFor(ctx))
      .$if(state === 'open', (query) => query.where('decided_at', 'is', null))
      .$if(state === 'overdue', (query) => query.where('decided_at', 'is', null).where('due_at', '<', ctx.now))
      .$if(state === 'decided', (query) => query.where('decided_at', 'is not', null))
      .$if(grade !== undefined, (query) => query.where('grade', '=', grade ?? 'raised'))
    const { total } = await found.select((eb) => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await found
      .selectAll()
      .select((eb) =>
        eb
          .selectFrom('reading_verdict')
          .select((verdict) => verdict.fn.max('until').as('until'))
          .whereRef('reading_verdict.alert_id', '=', 'reading_alert.id')
          .where('until', '>', ctx.now)
          .as('agreed_until'),
      )
      .orderBy((eb) => eb('decided_at', 'is not', null))
      .orderBy('raised_at', 'desc')
      .orderBy('id')
      .limit(pageSize)
      .offset(offsetOf({ page, pageSize }))
      .execute()
    const people = await ctx.ports.people(ctx.db, rows.map((row) => row.person_id))
    const departments = new Map((await ctx.ports.departments(ctx.db)).map(({ id, name }) => [id, name]))
    return {
      total,
      items: rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        person: { id: row.person_id, name: people.get(row.person_id)?.name ?? '' },
        department: { id: row.department_id, name: departments.get(row.department_id) ?? '' },
        grade: row.grade,
        reasons: saidReasons(ctx, row.reasons),
        raisedAt: row.raised_at.toISOString(),
        lastAt: row.last_at.toISOString(),
        dueAt: row.due_at.toISOString(),
        decision: row.decision,
        decidedAt: row.decided_at?.toISOString() ?? null,
        agreedUntil: row.agreed_until?.toISOString() ?? null,
      })),
    }
  },
})
