import type { Control } from '../../kernel/control/control.ts'
import { takeMeasurements } from '../../kernel/control/measure.ts'
import type { Job } from '../../kernel/jobs/job.ts'
import { keepMeasurements } from './keep-measurements.ts'
import { defineJob } from './scope.ts'

const measureJobName = 'score.measure-controls'

/** How long after an event the controls are measured again; events in between share the measurement. */
const settleMs = 2_000

/** Every hour, and soon after an event that a control names. */
export const measureControlsJob = defineJob({
  name: measureJobName,
  schedule: '7 * * * *',
  prepare: ({ db, ports, now }) => takeMeasurements(db, ports.controls, now),
  run: async (ctx, _data, measured) => {
    await keepMeasurements(ctx, measured)
  },
})

/** Gathers the events that controls name: however many come at once, one measurement follows. */
export const noticeChangeJob = (controls: readonly Control[]): Job =>
  defineJob({
    name: 'score.notice-change',
    on: [...new Set(controls.flatMap(({ remeasureOn }) => remeasureOn))],
    run: ({ enqueue, now }) =>
      enqueue(measureJobName, {}, { key: 'after-events', startAfter: new Date(now.getTime() + settleMs) }),
  })
