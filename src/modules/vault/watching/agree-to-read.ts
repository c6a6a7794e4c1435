import { z } from 'zod'
import { defineProblem } from '../../../kernel/errors.ts'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'
import { agreementGate } from './agreement-gate.ts'
import { lockAlert, stopsReading } from './lock-alert.ts'

/** The longest that an agreement lasts, in hours. */
const mostHours = 72

const nothingStopped = defineProblem('conflict', 'reading.nothing-stopped', {
  zh: '此人的读取没有被暂停，无需同意。',
  en: 'The reading of this person is not stopped; there is nothing to agree to.',
})

export const agreeToRead = defineOperation({
  name: 'vault.agree-to-read',
  summary: { zh: '同意被暂停的人限时继续读取客户信息', en: 'Agree that somebody whose reading was stopped reads on for a time' },
  effect: 'change',
  permission: 'vault.decide-readings',
  fresh: true,
  records: ['reading.agreed'],
  input: z.strictObject({ id: z.uuid(), hours: z.int().min(1).max(mostHours), reason: z.string().trim().min(4).max(500) }),
  output: z.object({ until: z.iso.datetime() }),
  run: async (ctx, { id, hours, reason }) => {
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const { alert, facts } = await lockAlert(ctx, id)
    if (!stopsReading(alert)) throw nothingStopped()
    enforce(agreementGate({ ...facts, lets: true }))
    const until = new Date(ctx.now.getTime() + hours * 3_600_000)
    await ctx.db
      .insertInto('reading_verdict')
      .values({ id: newId(ctx.now.getTime()), alert_id: id, person_id: alert.person_id, by_id: personOf(ctx).id, kind: 'agreed', reason, at: ctx.now, until })
      .execute()
    ctx.record({ type: 'reading.agreed', subject: { kind: 'reading-alert', id }, detail: { person: alert.person_id, until: until.toISOString(), reason } })
    await ctx.notify(alert.person_id, {
      kind: 'reading.agreed',
      sentence: { zh: '您可以继续读取客户信息 {hours} 小时，速度仍有限制。', en: 'You may read customer data again for {hours} hours, more slowly.' },
      params: { hours },
      link: '/customers',
    })
    return { until: until.toISOString() }
  },
})
