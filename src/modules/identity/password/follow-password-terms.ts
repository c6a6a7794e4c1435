import { defineJob } from '../scope.ts'
import { alignPasswordTerm } from './password-term.ts'
import { passwordSettingsOf } from './read-settings.ts'

/** People looked at in one transaction; the rest is left to the next run, which this one asks for. */
const batch = 200

const everybodyFrom = '00000000-0000-0000-0000-000000000000'

/**
 * Keeps the promises to change passwords in step with the settings and with who works here: after a change of either,
 * and once a day for what was there before.
 */
export const followPasswordTerms = defineJob({
  name: 'identity.follow-password-terms',
  schedule: '41 3 * * *',
  on: ['password-settings.changed', 'person.suspended', 'person.reinstated'],
  run: async (ctx, data) => {
    const only = data['subjectKind'] === 'person' ? String(data['subjectId']) : undefined
    const after = typeof data['after'] === 'string' ? data['after'] : everybodyFrom
    const people = await ctx.db
      .selectFrom('person')
      .innerJoin('password', 'password.person_id', 'person.id')
      .select(['person.id', 'person.state', 'password.changed_at'])
      .$if(only !== undefined, (query) => query.where('person.id', '=', only ?? ''))
      .where('person.id', '>', after)
      .orderBy('person.id')
      .limit(batch)
      .forUpdate('password')
      .execute()
    const settings = await passwordSettingsOf(ctx.db)
    for (const { id, state, changed_at: changedAt } of people) {
      await alignPasswordTerm(ctx, { personId: id, changedAt: state === 'active' ? changedAt : null }, settings)
    }
    const last = people.at(-1)
    if (people.length === batch && last !== undefined) {
      await ctx.enqueue('identity.follow-password-terms', { after: last.id }, { key: last.id })
    }
  },
})
