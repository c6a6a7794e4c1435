import { defineJob } from '../scope.ts'
import { askForWithdrawal } from './ask-for-withdrawal.ts'

/** Whoever is suspended keeps no seat at any platform. */
export const withdrawSeatsOfSuspended = defineJob({
  name: 'accounts.withdraw-seats-of-suspended',
  on: ['person.suspended'],
  run: async (ctx, { subjectId }) => {
    if (typeof subjectId === 'string') await askForWithdrawal(ctx, { personId: subjectId }, 'suspended')
  },
})

/** A seat for a time is taken back when that time is over. */
export const withdrawEndedSeats = defineJob({
  name: 'accounts.withdraw-ended-seats',
  schedule: '7 * * * *',
  run: (ctx) => askForWithdrawal(ctx, { endedBefore: ctx.now }, 'ended'),
})
