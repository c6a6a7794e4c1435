import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startAccountHouse } from '../accounts.fixture.ts'

const phone = '13812345678'
const mail = 'xu.zhang@example.com'
const hour = 3_600_000

describe.each(testDatabases())('accounts, seats and applications on $name', async ({ name: database }) => {
  const house = await startAccountHouse({ database })
  const { app, people, administrator, register, grant, view } = house

  it('keeps recovery phone and mailbox sealed, and shows them masked (ACC-1, DAT-1, DAT-3)', async () => {
    const id = await register({ recoveryPhone: phone, recoveryMail: mail, factors: ['password', 'sms'] })
    expect(await view(id)).toMatchObject({ recoveryPhone: '138****5678', recoveryMail: 'x*******@example.com' })
    const row = await sql`select * from marketing_account where id = ${id}`.execute(app.db)
    const entries = await app.db.selectFrom('ledger_entry').selectAll().execute()
    for (const kept of [row, entries]) {
      const text = JSON.stringify(kept, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))
      expect(text).not.toContain(phone)
      expect(text).not.toContain(mail)
    }
  })

  it('changes the recovery phone when another is given, keeps it when nothing is, and records no number', async () => {
    const id = await register({ recoveryPhone: phone })
    const update = { ...house.fields(), id, state: 'active' as const }
    await app.call('accounts.update-account', update, administrator)
    expect(await view(id)).toMatchObject({ recoveryPhone: '138****5678' })
    await app.call('accounts.update-account', { ...update, recoveryPhone: '13987654321' }, administrator)
    expect(await view(id)).toMatchObject({ recoveryPhone: '139****4321' })
    expect((await house.entries('account.changed')).at(-1)).toMatchObject({ detail: { recovery_phone: 'changed' } })
    await app.call('accounts.update-account', { ...update, recoveryPhone: null }, administrator)
    expect(await view(id)).toMatchObject({ recoveryPhone: null })
  })

  it('refuses a stand-in who is the owner, or who is not active (ACC-1)', async () => {
    await expect(register({ standInId: people.operator })).rejects.toMatchObject({ code: 'account.stand-in-unfit' })
    await expect(register({ standInId: '018f0000-0000-7000-8000-000000000001' })).rejects.toMatchObject({
      code: 'account.stand-in-unfit',
    })
    expect(await view(await register({ standInId: people.second }))).toMatchObject({ standIn: { name: '运营二' } })
  })

  it('says what a core account lacks until it has it (ACC-3)', async () => {
    const id = await register({ factors: ['password'] })
    expect((await view(id)).lacks.map(({ code }) => code)).toEqual([
      'account.core-without-strong-factor',
      'account.core-with-few-administrators',
      'account.core-without-recovery',
      'account.core-not-verified',
    ])
    await grant(id, 'administrator', 'administrator')
    await grant(id, 'head', 'owner')
    await app.call(
      'accounts.update-account',
      {
        ...house.fields(), id, state: 'active', factors: ['password', 'passkey'], recoveryMail: mail,
        verifiedSubject: '杭州青禾茶饮有限公司', verificationExpiresOn: '2026-06-30',
      },
      administrator,
    )
    expect((await view(id)).lacks).toEqual([])
  })

  it('gives a seat only to an active person whose post needs it, once (ACC-1)', async () => {
    const id = await register()
    await expect(grant(id, 'auditor', 'operator')).rejects.toMatchObject({ code: 'gate.refused' })
    await grant(id, 'operator', 'operator')
    await expect(grant(id, 'operator', 'analyst')).rejects.toMatchObject({ code: 'gate.refused' })
    const { seats, history } = await view(id)
    expect(seats).toMatchObject([{ person: { name: '运营', active: true }, title: '员工号', way: 'invited', withdrawnAt: null }])
    expect(history.map(({ text }) => text)).toEqual(['授予账号席位', '登记营销账号'])
  })

  it('takes a seat back with a note of what was done at the platform, but not the last administrators', async () => {
    const id = await register()
    const first = await grant(id, 'head', 'administrator')
    const note = '已在后台移除'
    await expect(app.call('accounts.withdraw-seat', { id: first, note }, administrator)).rejects.toMatchObject({ code: 'gate.refused' })
    const seat = await grant(id, 'operator', 'operator')
    await app.call('accounts.withdraw-seat', { id: seat, note }, administrator)
    await expect(app.call('accounts.withdraw-seat', { id: seat, note }, administrator)).rejects.toMatchObject({ code: 'record.not-found' })
    expect(await view(id)).toMatchObject({ seats: [{ id: first }, { id: seat, withdrawnAt: expect.any(String) }] })
  })

  it('records when a seat was last used, never in the future', async () => {
    const id = await register()
    const seat = await grant(id, 'operator', 'operator')
    app.clock.advance(2 * hour)
    const at = new Date(app.clock.now().getTime() - hour).toISOString()
    await app.call('accounts.record-seat-use', { id: seat, at }, administrator)
    const late = new Date(app.clock.now().getTime() + hour).toISOString()
    await expect(app.call('accounts.record-seat-use', { id: seat, at: late }, administrator)).rejects.toMatchObject({ code: 'seat.used-in-future' })
    expect((await view(id)).seats).toMatchObject([{ lastUsedAt: at }])
  })

  it('names the scopes of an application that its purpose does not need (ACC-8)', async () => {
    const accountId = await register()
    const app1 = { accountId, name: '投放助手', appId: 'aw123', purposes: ['publish' as const], tokenExpiresAt: null }
    const { id, beyond } = await app.call('accounts.link-app', { ...app1, scopes: ['video.create', 'im.direct_message'] }, administrator)
    expect(beyond).toEqual(['im.direct_message'])
    expect((await view(accountId)).apps).toMatchObject([{ name: '投放助手', beyond: ['im.direct_message'], unlinkedAt: null }])
    await app.call('accounts.unlink-app', { id }, administrator)
    await expect(app.call('accounts.unlink-app', { id }, administrator)).rejects.toMatchObject({ code: 'record.not-found' })
    expect((await view(accountId)).apps).toMatchObject([{ unlinkedAt: expect.any(String) }])
  })

  it('asks the owner to take a seat back when its time is over, once (ACC-1)', async () => {
    const accountId = await register()
    const endsAt = new Date(app.clock.now().getTime() + hour).toISOString()
    const { id } = await app.call('accounts.grant-seat', { accountId, personId: people.second, right: 'operator', way: 'scanned', endsAt }, administrator)
    await app.runJob('accounts.withdraw-ended-seats')
    expect((await view(accountId)).seats).toMatchObject([{ withdrawalAsked: false }])
    app.clock.advance(2 * hour)
    await app.runJob('accounts.withdraw-ended-seats')
    await app.runJob('accounts.withdraw-ended-seats')
    const asked = (await house.obligations()).filter(({ subject_id: subject }) => subject === accountId)
    expect(asked).toMatchObject([{ state: 'open', owner_person: people.operator }])
    await app.call('accounts.withdraw-seat', { id, note: '到期，已解除绑定' }, administrator)
    const [met] = (await house.obligations()).filter(({ subject_id: subject }) => subject === accountId)
    expect(met).toMatchObject({ state: 'met' })
  })

  it('asks for the seats of a suspended person, their own accounts by the administrators (ACC-7)', async () => {
    const own = await register()
    const others = await register({ ownerId: people.second })
    await grant(own, 'operator', 'operator')
    await grant(others, 'operator', 'operator')
    await house.suspend('operator')
    await app.runJobs()
    const asked = (await house.obligations()).filter(({ state, subject_id: subject }) => state === 'open' && [own, others].includes(subject))
    expect(asked.map(({ subject_id: subject, owner_person: person, owner_post: post }) => [subject, person, post])).toEqual([
      [own, null, 'security-administrator'],
      [others, people.second, null],
    ])
    expect(asked[0]?.due_at).toEqual(new Date((asked[0]?.opened_at.getTime() ?? 0) + 24 * hour))
  })
})
