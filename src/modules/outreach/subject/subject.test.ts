import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { startOutreach } from '../outreach.fixture.ts'

describe.each(testDatabases())('whom the vault erased, on $name (PRV-2)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { consent, ask, customer } = await startOutreach(app)

  it('is named nowhere here, while the proof of the consent stays', async () => {
    const person = await customer()
    const { id } = await consent(person)
    await ask([person])
    // Past the time for which data that rest on consent are kept.
    app.clock.set(new Date('2028-07-01T02:00:00Z'))
    await app.runJob('vault.expire')
    await app.runJobs()
    const kept = await app.db.selectFrom('outreach_consent' as never).selectAll().where('id' as never, '=', id as never).executeTakeFirstOrThrow()
    expect(kept).toMatchObject({ ip: null, form: '会员注册页', withdrawn_via: 'erasure', notice_digest: expect.any(String) })
    const entries = await app.db.selectFrom('ledger_entry').select('type').where('subject_kind', '=', 'recipient').where('subject_id', '=', person).execute()
    expect(entries.filter(({ type }) => type === 'recipient.identity-removed')).toHaveLength(1)
    await app.runJob('outreach.forget-recipient', { subjectId: person })
    expect(await app.db.selectFrom('ledger_entry').select('type').where('subject_kind', '=', 'recipient').where('subject_id', '=', person).execute()).toEqual(entries)
  })
})
