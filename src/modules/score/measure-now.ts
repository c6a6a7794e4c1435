import { z } from 'zod'
import { takeMeasurements } from '../../kernel/control/measure.ts'
import { keepMeasurements } from './keep-measurements.ts'
import { defineOperation } from './scope.ts'

export const measureNow = defineOperation({
  name: 'score.measure-now',
  summary: { zh: '立即重新测量安全度', en: 'Measure the score now' },
  effect: 'change',
  permission: 'score.measure',
  records: ['score.measured', 'score.changed', 'control.not-measured'],
  input: z.strictObject({}),
  output: z.object({ overall: z.number().nullable(), coverage: z.number(), measuredAt: z.iso.datetime() }),
  prepare: ({ db, ports, now }) => takeMeasurements(db, ports.controls, now),
  run: async (ctx, _input, measured) => {
    const { overall, coverage } = await keepMeasurements(ctx, measured)
    ctx.record({ type: 'score.measured', subject: { kind: 'score', id: 'overall' }, detail: { overall, coverage } })
    return { overall, coverage, measuredAt: ctx.now.toISOString() }
  },
})
