import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startAlertHouse } from './alerts.fixture.ts'

const minute = 60_000
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>').toString('base64')

describe.each(testDatabases())('alerts of platforms on $name (ACC-6)', async ({ name: database }) => {
  const house = await startAlertHouse({ database })
  const { app, people, as, administrator, register, grant, report, see, list, claim, decide, complete, theft } = house
  const standInId = people.head
  const core = await register({ standInId, factors: ['password', 'sms'] })
  const plain = await register({ name: '青禾日常号', core: false, standInId })
  await grant(core, 'second', 'operator')
  await grant(plain, 'second', 'operator')

  const obligation = async (kind: string, id: string) =>
    app.db.selectFrom('obligation').selectAll().where('kind', '=', kind).where('subject_id', '=', id).orderBy('due_at').execute()
  const minutesOf = ({ opened_at: from, due_at: to }: { opened_at: Date; due_at: Date }): number => (to.getTime() - from.getTime()) / minute

  it('reads what was pasted, says where each piece stands, and keeps nothing', async () => {
    const text = '【抖音】您的抖音号青禾旗舰店于今天 09:12在新设备（iPhone 13）登录，IP 45.32.1.1，地点：广东深圳。'
    const found = await app.call('accounts.preview-alert', { text }, await as('second'))
    expect(found).toMatchObject({
      platform: { value: 'douyin' }, account: { value: '青禾旗舰店' }, accountId: core, action: { value: 'new-device' },
      at: { value: '2026-06-01T01:12:00.000Z' }, ip: { value: '45.32.1.1' }, ipPlace: '美国', place: { value: '广东深圳' }, device: { value: 'iPhone 13' },
    })
    expect(text.slice(found.place?.start, found.place?.end)).toBe('广东深圳')
    // Whoever has nothing to do with the account does not learn that there is one.
    expect(await app.call('accounts.preview-alert', { text }, await as('auditor'))).toMatchObject({ accountId: null })
    await expect(app.call('accounts.preview-alert', { text: '长'.repeat(4_001) }, await as('second'))).rejects.toMatchObject({ code: 'input.invalid' })
    expect((await list('administrator')).total).toBe(0)
  })

  it('compares with the history, says why in words and numbers, and asks for nothing where it was likely one of us', async () => {
    const { id, verdict, dueAt } = await report('operator', plain)
    expect(verdict).toBe('likely-genuine')
    const seen = await see('administrator', id)
    expect(seen.steps).toEqual([])
    expect(seen.reasons.map(({ text }) => text).join('\n')).toContain('浙江杭州 是使用者常在的地方（10/10 次，近 90 天）')
    expect(Date.parse(dueAt) - app.clock.now().getTime()).toBe(120 * minute)
    expect(await claim('operator', id)).toEqual({ closed: true })
    expect(await see('operator', id)).toMatchObject({ decision: { value: 'genuine', overruled: false }, claim: { by: { name: '运营' } } })
    expect((await obligation('accounts.triage-alert', id))[0]?.state).toBe('met')
  })

  it('takes a theft for one: steps with owners and clocks at once, half an hour for the triage of a core account', async () => {
    const { id, verdict } = await report('operator', core, theft)
    expect(verdict).toBe('likely-stolen')
    const { steps, dueAt, reportedAt, needsSecond } = await see('operator', id)
    expect(needsSecond).toBe(true)
    expect((Date.parse(dueAt) - Date.parse(reportedAt)) / minute).toBe(30)
    expect(steps.map(({ step }) => step)).toEqual([
      'freeze', 'end-devices', 'change-password', 'protection', 'check-seats', 'check-content', 'warn-contacts', 'keep-evidence', 'appeal',
    ])
    expect(steps[0]).toMatchObject({ owner: '运营', state: 'open', path: expect.stringContaining('抖音'), mine: true })
    expect(steps.find(({ step }) => step === 'check-content')).toMatchObject({ owner: '部门负责人', mine: false })
    expect(steps.find(({ step }) => step === 'check-seats')).toMatchObject({ owner: '安全管理员', mine: false })
    expect((await obligation('accounts.alert-step', id)).map(minutesOf)).toEqual([15, 30, 30, 60, 60, 60, 120, 120, 240])
    const told = async (name: 'head' | 'second') => JSON.stringify(await app.call('desk.list-notices', {}, await as(name)))
    expect(await told('head')).toContain('很可能被盗')
    // A seat is asked, and not told what the machine thinks.
    expect(await told('second')).toContain('请看是不是您本人操作')
    expect(await told('second')).not.toContain('很可能被盗')
  })

  it('shows nobody where a colleague was: names and moments to who decides, a discreet sentence to the owner, none to a seat', async () => {
    await house.signedIn('second', { hoursAgo: 0.2 })
    const { id, verdict } = await report('operator', plain, { device: 'iPhone 14' })
    expect(verdict).toBe('likely-genuine')
    const words = async (name: 'administrator' | 'operator' | 'second') => (await see(name, id)).reasons.map(({ text }) => text).join('\n')
    expect(await words('administrator')).toContain('运营二 在前后')
    const discreet = await words('operator')
    expect(discreet).toContain('有使用者的登录在时间、城市和设备上与它相符')
    expect(discreet).not.toMatch(/运营二|杭州|\d+\/\d+/)
    // A seat is asked whether it was them, and told no more than that takes.
    const asked = await see('second', id)
    expect(asked).toMatchObject({ reach: 'seat', device: 'iPhone 14', ip: null, place: null, text: null, reportedBy: null, verdict: null, reasons: [], steps: [] })
    expect(asked.may).toEqual({ claim: true, decide: false, openCase: false, closeCase: false, addEvidence: false })
    await expect(see('auditor', id)).rejects.toMatchObject({ code: 'record.not-found' })
    await decide('head', id, 'genuine')
    await expect(see('second', id)).rejects.toMatchObject({ code: 'record.not-found' })
  })

  it('tells a seat that asks by a made-up alert neither verdict nor reasons nor steps', async () => {
    const probe = await report('second', core, { ...theft, ip: '45.32.1.9' })
    expect(probe.verdict).toBeNull()
    expect(await see('second', probe.id)).toMatchObject({ reach: 'own', verdict: null, score: null, reasons: [], steps: [], evidence: [], may: { decide: false } })
    const { items } = await list('second')
    expect(items.every(({ verdict, decision, open }) => (verdict === null && open === 0) || decision !== null)).toBe(true)
    // And the ledger has no address and no place of it.
    const entries = await house.entries('alert.reported')
    expect(JSON.stringify(entries)).not.toMatch(/45\.32|杭州|13812345678/)
    await decide('administrator', probe.id, 'stolen')
    expect(await see('second', probe.id)).toMatchObject({ verdict: 'likely-stolen', decision: { value: 'stolen' }, reasons: [] })
  })

  it('lets nobody report for an account that is none of theirs, from the future, twice, or without end', async () => {
    await expect(report('auditor', core)).rejects.toMatchObject({ code: 'record.not-found' })
    await expect(report('operator', core, { at: '2026-06-02T02:00:00Z' })).rejects.toMatchObject({ code: 'alert.in-future' })
    await expect(report('operator', core, { ip: '1.2.3' })).rejects.toMatchObject({ code: 'input.invalid' })
    await expect(report('operator', core, theft)).rejects.toMatchObject({ code: 'alert.reported-already' })
    for (let count = 0; count < 20; count += 1) await report('head', plain, { at: null })
    await expect(report('head', plain, { at: null })).rejects.toMatchObject({ code: 'alert.too-many' })
  })

  it('seals what was pasted, shows it whole to who pasted it and masked to others', async () => {
    const { id } = await report('operator', plain, { at: null, text: '微博登录提醒，致电 13812345678' })
    const row = await app.inner.database.kysely.selectFrom('platform_alert' as never).selectAll().where('id' as never, '=', id as never).executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('13812345678')
    expect((await see('operator', id)).text).toContain('13812345678')
    expect((await see('administrator', id)).text).toContain('138****5678')
  })

  it('closes a core account’s alert as genuine by two people, never by one', async () => {
    const { id } = await report('operator', core)
    await expect(decide('head', id, 'genuine')).rejects.toMatchObject({ code: 'gate.refused', reasons: [{ code: 'alert.statement-first' }] })
    expect(await claim('operator', id)).toEqual({ closed: false })
    await expect(claim('second', id)).rejects.toMatchObject({ code: 'alert.claimed' })
    await expect(decide('operator', id, 'genuine')).rejects.toMatchObject({ reasons: [{ code: 'alert.second-person' }] })
    await decide('head', id, 'genuine')
    await expect(decide('administrator', id, 'stolen', '改变主意了')).rejects.toMatchObject({ code: 'alert.decided' })
  })

  it('keeps the machine’s verdict beside the person’s, asks why they differ, and ends the steps that are not needed', async () => {
    const { id } = await report('operator', plain, theft)
    await claim('second', id)
    await expect(decide('operator', id, 'genuine')).rejects.toMatchObject({ reasons: [{ code: 'alert.reason-needed' }] })
    await decide('operator', id, 'genuine', '电话核实，她在国外出差')
    const seen = await see('administrator', id)
    expect(seen).toMatchObject({ verdict: 'likely-stolen', decision: { value: 'genuine', overruled: true, reason: '电话核实，她在国外出差' } })
    expect(new Set(seen.steps.map(({ state }) => state))).toEqual(new Set(['cancelled']))
    expect((await house.entries('alert.decided')).at(-1)?.detail).toMatchObject({ machine: 'likely-stolen', overruled: true })
  })

  it('asks for the steps of a theft when a person finds one that the machine did not', async () => {
    const { id } = await report('operator', plain, { at: null, device: null, ip: null })
    const before = await see('operator', id)
    expect(before.verdict).toBe('unclear')
    expect(before.steps.map(({ step }) => step)).toEqual(['end-devices', 'change-password', 'protection', 'keep-evidence'])
    await decide('head', id, 'stolen')
    expect((await see('operator', id)).steps).toHaveLength(9)
  })

  it('takes a step as done from its owner or an administrator alone, with proof, once', async () => {
    const { id } = await report('operator', plain, { ...theft, at: null })
    const { steps } = await see('operator', id)
    const [freeze] = steps
    if (freeze === undefined) throw new Error('no steps')
    await expect(complete('second', freeze.id)).rejects.toMatchObject({ code: 'record.not-found' })
    await expect(complete('operator', freeze.id, '好')).rejects.toMatchObject({ code: 'input.invalid' })
    await complete('operator', freeze.id)
    await expect(complete('administrator', freeze.id)).rejects.toMatchObject({ code: 'alert.step-settled' })
    expect((await see('head', id)).steps[0]).toMatchObject({ state: 'done', proof: '已于今天上午完成' })
    const met = (await obligation('accounts.alert-step', id)).filter(({ state }) => state === 'met')
    expect(met).toHaveLength(1)
  })

  it('opens one case for the security administrators, on record for whoever waits for it, and closes it with what came of it', async () => {
    const { id } = await report('operator', core, { ...theft, at: null })
    await app.call('accounts.open-takeover-case', { id }, await as('operator'))
    await expect(app.call('accounts.open-takeover-case', { id }, administrator)).rejects.toMatchObject({ code: 'alert.case-opened' })
    const [opened] = await obligation('accounts.takeover-case', id)
    expect(opened).toMatchObject({ owner_post: 'security-administrator', state: 'open' })
    expect((await house.entries('account.takeover-suspected')).at(-1)).toMatchObject({ subject_id: core, detail: { alert: id, core: true } })
    await expect(app.call('accounts.close-takeover-case', { id, outcome: '账号已夺回' }, await as('operator'))).rejects.toMatchObject({ code: 'permission.missing' })
    await app.call('accounts.close-takeover-case', { id, outcome: '账号已夺回，未发布内容' }, administrator)
    expect(await see('head', id)).toMatchObject({ case: { outcome: '账号已夺回，未发布内容' }, may: { openCase: false, closeCase: false } })
  })

  it('takes pictures and PDF as evidence, nothing that runs, from whoever may see the alert', async () => {
    const { id } = await report('second', plain, { at: null })
    const add = async (name: Parameters<typeof as>[0], base64: string) =>
      app.call('accounts.add-alert-evidence', { id, name: '登录记录截图.png', base64 }, await as(name))
    const { digest } = await add('second', png)
    await add('operator', png)
    await expect(add('operator', svg)).rejects.toMatchObject({ code: 'file.type-not-allowed' })
    await expect(add('auditor', png)).rejects.toMatchObject({ code: 'record.not-found' })
    expect((await see('operator', id)).evidence).toHaveLength(1)
    const reading = (name: Parameters<typeof as>[0]) => as(name).then((actor) => app.call('accounts.read-alert-evidence', { id, digest }, actor))
    expect(await reading('head')).toMatchObject({ mediaType: 'image/png', base64: png })
    await expect(reading('second')).rejects.toMatchObject({ code: 'record.not-found' })
  })

  it('lists to each what is theirs to see, overdue ones apart', async () => {
    expect((await list('auditor')).total).toBe(0)
    const all = (await list('administrator', { pageSize: 100 })).total
    expect((await list('operator', { pageSize: 100 })).total).toBe(all)
    expect((await list('second')).total).toBeLessThan(all)
    expect((await list('administrator', { state: 'overdue' })).total).toBe(0)
    app.clock.advance(3 * 60 * minute)
    expect((await list('administrator', { state: 'overdue' })).total).toBeGreaterThan(0)
  })

  it('measures what was triaged in time, and leads to the one that was not (control)', async () => {
    await app.call('score.measure-now', {}, administrator)
    const late = await app.call('score.view-control', { id: 'accounts.alerts-in-time' }, administrator)
    expect(late.share).toBeLessThan(1)
    expect(late.action.link).toBe('/accounts/alerts?state=overdue')
    expect(JSON.stringify(late.evidence)).toMatch(/\/accounts\/alerts\?alert=[0-9a-f-]{36}/)
  })

  it('lets the company say how soon, within bounds', async () => {
    const set = async (name: Parameters<typeof as>[0], coreMinutes: number) =>
      app.call('accounts.update-alert-settings', { coreMinutes, otherMinutes: 60 }, await as(name))
    await expect(set('head', 15)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(set('administrator', 1)).rejects.toMatchObject({ code: 'input.invalid' })
    await set('administrator', 15)
    const { dueAt } = await report('operator', core, { at: null })
    expect(Date.parse(dueAt) - app.clock.now().getTime()).toBe(15 * minute)
  })
})
