import { z } from 'zod'
import { scoreTrend } from '../../kernel/control/read.ts'
import { invalidInput } from '../../kernel/errors.ts'
import { dimensionScores } from './control-view.ts'
import { defineOperation } from './scope.ts'

const defaultDays = 90
const day = 86_400_000

export const viewTrend = defineOperation({
  name: 'score.view-trend',
  summary: { zh: '查看安全度走势', en: 'See the score over time' },
  effect: 'read',
  permission: 'score.view',
  byKey: true,
  records: { unrecorded: 'The score over time names no person and no record' },
  input: z.strictObject({ from: z.iso.datetime().optional(), to: z.iso.datetime().optional() }),
  output: z.object({
    items: z
      .array(z.object({ at: z.iso.datetime(), overall: z.number().nullable(), dimensions: dimensionScores }))
      .max(500),
  }),
  run: async ({ db, now, locale }, input) => {
    const to = input.to === undefined ? now : new Date(input.to)
    const from = input.from === undefined ? new Date(to.getTime() - defaultDays * day) : new Date(input.from)
    if (from >= to) throw invalidInput({ count: 1 }, { issues: [{ path: 'from', message: fromAfterTo[locale] }] })
    const points = await scoreTrend(db, { from, to })
    return {
      items: points.map(({ at, overall, dimensions }) => ({ at: at.toISOString(), overall, dimensions: [...dimensions] })),
    }
  },
})

const fromAfterTo = { zh: '开始时间必须早于结束时间', en: 'The beginning must lie before the end' }
