import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import { withoutSession } from '../../kernel/actor.ts'
import { readDocument } from '../../screening/documents/index.ts'
import { equip } from './leaving.fixture.ts'

const minute = 60_000
const department = '市场部'

describe.each(testDatabases())('leaving on $name (ACC-7)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const somebody = (name: string, posts: readonly string[], where = department) =>
    hire(app, { name, department: where, posts })
  const administratorId = await somebody('管理员', ['security-administrator'], '信息安全部')
  const administrator = await app.as(administratorId)
  const hr = await app.as(await somebody('人事', ['hr'], '人事部'))
  const headId = await somebody('部门负责人', ['department-head'])
  const leave = (personId: string, options: { at?: string; takeoverId?: string } = {}) =>
    app.call('leaving.begin', { personId, reason: '个人原因离职', at: options.at ?? null, takeoverId: options.takeoverId ?? null }, hr)
  const view = (id: string) => app.call('leaving.view', { id }, hr)
  const reachOf = async (personId: string) => (await app.call('leaving.view-reach', { personId }, hr)).items
  const stateOf = async (id: string) =>
    (await sql<{ state: string }>`select state from person where id = ${id}`.execute(app.db)).rows[0]?.state
  const account = async (ownerId: string, name: string) => {
    const { departmentId } = administrator.kind === 'person' ? administrator : { departmentId: '' }
    const fields = { platform: 'douyin', name, platformId: null, departmentId, core: false } as const
    const { id } = await app.call('accounts.register-account', { ...fields, ownerId }, administrator)
    return { id, handTo: (owner: string) => app.call('accounts.update-account', { ...fields, id, ownerId: owner, state: 'active' }, administrator) }
  }
  const control = async (id: string) => {
    const found = app.catalogue.controls.find((one) => one.id === id)
    return found?.measure(app.db, app.clock.now())
  }

  it('names everything that a person could reach, from live state, before and after', async () => {
    const id = await somebody('甲', ['legal'])
    await equip(app, id)
    const kinds = (await reachOf(id)).map(({ kind }) => kind)
    expect(kinds.toSorted()).toEqual(
      ['api-key', 'outside-identity', 'passkey', 'password', 'phone', 'post', 'recovery-codes', 'session', 'session', 'totp'].toSorted(),
    )
    await leave(id)
    expect(await reachOf(id)).toEqual([])
    expect(await stateOf(id)).toBe('left')
  })

  it('withdraws all of it in one transaction, each item with its ledger entry', async () => {
    const id = await somebody('乙', ['legal', 'hr'])
    const { keyId } = await equip(app, id)
    const asked = await app.call('identity.ask-for-temporary-post', { post: 'finance', hours: 8, reason: '月末对账' }, await app.as(id))
    const leaving = await leave(id)
    const { items, leaving: head } = await view(leaving.id)
    expect(head).toMatchObject({ state: 'done', pending: 0, manual: 0, withdrawn: items.length })
    for (const item of items) {
      const entries = await app.db
        .selectFrom('ledger_entry')
        .select('type')
        .where('subject_kind', '=', 'leaving-item')
        .where('subject_id', '=', item.id)
        .execute()
      expect(entries).toEqual([{ type: 'leaving.item-withdrawn' }])
    }
    const types = await app.db.selectFrom('ledger_entry').select('type').where('subject_id', 'in', [id, keyId]).execute()
    expect(types.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['person.left', 'session.ended', 'posts.changed', 'api-key.revoked', 'temporary-post.request-withdrawn']),
    )
    // Nobody has to decide any more on what they asked for.
    const { rows } = await sql<{ state: string }>`select state from obligation where subject_id = ${asked.id}`.execute(app.db)
    expect(rows).toEqual([{ state: 'cancelled' }])
  })

  it('admits nothing that was under way when it committed: neither a session nor a key', async () => {
    const id = await somebody('丙', ['operations'])
    const { sessionIds, keyId } = await equip(app, id)
    const before = await app.as(id)
    if (before.kind !== 'person') throw new Error('That is no person')
    const admitted = { ...before, sessionId: sessionIds[0] ?? '' }
    const write = () =>
      app.call('content.create-material', {
        title: '春季新品', copy: '【广告】春季新品上市', channel: 'weibo', industry: null, advertising: true,
        aiGenerated: false, audienceConsent: null, accountIds: [], attachments: [],
      }, admitted)
    await write()
    await leave(id)
    await expect(write()).rejects.toMatchObject({ code: 'session.required' })
    const key = {
      kind: 'api-key', id: keyId, name: '官网', operations: new Set(['content.check']),
      permissions: new Set(['content.check']), callsPerMinute: 60,
    } as const
    const check = app.invoke('content.check', { text: '全网最低价', channel: 'weibo' }, key)
    await expect(check).rejects.toMatchObject({ code: 'api-key.not-accepted' })
  })

  it('leaves accounts on platforms to whoever takes over, within one working day, and asks for proof', async () => {
    const [id, heirId] = [await somebody('丁', ['operations']), await somebody('戊', ['operations'])]
    const { handTo } = await account(id, '旗舰店')
    const leaving = await leave(id, { takeoverId: heirId })
    const heir = await app.as(heirId)
    const { items } = await app.call('desk.list-obligations', { scope: 'mine' }, heir)
    expect(items.map(({ title }) => title)).toEqual([expect.stringContaining('丁 离职：移交营销账号“旗舰店”')])
    const seen = await app.call('leaving.view', { id: leaving.id }, heir)
    expect(seen).toMatchObject({ wholeShown: false, items: [{ state: 'manual', mayComplete: true }] })
    const itemId = seen.items[0]?.id ?? ''
    expect(await reachOf(id)).toMatchObject([{ kind: 'account', standing: 'in-hand' }])

    const done = () => app.call('leaving.complete-item', { id: itemId, proof: '已在抖音后台更换管理员' }, heir)
    await expect(done()).rejects.toMatchObject({ code: 'leaving.still-held' })
    await handTo(heirId)
    const stranger = await app.as(await somebody('路人', ['operations']))
    await expect(app.call('leaving.complete-item', { id: itemId, proof: '已完成' }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
    await expect(app.call('leaving.view', { id: leaving.id }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
    await done()
    expect(await reachOf(id)).toEqual([])
    const obligation = await app.db.selectFrom('obligation').select(['state', 'evidence']).where('subject_id', '=', leaving.id).execute()
    expect(obligation).toEqual([{ state: 'met', evidence: { proof: '已在抖音后台更换管理员' } }])
    await expect(done()).rejects.toMatchObject({ code: 'leaving.item-not-manual' })
    expect(await app.call('leaving.view', { id: leaving.id }, heir)).toMatchObject({ items: [{ state: 'withdrawn', mayComplete: false }] })
  })

  it('hands promises over by their deadline, and names an acting head or asks for one', async () => {
    const where = `渠道部 ${database}`
    const id = await somebody('负责人甲', ['department-head'], where)
    await sql`update department set head_id = ${id} where name = ${where}`.execute(app.db)
    await account(id, '渠道号')
    const other = await somebody('己', ['operations'], where)
    await account(other, '渠道号二')
    const first = await leave(other)
    const ofFirst = await app.db.selectFrom('obligation').select(['id', 'owner_person']).where('subject_id', '=', first.id).execute()
    expect(ofFirst.map(({ owner_person: owner }) => owner)).toEqual([id])

    const second = await leave(id)
    const { items } = await view(second.id)
    const manual = items.filter(({ state }) => state === 'manual')
    expect(manual.map(({ kind }) => kind).toSorted()).toEqual(['account', 'department-vacant'])
    const moved = await app.db.selectFrom('obligation').select(['owner_person', 'owner_post']).where('id', '=', ofFirst[0]?.id ?? '').execute()
    expect(moved).toEqual([{ owner_person: null, owner_post: 'security-administrator' }])
  })

  it('puts claimed reviews back into the queue in the same transaction', async () => {
    const author = await app.as(await somebody('撰稿人', ['operations']))
    const { id: accountId } = await account(headId, '审核用号')
    const draft = await app.call('content.create-material', {
      title: '审核中的物料', copy: '今天门店上新，欢迎来店看看。', channel: 'weibo', industry: null, advertising: false,
      aiGenerated: false, audienceConsent: null, accountIds: [accountId], attachments: [],
    }, author)
    await app.call('content.submit-material', draft, author)
    await app.call('content.pass-self-check', { id: draft.id }, author)
    const reviewer = await somebody('审核人', ['department-head'])
    const claimed = await sql<{ id: string }>`
      update material_review set state = 'claimed', reviewer_id = ${reviewer}, claimed_at = ${app.clock.now()}
      where level = 'department' and state = 'waiting' returning id`.execute(app.db)
    const { items } = await view((await leave(reviewer)).id)
    expect(claimed.rows.length).toBeGreaterThan(0)
    expect(items.filter(({ kind }) => kind === 'review')).toHaveLength(claimed.rows.length)
    const rows = await sql`select state from material_review where reviewer_id = ${reviewer} and state = 'claimed'`.execute(app.db)
    expect(rows.rows).toEqual([])
  })

  it('refuses oneself, the last security administrator, and whoever cannot take over', async () => {
    const ownId = hr.kind === 'person' ? hr.id : ''
    await expect(leave(ownId)).rejects.toMatchObject({ reasons: [{ code: 'leaving.oneself' }] })
    await expect(leave(administratorId)).rejects.toMatchObject({ reasons: [{ code: 'leaving.last-administrator' }] })
    const id = await somebody('庚', ['operations'])
    await expect(leave(id, { takeoverId: id })).rejects.toMatchObject({ reasons: [{ code: 'leaving.takeover-unfit' }] })
    await leave(id)
    await expect(leave(id)).rejects.toMatchObject({ reasons: [{ code: 'leaving.left-already' }] })
    const heir = await somebody('辛', ['operations'])
    await expect(leave(heir, { takeoverId: id })).rejects.toMatchObject({ reasons: [{ code: 'leaving.takeover-unfit' }] })
  })

  it('wants a factor proven just now, and is not for auditors to carry out', async () => {
    const id = await somebody('壬', ['operations'])
    const input = { personId: id, reason: '离职', at: null, takeoverId: null }
    const stale = { ...hr, ...withoutSession, provenAt: new Date(0) } as typeof hr
    await expect(app.call('leaving.begin', input, stale)).rejects.toMatchObject({ code: 'session.prove-again' })
    await expect(app.call('leaving.begin', input, app.personHolding(['auditor']))).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('leaving.view-reach', { personId: id }, app.personHolding(['auditor']))).resolves.toBeDefined()
  })

  it('comes back by a new invitation alone, without posts', async () => {
    const id = await somebody('癸', ['legal'])
    await leave(id)
    await expect(app.call('identity.reinstate-person', { id }, administrator)).rejects.toMatchObject({ code: 'person.state-unfit' })
    const { departmentId } = administrator.kind === 'person' ? administrator : { departmentId: '' }
    const give = { id, name: '癸', departmentId, posts: ['legal'] }
    await expect(app.call('identity.update-person', give, administrator)).rejects.toMatchObject({ code: 'person.state-unfit' })
    await app.call('identity.reissue-invitation', { id }, administrator)
    expect(await stateOf(id)).toBe('invited')
    expect((await reachOf(id)).map(({ kind }) => kind)).toEqual(['invitation'])
  })

  it('carries a planned leaving out at its moment, not a minute earlier, and only once', async () => {
    const id = await somebody('计划离职者', ['operations'])
    const at = new Date(app.clock.now().getTime() + 90 * minute)
    const { id: leavingId, carriedOut } = await leave(id, { at: at.toISOString() })
    expect(carriedOut).toBe(false)
    await expect(leave(id)).rejects.toMatchObject({ code: 'leaving.planned-already' })
    app.clock.set(new Date(at.getTime() - 1))
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await stateOf(id)).toBe('active')
    app.clock.set(at)
    await app.runJob('leaving.sweep')
    await app.runJobs()
    await app.runJob('leaving.carry-out', { id: leavingId })
    expect(await stateOf(id)).toBe('left')
    const entries = await app.db.selectFrom('ledger_entry').select('type').where('subject_id', '=', id).where('type', '=', 'person.left').execute()
    expect(entries).toHaveLength(1)
  })

  it('is changed, done now instead, or cancelled while it is planned, and never afterwards', async () => {
    const id = await somebody('改期者', ['operations'])
    const later = (minutes: number) => new Date(app.clock.now().getTime() + minutes * minute).toISOString()
    const { id: leavingId } = await leave(id, { at: later(10) })
    const plan = { id: leavingId, reason: '交接延长', takeoverId: null }
    await expect(app.call('leaving.change-plan', { ...plan, at: later(-1) }, hr)).rejects.toMatchObject({ code: 'leaving.moment-unfit' })
    await app.call('leaving.change-plan', { ...plan, at: later(600) }, hr)
    app.clock.advance(11 * minute)
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await stateOf(id)).toBe('active')
    await app.call('leaving.cancel', { id: leavingId, reason: '本人撤回辞职' }, hr)
    await expect(app.call('leaving.change-plan', { ...plan, at: later(5) }, hr)).rejects.toMatchObject({ code: 'leaving.ended' })
    const again = await leave(id, { at: later(10) })
    expect(await app.call('leaving.change-plan', { ...plan, id: again.id, at: null }, hr)).toEqual({ carriedOut: true })
    await expect(app.call('leaving.cancel', { id: again.id, reason: '太晚了' }, hr)).rejects.toMatchObject({ code: 'leaving.ended' })
    expect(await stateOf(id)).toBe('left')
  })

  it('tells once when a planned leaving cannot be carried out, and does it as soon as it can', async () => {
    const second = await somebody('第二位管理员', ['security-administrator'], '信息安全部')
    const at = new Date(app.clock.now().getTime() + minute)
    await leave(second, { at: at.toISOString() })
    await sql`update person set state = 'suspended' where id = ${administratorId}`.execute(app.db)
    app.clock.set(at)
    for (let time = 0; time < 3; time += 1) {
      await app.runJob('leaving.sweep')
      await app.runJobs()
    }
    expect(await stateOf(second)).toBe('active')
    const notices = await app.db.selectFrom('notice').select('person_id').where('kind', '=', 'leaving.blocked').execute()
    expect(notices).toHaveLength(2)
    await sql`update person set state = 'active' where id = ${administratorId}`.execute(app.db)
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await stateOf(second)).toBe('left')
  })

  it('certifies every item with its place in the ledger', async () => {
    const id = await somebody('出证者', ['operations'])
    await equip(app, id)
    await account(id, '出证号')
    const { id: leavingId } = await leave(id)
    const certificate = await app.call('leaving.certificate', { id: leavingId }, hr)
    expect(certificate.title).toBe('权限收回证明')
    const { items } = await view(leavingId)
    const rows = certificate.sections.slice(0, -1).flatMap(({ table }) => table?.rows ?? [])
    expect(rows).toHaveLength(items.length)
    for (const row of rows) expect(row[3]).toMatch(/^[0-9a-f-]{36}$/)
    expect(certificate.facts.find(({ label }) => label === '结论')?.value).toContain('待人工办理 1 项')
    const file = await app.call('leaving.export-certificate', { id: leavingId }, hr)
    expect(file.fileName).toBe('权限收回证明-出证者.pdf')
    const { passages } = await readDocument(Buffer.from(file.base64, 'base64'))
    const text = passages.flat().map((piece) => piece.text).join('').replaceAll(/\s/g, '')
    for (const [title, , , entry] of rows) {
      // Cells are broken over lines, and lines of neighbours stand between.
      expect(text).toContain(title?.replaceAll(/\s/g, '').slice(0, 6))
      expect(text).toContain(entry?.slice(0, 23))
    }
    const issued = app.db.selectFrom('ledger_entry').select('id').where('type', '=', 'leaving.certificate-issued')
    expect(await issued.where('subject_id', '=', leavingId).execute()).toHaveLength(2)
  })

  it('measures rights that outlive a leaving or a suspension, and items that are late', async () => {
    const id = await somebody('被停用者', ['legal'])
    const before = await control('leaving.no-live-rights')
    expect(before?.state).toBe('holds')
    await equip(app, id)
    await app.call('identity.suspend-person', { id, reason: '调查' }, administrator)
    const measured = await control('leaving.no-live-rights')
    expect(measured?.state).toBe('fails')
    // The key outlives the suspension; posts and factors open nothing until the reinstatement.
    expect(measured?.evidence.map(({ sentence }) => sentence.zh)).toEqual(['{leaver} 仍持有：发放的接口密钥“{name}”'])
    await leave(id)
    expect((await control('leaving.no-live-rights'))?.state).toBe('holds')
    await sql`insert into person_post (person_id, post, since) values (${id}, 'legal', ${app.clock.now()})`.execute(app.db)
    expect((await control('leaving.no-live-rights'))?.state).toBe('fails')
    await sql`delete from person_post where person_id = ${id}`.execute(app.db)

    const inTime = (await control('leaving.items-in-time'))?.share
    app.clock.advance(5 * 24 * 60 * minute)
    expect((await control('leaving.items-in-time'))?.share).toBeLessThan(inTime ?? 0)
  })
})
