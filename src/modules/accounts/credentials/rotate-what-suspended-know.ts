import { defineJob } from '../scope.ts'
import { askForRotation } from './due.ts'
import { knownBy } from './known-by.ts'

/** Whoever is suspended still knows the passwords that they saw and the secrets that they kept: these are replaced. */
export const rotateWhatSuspendedKnow = defineJob({
  name: 'accounts.rotate-what-suspended-know',
  on: ['person.suspended'],
  run: async (ctx, { subjectId }) => {
    if (typeof subjectId !== 'string') return
    for (const credential of await knownBy(ctx.db, [subjectId], { lock: true })) {
      await askForRotation(ctx, credential, { why: 'seen-by-leaver' })
    }
  },
})
