import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { codeOf, databaseKinds, goodPassword, otherPassword, problemOf, startIdentity } from '../identity.fixture.ts'

const day = 24 * 60 * 60

const series = [
  goodPassword,
  otherPassword,
  'Tea-Leaves-over-7-Hills',
  'Guihua7-Lamian&zhuozi',
  'Wo5-xihuan-chi-lajiao!',
  'Gou yao chi 3 ge Li!',
] as const

describe.each(databaseKinds)('passwords on $name (ACC-4)', (kind) => {
  let app: Awaited<ReturnType<typeof startIdentity>>
  let administrator: Actor
  beforeAll(async () => {
    app = await startIdentity(kind)
    administrator = await app.actor(app.administrator)
  })

  const settings = { periodDays: 90, historyLength: 5, minimumLength: 12, reminderDays: [14, 7, 1] }
  const configure = async (changed: Partial<Record<keyof typeof settings, unknown>> = {}): Promise<void> => {
    await app.call('update-password-settings', { ...settings, ...changed }, { actor: administrator })
    await app.runJobs()
  }
  const somebody = async () => {
    const { id, loginName } = await app.join(['operations'])
    return { id, loginName, by: { actor: await app.signedIn(loginName) } }
  }
  const change = (by: { actor: Actor }, current: string, next: string) =>
    app.run('change-password', { current, next }, by)
  const reasonsOf = async (call: Promise<unknown>) => (await problemOf(call)).reasons.map(({ code }) => code)
  const terms = (personId: string) =>
    app.db
      .selectFrom('obligation')
      .selectAll()
      .where('kind', '=', 'identity.change-password')
      .where('subject_id', '=', personId)
      .orderBy('id')
      .execute()
  const runningTerm = async (personId: string) => {
    const running = (await terms(personId)).filter(({ state }) => state === 'open')
    expect(running).toHaveLength(1)
    return running[0]
  }
  const noticesTo = async (personId: string) => {
    const rows = await app.db.selectFrom('notice').select('kind').where('person_id', '=', personId).orderBy('id').execute()
    return rows.map(({ kind: said }) => said)
  }
  const inDays = (days: number): Date => new Date(app.clock.now().getTime() + days * day * 1000)

  it('refuses the last five, the present one included, and takes the sixth again', async () => {
    const { id, by } = await somebody()
    let current: string = series[0]
    for (const next of series.slice(1)) {
      app.advance(1)
      await change(by, current, next)
      current = next
    }
    expect(await reasonsOf(change(by, current, current))).toEqual(['password.in-use'])
    for (const last of series.slice(1, -1)) expect(await reasonsOf(change(by, current, last))).toEqual(['password.reused'])
    const kept = await app.db.selectFrom('password_history').select('hash').where('person_id', '=', id).execute()
    expect(kept).toHaveLength(5)
    expect(kept.every(({ hash }) => hash.startsWith('$argon2id$'))).toBe(true)
    await change(by, current, series[0])
  })

  it('refuses the present one with another number behind it', async () => {
    const { by } = await somebody()
    expect(await reasonsOf(change(by, goodPassword, goodPassword.replace('47', '48')))).toEqual(['password.too-similar'])
  })

  it('keeps fewer when the company wants fewer', async () => {
    const { id, by } = await somebody()
    await configure({ historyLength: 2 })
    await change(by, series[0], series[1])
    app.advance(1)
    await change(by, series[1], series[2])
    await configure()
    expect(await app.db.selectFrom('password_history').select('id').where('person_id', '=', id).execute()).toHaveLength(2)
    await change(by, series[2], series[0])
  })

  it('refuses an old password by a reset link too', async () => {
    const { id } = await somebody()
    const { invitationToken: token } = await app.call('reissue-invitation', { id }, { actor: administrator })
    const reset = (password: string) => app.run('accept-invitation', { token, password })
    expect(await reasonsOf(reset(goodPassword))).toEqual(['password.reused'])
    await reset(otherPassword)
  })

  it('lets one of two changes at once win, and remembers that one alone', async () => {
    const { id, loginName, by } = await somebody()
    const both = await Promise.allSettled([change(by, series[0], series[1]), change(by, series[0], series[2])])
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const lost = both.find((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'password.current-wrong' })
    expect(await app.db.selectFrom('password_history').select('id').where('person_id', '=', id).execute()).toHaveLength(2)
    await runningTerm(id)
    const winner = both[0].status === 'fulfilled' ? series[1] : series[2]
    expect(await app.signIn(loginName, winner)).toMatchObject({ session: { kind: 'granted' } })
  })

  it('makes the next change an obligation of its owner, met by the change with its moment as proof', async () => {
    const { id, by } = await somebody()
    const first = await runningTerm(id)
    expect(first).toMatchObject({ owner_person: id, link: '/me', due_at: inDays(90), remind_at: inDays(76) })
    app.advance(40 * day)
    const changedAt = app.clock.now().toISOString()
    await change({ actor: by.actor }, series[0], series[1])
    const [met] = await terms(id)
    expect(met).toMatchObject({ id: first?.id, state: 'met', breached_at: null, evidence: { changedAt } })
    expect(await runningTerm(id)).toMatchObject({ due_at: inDays(90) })
  })

  it('reminds 14, 7 and 1 day before, once each, and says when the time is over', async () => {
    const { id } = await somebody()
    const sweep = () => app.runJob('desk.sweep-obligations')
    const told = async (seconds: number): Promise<number> => {
      app.advance(seconds)
      await sweep()
      await sweep()
      return (await noticesTo(id)).filter((said) => said === 'obligation.reminded').length
    }
    expect(await told(76 * day - 60)).toBe(0)
    expect(await told(60)).toBe(1)
    expect(await told(7 * day - 60)).toBe(1)
    expect(await told(60)).toBe(2)
    expect(await told(6 * day)).toBe(3)
    expect(await told(day - 60)).toBe(3)
    expect(await told(120)).toBe(3)
    expect(await noticesTo(id)).toContain('obligation.breached')
  })

  it('moves the obligation with the setting, for everybody, and ends it where passwords do not expire', async () => {
    const { id } = await somebody()
    const made = app.clock.now()
    const due = (days: number): Date => new Date(made.getTime() + days * day * 1000)
    app.advance(10 * day)
    await configure({ periodDays: 180, reminderDays: [7] })
    expect(await runningTerm(id)).toMatchObject({ due_at: due(180), remind_at: due(173), later_reminders: [] })
    await configure({ periodDays: 180, reminderDays: [30, 7] })
    expect(await runningTerm(id)).toMatchObject({ due_at: due(180), remind_at: due(150) })
    await configure({ periodDays: null, reminderDays: [] })
    expect((await terms(id)).map(({ state }) => state)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    await configure()
    expect(await runningTerm(id)).toMatchObject({ due_at: due(90) })
  })

  it('leaves alone what is right already', async () => {
    const { id } = await somebody()
    app.advance(80 * day)
    await app.runJob('desk.sweep-obligations')
    const before = await terms(id)
    await app.runJob('identity.follow-password-terms')
    app.advance(20 * day)
    await app.runJob('identity.follow-password-terms')
    expect((await terms(id)).map(({ id: term }) => term)).toEqual(before.map(({ id: term }) => term))
  })

  it('ends the obligation of somebody suspended, and makes it again when they come back', async () => {
    const { id } = await somebody()
    await app.call('suspend-person', { id, reason: '离职' }, { actor: administrator })
    await app.runJobs()
    expect((await terms(id)).map(({ state }) => state)).toEqual(['cancelled'])
    await app.call('reinstate-person', { id }, { actor: administrator })
    await app.runJobs()
    await runningTerm(id)
  })

  it('demands a change after a suspected leak: sessions end, the person is told, the change settles it', async () => {
    const { id, loginName } = await somebody()
    await app.call('demand-password-change', { id, reason: '密码写在便签上' }, { actor: administrator })
    const [entry] = (await app.ledger('password.change-demanded')).slice(-1)
    expect(entry).toMatchObject({ subject_id: id, detail: { reason: '密码写在便签上' } })
    expect(await noticesTo(id)).toContain('password.change-demanded')
    expect(await app.db.selectFrom('session').select('id').where('person_id', '=', id).where('ended_at', 'is', null).execute()).toEqual([])
    const by = { actor: await app.signedIn(loginName) }
    expect(await app.call('view-me', {}, by)).toMatchObject({ mustChangePassword: true })
    await change(by, series[0], series[1])
    expect(await app.call('view-me', {}, by)).toMatchObject({ mustChangePassword: false, passwordDueAt: inDays(90).toISOString() })
  })

  it('demands none of somebody who has no password yet', async () => {
    const { id: departmentId } = await app.db.selectFrom('department').select('id').executeTakeFirstOrThrow()
    const invited = { name: '未到任', loginName: 'not.yet', departmentId, posts: [] }
    const { id } = await app.call('add-person', invited, { actor: administrator })
    const demand = app.run('demand-password-change', { id, reason: '试一试' }, { actor: administrator })
    expect(await codeOf(demand)).toBe('person.state-unfit')
  })

  it('measures who is late (control)', async () => {
    const { id, loginName } = await somebody()
    const name = `同事 ${loginName.split('-')[1]}`
    const control = app.app.catalogue.controls.find((each) => each.id === 'identity.passwords-in-time')
    const late = async (now: Date): Promise<unknown[]> =>
      (await control?.measure(app.app.database.kysely, now))?.evidence.filter(({ params }) => params?.['name'] === name) ?? []
    expect(await late(inDays(90))).toEqual([])
    expect(await late(inDays(91))).toMatchObject([{ sentence: { zh: '{name} 的密码已到期，尚未更换' } }])
    await app.call('demand-password-change', { id, reason: '疑似泄露' }, { actor: administrator })
    expect(await late(app.clock.now())).toMatchObject([{ sentence: { zh: '{name} 尚未按要求修改密码' } }])
  })

  it('takes sensible settings only, and says in the ledger what they were', async () => {
    const refused = async (changed: object): Promise<string> =>
      codeOf(app.run('update-password-settings', { ...settings, ...changed }, { actor: administrator }))
    expect(await refused({ minimumLength: 8 })).toBe('input.invalid')
    expect(await refused({ periodDays: 7 })).toBe('input.invalid')
    expect(await refused({ reminderDays: [7, 7] })).toBe('input.invalid')
    expect(await refused({ periodDays: 30, reminderDays: [30] })).toBe('input.invalid')
    await configure({ minimumLength: 16, reminderDays: [1, 14] })
    expect(await app.call('view-password-settings', {}, { actor: administrator })).toEqual({
      ...settings,
      minimumLength: 16,
      reminderDays: [14, 1],
    })
    const [entry] = (await app.ledger('password-settings.changed')).slice(-1)
    expect(entry?.detail).toMatchObject({ before: settings, after: { minimumLength: 16, reminderDays: [14, 1] } })
    const { by } = await somebody()
    expect(await reasonsOf(change(by, series[0], series[1]))).toEqual(['password.length'])
    await configure()
  })
})
