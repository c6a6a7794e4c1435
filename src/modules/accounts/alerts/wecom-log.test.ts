import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { sql } from 'kysely'
import { startAlertHouse } from './alerts.fixture.ts'
import type { LogLine, LogRead } from './log-lines.ts'

describe.each(testDatabases())('WeCom’s log on $name (ACC-6)', async ({ name: database }) => {
  let answer: LogRead = { kind: 'done', lines: [] }
  const asked: { from: Date; to: Date }[] = []
  const house = await startAlertHouse({
    database,
    wecomLog: async (span) => {
      asked.push(span)
      return answer
    },
  })
  const { app, people, register, list, see, claim } = house
  const line = (change: Partial<LogLine> = {}): LogLine => ({
    at: new Date(app.clock.now().getTime() - 1_800_000), userId: 'yunying', kind: 'new-device', ip: '202.101.172.*', detail: '在新设备 iPhone 15 登录', ...change,
  })
  const run = () => app.runJob('accounts.take-in-wecom-log')

  it('reads nothing while there is no WeCom account to put it on', async () => {
    await run()
    expect(asked).toEqual([])
  })

  it('turns new devices and changed rights into alerts, daily work into none, each line once', async () => {
    await register({ platform: 'wecom', name: '青禾企业微信', core: false })
    await sql`insert into outside_identity (provider, subject, person_id, linked_at) values ('wecom', 'yunying', ${people.operator}, ${app.clock.now()})`.execute(app.db)
    answer = { kind: 'done', lines: [line(), line(), line({ kind: 'rights-changed', userId: 'admin', detail: '修改管理员' }), line({ kind: 'customers-changed' })] }
    await run()
    await run()
    const { items } = await list('administrator')
    expect(items.map(({ action }) => action).toSorted()).toEqual(['new-device', 'rights-changed'])
    // Read again from a quarter of an hour before the end of the last time.
    expect((asked.at(-1)?.to.getTime() ?? 0) - (asked.at(-1)?.from.getTime() ?? 0)).toBe(900_000)
  })

  it('asks the member whom the log names, compares with their own sign-ins, and closes by their word', async () => {
    const found = (await list('operator')).items.find(({ action }) => action === 'new-device')
    if (found === undefined) throw new Error('no alert')
    const seen = await see('administrator', found.id)
    expect(seen).toMatchObject({ source: 'wecom-log', subject: { name: '运营' }, verdict: 'likely-genuine', ip: '202.101.172.*', place: '浙江杭州' })
    expect(seen.reasons.find(({ code }) => code === 'place-usual')?.text).toContain('（5/5 次')
    const [triage] = await app.db.selectFrom('obligation').selectAll().where('kind', '=', 'accounts.triage-alert').where('subject_id', '=', found.id).execute()
    expect(triage?.owner_person).toBe(people.operator)
    await expect(claim('second', found.id)).rejects.toMatchObject({ code: 'record.not-found' })
    expect(await claim('operator', found.id)).toEqual({ closed: true })
  })

  it('says what hinders it, loses no line by it, and records it once', async () => {
    app.clock.advance(3_600_000)
    const sentence = { zh: '应用没有这项权限', en: 'The app lacks this right' }
    answer = { kind: 'failed', sentence }
    await run()
    const from = asked.at(-1)?.from
    app.clock.advance(3_600_000)
    await run()
    expect(asked.at(-1)?.from).toEqual(from)
    expect((await list('administrator')).sourceFailure).toBe(sentence.zh)
    expect((await list('operator')).sourceFailure).toBeNull()
    expect(await house.entries('alert-source.failed')).toHaveLength(1)
    answer = { kind: 'done', lines: [] }
    await run()
    expect((await list('administrator')).sourceFailure).toBeNull()
  })

  it('takes the sign-in of a member who was suspended for stolen, and leaves it to the security administrators', async () => {
    await sql`insert into outside_identity (provider, subject, person_id, linked_at) values ('wecom', 'former', ${people.second}, ${app.clock.now()})`.execute(app.db)
    await house.suspend('second')
    answer = { kind: 'done', lines: [line({ userId: 'former' })] }
    await run()
    const found = (await list('administrator')).items.find(({ verdict }) => verdict === 'likely-stolen')
    const seen = await see('administrator', found?.id ?? '')
    expect(seen.reasons[0]).toMatchObject({ code: 'subject-gone', text: '登录的成员 运营二 已离岗或已停用，不应再有登录' })
    const [triage] = await app.db.selectFrom('obligation').selectAll().where('kind', '=', 'accounts.triage-alert').where('subject_id', '=', seen.id).execute()
    expect(triage?.owner_post).toBe('security-administrator')
  })

  it('opens a bounded number at a time, and goes on until none is left', async () => {
    const many = Array.from({ length: 60 }, (_, index) => line({ at: new Date(app.clock.now().getTime() - (200 - index) * 1000), detail: `第 ${index} 台` }))
    answer = { kind: 'done', lines: many }
    const before = (await list('administrator')).total
    await run()
    expect((await list('administrator')).total - before).toBe(25)
    await app.runJobs()
    expect((await list('administrator')).total - before).toBe(60)
  })
})
