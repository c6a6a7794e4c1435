import { settleProvisional } from '../../kernel/obligation/settle-provisional.ts'
import { defineJob } from './scope.ts'

/** Every hour, so that deadlines are right soon after a version that knows the new year's holidays was started. */
export const settleProvisionalJob = defineJob({
  name: 'desk.settle-provisional',
  schedule: '25 * * * *',
  run: async (ctx) => {
    await settleProvisional(ctx)
  },
})
