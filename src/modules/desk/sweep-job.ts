import { sweepJob } from '../../kernel/obligation/sql-desk.ts'
import { sweepObligations } from '../../kernel/obligation/sweep.ts'
import { defineJob } from './scope.ts'

/** Every minute, and at the moments that opened obligations ask for. */
export const sweepObligationsJob = defineJob({
  name: sweepJob,
  schedule: '* * * * *',
  run: (ctx) => sweepObligations(ctx),
})
