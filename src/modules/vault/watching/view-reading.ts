import { z } from 'zod'
import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { defineOperation } from '../scope.ts'
import { findAlert, stopsReading } from './lock-alert.ts'
import { readingAlert } from './list-readings.ts'
import { saidReasons } from './said-reasons.ts'

/** Days before the alert that are shown beside it. */
const daysShown = 30

export const viewReading = defineOperation({
  name: 'vault.view-reading',
  summary: { zh: '查看一条异常读取：理由、平时读取量和处理经过', en: 'See one unusual reading: reasons, what is usual, and what was said of it' },
  effect: 'read',
  permission: 'vault.decide-readings',
  records: { unrecorded: 'Names of colleagues, counts and reasons; nothing of a customer' },
  input: z.strictObject({ id: z.uuid() }),
  output: readingAlert.extend({
    /** What the person opened on the days before, the latest last. */
    days: z.array(z.object({ day: z.iso.date(), opened: z.int(), searched: z.int(), seen: z.int() })),
    verdicts: z.array(
      z.object({
        kind: z.enum(['agreed', 'harmless', 'block', 'case']),
        by: z.object({ id: z.uuid(), name: z.string() }),
        reason: z.string(),
        at: z.iso.datetime(),
        until: z.iso.datetime().nullable(),
      }),
    ),
    /** An agreement would let the person read on. */
    stopped: z.boolean(),
  }),
  run: async (ctx, { id }) => {
    const row = await findAlert(ctx, id)
    const verdicts = await ctx.db.selectFrom('reading_verdict').selectAll().where('alert_id', '=', id).orderBy('at').orderBy('id').limit(200).execute()
    const baseline = await ctx.db.selectFrom('reading_baseline').select('days').where('person_id', '=', row.person_id).executeTakeFirst()
    const people = await ctx.ports.people(ctx.db, [row.person_id, ...verdicts.map((verdict) => verdict.by_id)])
    const departments = await ctx.ports.departments(ctx.db)
    const named = (personId: string) => ({ id: personId, name: people.get(personId)?.name ?? '' })
    const since = addDays(beijingDate(row.raised_at), -daysShown)
    const agreed = verdicts.flatMap(({ until }) => (until !== null && until > ctx.now ? [until.getTime()] : []))
    return {
      id,
      kind: row.kind,
      person: named(row.person_id),
      department: { id: row.department_id, name: departments.find((one) => one.id === row.department_id)?.name ?? '' },
      grade: row.grade,
      reasons: saidReasons(ctx, row.reasons),
      raisedAt: row.raised_at.toISOString(),
      lastAt: row.last_at.toISOString(),
      dueAt: row.due_at.toISOString(),
      decision: row.decision,
      decidedAt: row.decided_at?.toISOString() ?? null,
      agreedUntil: agreed.length === 0 ? null : new Date(Math.max(...agreed)).toISOString(),
      days: (baseline?.days ?? []).filter(({ day }) => day >= since).map(({ day, opened, searched, seen }) => ({ day, opened, searched, seen })),
      verdicts: verdicts.map(({ kind, by_id: by, reason, at, until }) => ({ kind, by: named(by), reason, at: at.toISOString(), until: until?.toISOString() ?? null })),
      stopped: stopsReading(row),
    }
  },
})
