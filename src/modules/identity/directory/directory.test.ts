import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { wecomForTest } from '../../../platforms/wecom/wecom.fixture.ts'

describe.each(testDatabases())('the contact book of WeCom on $name (ACC-7)', async ({ name: database }) => {
  const { peer, company, connect, follow } = await wecomForTest()
  const app = await startTestApp({
    database,
    wecom: (now) => {
      follow(now)
      return connect()
    },
  })
  afterAll(() => peer.close())
  const adminId = await hire(app, { name: '管理员', department: '信息部', posts: ['security-administrator'] })
  const admin = await app.as(adminId)

  /** Somebody here with a sign-in name of their own. */
  const somebody = async (name: string, loginName: string, department = '市场部', posts: readonly string[] = ['operations']) => {
    const id = await hire(app, { name, department, posts })
    await sql`update person set login_name = ${loginName} where id = ${id}`.execute(app.db)
    return id
  }
  const read = async () => {
    await app.call('identity.read-contact-book', {}, admin)
    await app.runJobs()
  }
  type Kind = 'link' | 'choose' | 'add' | 'rename' | 'move' | 'unseen' | 'held'
  const proposals = async (kind: Kind) => ({
    ...(await app.call('identity.view-contact-book', {}, admin)),
    ...(await app.call('identity.list-contact-book', { kind, page: 1, pageSize: 100 }, admin)),
  })
  const subjects = async (kind: Kind) => (await proposals(kind)).items.map(({ subject }) => subject)
  const people = async () =>
    (await app.call('identity.list-people', { page: 1, pageSize: 100 }, admin)).items.map(({ name, loginName, department, posts, state }) => ({
      name,
      loginName,
      department: department.name,
      posts,
      state,
    }))

  it('proposes nothing, and says that nothing was read yet', async () => {
    expect(await proposals('link')).toMatchObject({ connected: true, reading: null, readAt: null, items: [] })
  })

  it('proposes by name who would be linked, chosen or added, and changes nothing by itself', async () => {
    await somebody('张三', 'zhangsan')
    // The same name is not enough, and neither is the same sign-in name.
    await somebody('李四', 'li.si')
    await somebody('王五', 'wangwu')
    company.hire('ZhangSan', { name: '张三', departments: [2] })
    company.hire('lisi', { name: '李四', departments: [2] })
    company.hire('wangwu', { name: '王武', departments: [2] })
    company.hire('zhaoliu', { name: '赵六', departments: [2] })
    company.hire('former', { name: '孙七', departments: [2], status: 5 })
    company.hire('hidden', { name: '周八', departments: [2], inScope: false })
    const before = await people()
    await read()
    const seen = await proposals('link')
    expect(seen).toMatchObject({
      reading: { state: 'done', members: 5 },
      counts: { link: 1, choose: 2, add: 1, rename: 0, move: 0, unseen: 0, held: 0 },
      items: [{ subject: 'ZhangSan', name: '张三', departmentName: '市场部', person: { name: '张三' } }],
    })
    const choose = await proposals('choose')
    expect(choose.items.map(({ subject, candidates }) => [subject, candidates.map(({ loginName }) => loginName)])).toEqual([
      ['lisi', ['li.si']],
      ['wangwu', ['wangwu']],
    ])
    expect(await subjects('add')).toEqual(['zhaoliu'])
    expect(await people()).toEqual(before)
    await app.runJob('identity.read-directory-daily')
    await app.runJobs()
    expect(await people()).toEqual(before)
    expect((await proposals('link')).linkedPeople).toBe(0)
  })

  it('links and adds what an administrator decided, as invited and without a post', async () => {
    const link = (await proposals('link')).items[0]
    const chosen = (await proposals('choose')).items[0]
    const applied = await app.call(
      'identity.apply-contact-book',
      {
        items: [
          { kind: 'link', subject: 'ZhangSan', personId: link?.person?.id ?? '' },
          { kind: 'link', subject: 'lisi', personId: chosen?.candidates[0]?.id ?? '' },
          { kind: 'add', subject: 'zhaoliu', name: '赵六', departmentName: '市场部' },
        ],
      },
      admin,
    )
    expect(applied).toEqual({ applied: 3 })
    expect((await people()).find(({ name }) => name === '赵六')).toEqual({
      name: '赵六',
      loginName: 'zhaoliu',
      department: '市场部',
      posts: [],
      state: 'invited',
    })
    expect(await proposals('link')).toMatchObject({ linkedPeople: 3, counts: { link: 0, choose: 1, add: 0 } })
  })

  it('is refused what was not shown, what has changed, what was done already, and to others than administrators', async () => {
    const apply = (item: object, actor = admin) => app.call('identity.apply-contact-book', { items: [item as never] }, actor)
    const [member] = (await proposals('choose')).items
    const personId = member?.candidates[0]?.id ?? ''
    const changed = { code: 'directory.proposal-changed' }
    await expect(apply({ kind: 'add', subject: 'former', name: '孙七', departmentName: '市场部' })).rejects.toMatchObject(changed)
    await expect(apply({ kind: 'add', subject: 'zhaoliu', name: '赵六', departmentName: '市场部' })).rejects.toMatchObject(changed)
    await expect(apply({ kind: 'add', subject: 'wangwu', name: '王五', departmentName: '市场部' })).rejects.toMatchObject(changed)
    // The sign-in name is taken by somebody who may be somebody else.
    await expect(apply({ kind: 'add', subject: 'wangwu', name: '王武', departmentName: '市场部' })).rejects.toMatchObject({
      code: 'directory.login-name-unfit',
    })
    // Somebody who is another member already.
    const { items: known } = await app.call('identity.list-people', { search: 'li.si' }, admin)
    await expect(apply({ kind: 'link', subject: 'wangwu', personId: known[0]?.id })).rejects.toMatchObject(changed)
    const hr = await app.as(await hire(app, { name: '人事', department: '人事部', posts: ['hr'] }))
    await expect(apply({ kind: 'link', subject: 'wangwu', personId }, hr)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('identity.view-contact-book', {}, hr)).rejects.toMatchObject({ code: 'permission.missing' })
  })

  it('renames and moves, makes the department where there is none, and leaves heads to a person', async () => {
    company.departments.set(3, { name: '直播部', parent: 1 })
    company.hire('ZhangSan', { name: '张叁', departments: [3] })
    const headId = await somebody('钱九', 'qianjiu', '市场部', ['department-head'])
    company.hire('qianjiu', { name: '钱九', departments: [2] })
    await read()
    await app.call('identity.apply-contact-book', { items: [{ kind: 'link', subject: 'qianjiu', personId: headId }] }, admin)
    company.hire('qianjiu', { name: '钱九', departments: [3] })
    await read()
    expect(await proposals('rename')).toMatchObject({ items: [{ subject: 'ZhangSan', name: '张叁', person: { name: '张三' } }] })
    expect((await proposals('move')).items).toMatchObject([
      { subject: 'ZhangSan', departmentName: '直播部', person: { departmentName: '市场部' }, byHand: false },
      { subject: 'qianjiu', departmentName: '直播部', byHand: true },
    ])
    const move = (subject: string) =>
      app.call('identity.apply-contact-book', { items: [{ kind: 'move', subject, departmentName: '直播部' }] }, admin)
    await expect(move('qianjiu')).rejects.toMatchObject({ code: 'directory.head-moves-by-hand' })
    await move('ZhangSan')
    await app.call('identity.apply-contact-book', { items: [{ kind: 'rename', subject: 'ZhangSan', name: '张叁' }] }, admin)
    expect((await people()).find(({ loginName }) => loginName === 'zhangsan')).toMatchObject({
      name: '张叁',
      department: '直播部',
      posts: ['operations'],
    })
    expect(await subjects('rename')).toEqual([])
  })

  it('goes on where it stood when WeCom asks for patience, and says why when it gives up', async () => {
    peer.limit('user/list', 1)
    app.clock.advance(61_000)
    await app.call('identity.read-contact-book', {}, admin)
    await expect(app.call('identity.read-contact-book', {}, admin)).rejects.toMatchObject({ code: 'directory.reading-under-way' })
    for (let minute = 0; minute < 8; minute += 1) {
      await app.runJobs()
      app.clock.advance(61_000)
      await app.runJob('identity.read-directory-daily')
    }
    await app.runJobs()
    peer.limit('user/list', 10_000)
    expect(await proposals('link')).toMatchObject({ reading: { state: 'done', members: 6 } })
    peer.trustAddress(false)
    await read()
    peer.trustAddress(true)
    expect(await proposals('link')).toMatchObject({ reading: { state: 'failed', problem: expect.stringContaining('企业可信IP') } })
  })

  it('takes nobody for gone whom it is merely not shown', async () => {
    for (const [id, member] of company.members) company.members.set(id, { ...member, inScope: id === 'qianjiu' })
    await read()
    expect(await proposals('unseen')).toMatchObject({ counts: { unseen: 3, held: 0 } })
    const states = await people()
    expect(states.filter(({ state }) => state === 'left')).toEqual([])
    for (const [id, member] of company.members) company.members.set(id, { ...member, inScope: id !== 'hidden' })
    await read()
    expect(await subjects('unseen')).toEqual([])
  })

  it('lets one leave who is gone, with the reason and the source', async () => {
    company.dismiss('lisi')
    await read()
    const { items } = await app.call('leaving.list', { page: 1, pageSize: 10 }, admin)
    expect(items).toMatchObject([
      { person: { name: '李四' }, source: 'wecom', state: 'done', reason: '企业微信通讯录已删除该成员', begunBy: null },
    ])
  })

  it('holds where many are gone at once, asks the administrators, and lets them say who has left', async () => {
    const crowd = Array.from({ length: 12 }, (_, index) => `m${index}x`)
    for (const member of crowd) company.hire(member, { name: `成员${member}`, departments: [2] })
    await read()
    const items = crowd.map((subject) => ({ kind: 'add' as const, subject, name: `成员${subject}`, departmentName: '市场部' }))
    await app.call('identity.apply-contact-book', { items }, admin)
    // The whole department is deleted by mistake, and a day later everybody else is there as before.
    app.clock.advance(25 * 3_600_000)
    for (const member of crowd) company.dismiss(member)
    await read()
    expect((await people()).filter(({ state }) => state === 'left').map(({ name }) => name)).toEqual(['李四'])
    const held = await proposals('held')
    expect(held.counts.held).toBe(12)
    const titles = async () =>
      (await app.call('desk.list-obligations', { scope: 'mine', state: 'open' }, admin)).items.map(({ title }) => title)
    expect(await titles()).toContain('企业微信显示多人同时离开，请核对后决定是否办理离职')
    // Reading again asks nothing twice.
    await read()
    expect((await proposals('held')).counts.held).toBe(12)

    // Some are put back, which settles them; of the rest one has left.
    for (const member of crowd.slice(0, 9)) company.hire(member, { name: `成员${member}`, departments: [2] })
    await read()
    const left = (await proposals('held')).items.flatMap(({ subject, departure }) => (departure === null ? [] : [{ subject, id: departure.id }]))
    expect(left.map(({ subject }) => subject).toSorted()).toEqual(['m10x', 'm11x', 'm9x'])
    const [one, ...others] = left
    const decide = (ids: string[], decision: 'leave' | 'stay') => app.call('identity.decide-departures', { ids, decision }, admin)
    await decide([one?.id ?? ''], 'leave')
    await app.runJobs()
    await decide(others.map(({ id }) => id), 'stay')
    await expect(decide([one?.id ?? ''], 'stay')).rejects.toMatchObject({ code: 'directory.departure-not-held' })
    expect((await people()).filter(({ state }) => state === 'left').length).toBe(2)
    expect(await titles()).not.toContain('企业微信显示多人同时离开，请核对后决定是否办理离职')
    await read()
    expect((await proposals('held')).counts.held).toBe(0)
  })

  it('never shuts the last administrator out, and does so by itself once there is another one', async () => {
    company.hire('boss', { name: '管理员', departments: [1] })
    await read()
    await app.call('identity.apply-contact-book', { items: [{ kind: 'link', subject: 'boss', personId: adminId }] }, admin)
    company.hire('boss', { name: '管理员', departments: [1], status: 2 })
    app.clock.advance(25 * 3_600_000)
    await read()
    expect((await people()).find(({ name }) => name === '管理员')).toMatchObject({ state: 'active' })
    const { items } = await app.call('leaving.list', { page: 1, pageSize: 10 }, admin)
    expect(items[0]).toMatchObject({ person: { name: '管理员' }, state: 'planned', blockedAt: expect.any(String) })
    const second = await hire(app, { name: '副管理员', department: '信息部', posts: ['security-administrator'] })
    await app.runJob('leaving.sweep')
    await app.runJobs()
    const { items: now } = await app.call('leaving.list', { page: 1, pageSize: 10 }, await app.as(second))
    expect(now[0]).toMatchObject({ person: { name: '管理员' }, state: 'done', source: 'wecom' })
  })
})
