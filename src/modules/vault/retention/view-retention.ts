import { sql } from 'kysely'
import { z } from 'zod'
import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { say } from '../../../kernel/sentence.ts'
import { bases, keysOf } from '../origin.ts'
import { defineOperation } from '../scope.ts'
import { isOver } from './due-customers.ts'
import { periodsIn } from './periods.ts'
import { shippedRetention, shorterAfterDays } from './retention-rules.ts'

const months = z.int()

export const viewRetention = defineOperation({
  name: 'vault.view-retention',
  summary: { zh: '查看保存期限，以及即将到期的客户信息', en: 'See how long customer data are kept, and what falls due' },
  effect: 'read',
  permission: 'vault.view-retention',
  records: { unrecorded: 'It shows counts and settings, and nothing about anybody.' },
  input: z.strictObject({}),
  output: z.object({
    rules: z.array(
      z.object({
        basis: z.enum(keysOf(bases)),
        purpose: z.string(),
        law: z.string(),
        months,
        shippedMonths: months,
        coming: z.object({ months, from: z.iso.datetime() }).nullable(),
        /** In use now, and those whose period is over today, within 30 and within 90 days. */
        active: z.int(),
        due: z.int(),
        dueIn30: z.int(),
        dueIn90: z.int(),
      }),
    ),
    /** Kept for the law alone, and when the first of them is erased. */
    restricted: z.int(),
    nextRelease: z.iso.date().nullable(),
    erasedIn30: z.int(),
    shorterAfterDays: z.int(),
  }),
  run: async (ctx) => {
    const today = beijingDate(ctx.now)
    const periods = await periodsIn(ctx.db, ctx.now)
    const dueBy = (day: string) => sql<number>`count(*) filter (where ${isOver(periods, day)})`
    const counts = await ctx.db
      .selectFrom('customer')
      .select([
        'basis',
        sql<number>`count(*) filter (where state = 'active')`.as('active'),
        dueBy(today).as('due'),
        dueBy(addDays(today, 30)).as('dueIn30'),
        dueBy(addDays(today, 90)).as('dueIn90'),
        sql<number>`count(*) filter (where state = 'restricted')`.as('restricted'),
        sql<number>`count(*) filter (where erased_at > ${new Date(ctx.now.getTime() - 30 * 86_400_000)})`.as('erased'),
        sql<string | null>`to_char(min(kept_until) filter (where state = 'restricted'), 'YYYY-MM-DD')`.as('release'),
      ])
      .groupBy('basis')
      .execute()
    const sum = (of: 'restricted' | 'erased'): number => counts.reduce((all, row) => all + row[of], 0)
    return {
      rules: periods.map(({ basis, months: inForce, coming }) => {
        const { active = 0, due = 0, dueIn30 = 0, dueIn90 = 0 } = counts.find((row) => row.basis === basis) ?? {}
        const { purpose, law, months: shippedMonths } = shippedRetention[basis]
        return {
          basis,
          purpose: say(purpose, ctx.locale),
          law: say(law, ctx.locale),
          months: inForce,
          shippedMonths,
          coming: coming === null ? null : { months: coming.months, from: coming.from.toISOString() },
          active,
          due,
          dueIn30,
          dueIn90,
        }
      }),
      restricted: sum('restricted'),
      nextRelease: counts.map(({ release }) => release).filter((day) => day !== null).toSorted()[0] ?? null,
      erasedIn30: sum('erased'),
      shorterAfterDays,
    }
  },
})
