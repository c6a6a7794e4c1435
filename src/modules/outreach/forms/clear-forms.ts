import { defineJob } from '../scope.ts'
import { formLifeMs } from './form-token.ts'

/** Clears away what has served: tokens that are too old to come back, and answers whose code has run out an hour ago. */
export const clearForms = defineJob({
  name: 'outreach.clear-forms',
  schedule: '17 * * * *',
  run: async ({ db, now }) => {
    await db.deleteFrom('outreach_form_use').where('used_at', '<', new Date(now.getTime() - 2 * formLifeMs)).execute()
    await db.deleteFrom('outreach_pending').where('expires_at', '<', new Date(now.getTime() - 3_600_000)).execute()
  },
})
