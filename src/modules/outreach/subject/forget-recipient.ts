import { z } from 'zod'
import type { HolderTools } from '../../../kernel/personal-data.ts'
import { defineJob } from '../scope.ts'
import { eraseRecipient } from './erase-recipient.ts'

const jobData = z.object({ subjectId: z.uuid() })

/** Follows the vault: whoever is erased there, by whatever way, is named nowhere here. */
export const forgetRecipient = defineJob({
  name: 'outreach.forget-recipient',
  on: ['customer.erased'],
  run: async (ctx, data) => {
    await eraseRecipient(ctx as unknown as HolderTools, jobData.parse(data).subjectId)
  },
})
