import { sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { wecomForTest } from '../src/platforms/wecom/wecom.fixture.ts'
import type { WecomSettings } from '../src/platforms/wecom/wecom-from.ts'
import { testDatabases } from './database.ts'
import { startTestApp } from './harness.ts'
import { hire } from './hire.ts'
import { serveTestApp } from './served.ts'

const hour = 3_600_000
const ids = (count: number, prefix: string): string[] => Array.from({ length: count }, (_, index) => `${prefix}${index}`)

/** A company with a WeCom of its own, whose clock both share. */
const start = async (database: 'pglite' | 'postgres', settings: Partial<WecomSettings> = {}) => {
  const wecom = await wecomForTest()
  afterAll(() => wecom.peer.close())
  const app = await startTestApp({
    database,
    wecom: (now) => {
      wecom.follow(now)
      return wecom.connect(settings)
    },
  })
  const somebody = (name: string, posts: readonly string[] = ['customer-service']) => hire(app, { name, department: '客服部', posts })
  const admin = await app.as(await somebody('管理员', ['security-administrator']))
  const hr = await app.as(await somebody('人事', ['hr']))
  const linkAs = async (personId: string, member: string) => {
    await sql`insert into outside_identity (provider, subject, person_id, linked_at) values ('wecom', ${member}, ${personId}, ${app.clock.now()})`.execute(app.db)
  }
  return {
    ...wecom,
    app,
    admin,
    hr,
    somebody,
    /** Somebody who is a member of WeCom too. */
    member: async (name: string, member: string, posts?: readonly string[]) => {
      const id = await somebody(name, posts)
      wecom.company.hire(member, { name, departments: [2] })
      await linkAs(id, member)
      return id
    },
    leave: (personId: string, takeoverId: string | null) =>
      app.call('leaving.begin', { personId, reason: '合同到期', at: null, takeoverId }, hr),
    itemsOf: async (leavingId: string) => {
      const { items } = await app.call('leaving.view', { id: leavingId }, hr)
      return Object.fromEntries(items.filter(({ kind }) => kind.startsWith('wecom')).map((item) => [item.kind, item]))
    },
    /** What a minute of a running server does. */
    pass: async (milliseconds: number) => {
      app.clock.advance(milliseconds)
      await app.runJob('leaving.sweep')
      await app.runJobs()
    },
    stateOf: async (id: string) =>
      (await sql<{ state: string }>`select state from person where id = ${id}`.execute(app.db)).rows[0]?.state,
  }
}

describe.each(testDatabases())('leaving takes WeCom back on $name (ACC-7)', async ({ name: database }) => {
  const { app, peer, company, hr, admin, somebody, member, leave, itemsOf, pass, stateOf } = await start(database)
  const asked = (path: string) => peer.calls.filter(({ url }) => url.pathname.endsWith(path)).length

  beforeEach(() => {
    for (const part of [company.members, company.customers, company.groups]) part.clear()
    company.transfers.length = 0
  })

  it('disables the member at once, hands 250 customers and 3 groups over, and leaves one who refuses to the heir', async () => {
    const [leaver, heir] = [await member('甲', 'jia'), await member('乙', 'yi')]
    company.befriend('jia', ids(249, 'wm'))
    company.befriend('jia', ['unwilling'], { refuses: true })
    company.found('jia', ids(3, 'wr'))
    const { id } = await leave(leaver, heir)
    // Nothing is done outside before the transaction of the leaving has committed.
    expect(company.members.get('jia')?.status).toBe(1)
    const begun = app.clock.now().getTime()
    await app.runJobs()
    expect(company.members.get('jia')?.status).toBe(2)
    expect([...company.groups.values()].map(({ owner }) => owner)).toEqual(['yi', 'yi', 'yi'])
    expect(asked('/transfer_customer')).toBe(3)
    expect(await itemsOf(id)).toMatchObject({
      'wecom-member': { state: 'withdrawn', proof: '已停用企业微信成员 jia（user/update enable=0，已回读确认）' },
      'wecom-groups': { state: 'withdrawn', proof: '企业微信：jia 的 3 个客户群中已有 3 个客户群移交给 yi' },
      'wecom-customers': {
        state: 'pending',
        note: '已移交 0 位客户，250 位客户等待生效（24 小时内客户可以拒绝）。',
        nextAt: new Date(begun + 24 * hour).toISOString(),
      },
    })
    // Nobody is asked twice, however often the job runs before.
    await pass(hour)
    await pass(22 * hour)
    expect(asked('/transfer_customer')).toBe(3)
    expect(company.owned('yi').length).toBe(0)
    await pass(hour)
    expect(company.owned('yi').length).toBe(249)
    expect(await itemsOf(id)).toMatchObject({
      'wecom-customers': {
        state: 'manual',
        note: '已移交 249 位客户，1 位客户没有移交。1 位客户：客户拒绝移交，请由接手人另行联系。',
        overdue: false,
      },
    })
    expect(company.transfers.length).toBe(250)
    const { items: mine } = await app.call('desk.list-obligations', { scope: 'mine' }, await app.as(heir))
    expect(mine.map(({ title }) => title)).toEqual(['甲 离职：移交企业微信成员“jia”的客户'])
    const certificate = await app.call('leaving.certificate', { id }, hr)
    expect(JSON.stringify(certificate)).toContain('停用企业微信成员“jia”')
  })

  it('does nothing twice when it is killed after WeCom did it, nor when two servers do it at once', async () => {
    const [leaver, heir] = [await member('丙', 'bing'), await member('丁', 'ding')]
    company.befriend('bing', ids(250, 'wm'))
    company.found('bing', ids(120, 'wr'))
    // WeCom does the first hundred of both, and its answers are lost, as with a server that is killed meanwhile.
    peer.loseAnswers('externalcontact/transfer_customer', 2)
    peer.loseAnswers('externalcontact/groupchat/onjob_transfer', 1)
    const { id } = await leave(leaver, heir)
    await app.runJobs()
    expect(company.transfers.length).toBe(100)
    expect(await itemsOf(id)).toMatchObject({ 'wecom-customers': { state: 'pending', note: expect.stringContaining('自动再试') } })
    app.clock.advance(hour)
    const pending = await sql<{ id: string }>`select id from leaving_item where leaving_id = ${id} and state = 'pending'`.execute(app.db)
    await Promise.all([...pending.rows, ...pending.rows].map((item) => app.runJob('leaving.carry-on', { itemId: item.id })))
    await pass(0)
    expect(company.transfers.map(({ customer }) => customer).toSorted()).toEqual(ids(250, 'wm').toSorted())
    expect([...company.groups.values()].every(({ owner, transferredAt }) => owner === 'ding' && transferredAt.length === 1)).toBe(true)
    await pass(24 * hour)
    await pass(24 * hour)
    expect(await itemsOf(id)).toMatchObject({
      'wecom-customers': { state: 'withdrawn', proof: '企业微信：bing 的 250 位客户中已有 250 位客户移交给 ding' },
      'wecom-groups': { state: 'withdrawn' },
    })
    const entries = await sql<{ subject_id: string }>`
      select subject_id from ledger_entry where type = 'leaving.item-withdrawn' and detail->>'by' = 'machine'
      and subject_id in (select id::text from leaving_item where leaving_id = ${id})`.execute(app.db)
    expect(entries.rows.length).toBe(3)
    expect(company.transfers.length).toBe(250)
  })

  it('says so where nobody was named to take over, or somebody whom WeCom does not know', async () => {
    const [first, second] = [await member('戊', 'wu'), await member('己', 'ji')]
    company.befriend('wu', ids(5, 'wm'))
    company.befriend('ji', ids(2, 'wn'))
    company.found('ji', ['wr0'])
    const { id } = await leave(first, null)
    const stranger = await somebody('庚')
    const { id: otherId } = await leave(second, stranger)
    await app.runJobs()
    expect(await itemsOf(id)).toMatchObject({
      'wecom-member': { state: 'withdrawn' },
      'wecom-customers': { state: 'manual', note: '5 位客户没有移交：没有指定接手人，请在企业微信管理后台分配给接替成员。' },
      'wecom-groups': { state: 'withdrawn', proof: '企业微信里 wu 名下没有客户群' },
    })
    expect(await itemsOf(otherId)).toMatchObject({
      'wecom-customers': { note: '2 位客户没有移交：接手人没有关联企业微信成员，请在企业微信管理后台分配给接替成员。' },
      'wecom-groups': { state: 'manual' },
    })
    expect(company.transfers).toEqual([])
  })

  it('leaves to a person what WeCom refuses as a whole, with the reason', async () => {
    const [leaver, heir] = [await member('辛', 'xin'), await member('壬', 'ren')]
    company.befriend('xin', ids(3, 'wm'))
    company.hire('ren', { verified: false })
    const { id } = await leave(leaver, heir)
    await app.runJobs()
    expect(await itemsOf(id)).toMatchObject({
      'wecom-customers': { state: 'manual', note: expect.stringContaining('实名认证'), proof: expect.stringContaining('40098') },
    })
  })

  it('takes the customers of one whom WeCom has deleted already from the unassigned', async () => {
    const [leaver, heir] = [await member('癸', 'gui'), await member('子', 'zi')]
    company.befriend('gui', ids(120, 'wm'))
    company.dismiss('gui')
    const { id } = await leave(leaver, heir)
    await app.runJobs()
    expect(asked('/resigned/transfer_customer')).toBe(2)
    await pass(24 * hour)
    expect(company.owned('zi').length).toBe(120)
    expect(await itemsOf(id)).toMatchObject({
      'wecom-member': { state: 'withdrawn', proof: '企业微信已没有成员 gui（errcode 60111）' },
      'wecom-customers': { state: 'withdrawn' },
    })
  })

  it('does not let one leave again who comes back before WeCom has them again', async () => {
    const id = await member('卯', 'mao')
    await leave(id, null)
    await app.runJobs()
    await app.call('identity.reissue-invitation', { id }, admin)
    app.clock.advance(25 * hour)
    await app.call('identity.read-contact-book', {}, admin)
    await app.runJobs()
    expect(await stateOf(id)).toBe('invited')
    // Seen there, and gone once more: that is news again.
    company.hire('mao', { name: '卯', departments: [2] })
    await app.call('identity.read-contact-book', {}, admin)
    await app.runJobs()
    company.dismiss('mao')
    await app.call('identity.read-contact-book', {}, admin)
    await app.runJobs()
    expect(await stateOf(id)).toBe('left')
  })

  it('has no items of WeCom for somebody who is no member', async () => {
    const { id } = await leave(await somebody('丑'), null)
    await app.runJobs()
    expect(await itemsOf(id)).toEqual({})
  })

  it('shows the membership as held, since when that is known, and finds one that lives on', async () => {
    const leaver = await member('寅', 'yin')
    const reach = async () =>
      (await app.call('leaving.view-reach', { personId: leaver }, hr)).items.filter(({ kind }) => kind === 'wecom-member')
    const control = async () => {
      const found = app.catalogue.controls.find((one) => one.id === 'leaving.no-live-rights')
      return JSON.stringify(await found?.measure(app.db, app.clock.now()))
    }
    const read = async () => {
      await app.call('identity.read-contact-book', {}, admin)
      await app.runJobs()
    }
    expect(await reach()).toMatchObject([{ title: expect.stringContaining('状态未知'), standing: 'open' }])
    await read()
    expect(await reach()).toMatchObject([{ title: expect.stringMatching(/^企业微信成员“yin”（2026-06-\d\d \d\d:\d\d 读到仍在用）$/) }])
    await leave(leaver, null)
    expect(await reach()).toMatchObject([{ standing: 'in-hand' }])
    await app.runJobs()
    expect(await reach()).toEqual([])
    expect(await control()).not.toContain('寅')
    // Somebody switches the member on again in WeCom.
    company.hire('yin', { name: '寅', departments: [2] })
    await read()
    expect(await reach()).toMatchObject([{ standing: 'open' }])
    expect(await control()).toContain('寅')
  })
})

describe.each(testDatabases())('members are deleted where the company wants it, on $name', async ({ name: database }) => {
  it('once customers and groups are with somebody else', async () => {
    const { app, company, member, leave, itemsOf, pass } = await start(database, { leaving: { account: 'delete', handOver: true } })
    const [leaver, heir] = [await member('甲', 'jia'), await member('乙', 'yi')]
    company.befriend('jia', ids(30, 'wm'))
    const { id } = await leave(leaver, heir)
    await app.runJobs()
    expect(company.members.get('jia')?.status).toBe(2)
    expect(await itemsOf(id)).toMatchObject({ 'wecom-member': { state: 'pending', note: '已停用，待 30 位客户和客户群移交后删除。' } })
    await pass(25 * hour)
    expect(company.members.has('jia')).toBe(false)
    expect(company.owned('yi').length).toBe(30)
    expect(await itemsOf(id)).toMatchObject({
      'wecom-member': { state: 'withdrawn', proof: '已停用并删除企业微信成员 jia（user/delete）' },
      'wecom-customers': { state: 'withdrawn' },
    })
  })
})

describe.each(testDatabases())('what WeCom calls back with on $name (ACC-7)', async ({ name: database }) => {
  const house = await start(database)
  const { app, peer, company, hr, member, stateOf } = house
  const { base } = await serveTestApp(app)
  const leavings = async () => (await app.call('leaving.list', { page: 1, pageSize: 50 }, hr)).items
  const held = async () => (await app.call('identity.list-contact-book', { kind: 'held' }, house.admin)).total

  type Sealed = ReturnType<typeof peer.seal>
  const post = async (sealed: Sealed, change: Partial<Record<'signature' | 'timestamp' | 'nonce' | 'body', string>> = {}) => {
    const { signature, timestamp, nonce, body } = { ...sealed, ...change }
    const query = new URLSearchParams({ msg_signature: signature, timestamp, nonce })
    const answer = await fetch(`${base}/callbacks/wecom?${query}`, { method: 'POST', body })
    await app.runJobs()
    return answer.status
  }
  let created = 1_700_000_000
  const event = (fields: Record<string, string>): string => {
    created += 1
    const all = { FromUserName: 'sys', CreateTime: String(created), MsgType: 'event', Event: 'change_contact', ...fields }
    return `<xml>${Object.entries(all).map(([name, text]) => `<${name}><![CDATA[${text}]]></${name}>`).join('')}</xml>`
  }
  const deleted = (userId: string) => event({ ChangeType: 'delete_user', UserID: userId })

  it('is asked once whether the address is ours, and only by who has the keys', async () => {
    const sealed = peer.seal('1234567890')
    const query = { msg_signature: sealed.signature, timestamp: sealed.timestamp, nonce: sealed.nonce, echostr: sealed.encrypted }
    const ask = (change: Record<string, string> = {}) => fetch(`${base}/callbacks/wecom?${new URLSearchParams({ ...query, ...change })}`)
    const answer = await ask()
    expect([answer.status, await answer.text()]).toEqual([200, '1234567890'])
    const refused = await ask({ msg_signature: '0'.repeat(40) })
    expect([refused.status, await refused.text()]).toEqual([403, ''])
    expect((await fetch(`${base}/callbacks/wecom`)).status).toBe(403)
    expect((await fetch(`${base}/callbacks/wecom/other?${new URLSearchParams(query)}`)).status).toBe(404)
  })

  it('begins the leaving of one who was deleted or disabled there, in the name of nobody', async () => {
    const [one, two] = [await member('甲', 'jia'), await member('乙', 'yi')]
    company.dismiss('jia')
    expect(await post(peer.seal(deleted('jia')))).toBe(200)
    expect(await stateOf(one)).toBe('left')
    expect(await leavings()).toMatchObject([{ person: { name: '甲' }, source: 'wecom', state: 'done', begunBy: null }])
    expect(await post(peer.seal(event({ ChangeType: 'update_user', UserID: 'yi', Status: '2' })))).toBe(200)
    expect(await stateOf(two)).toBe('left')
    // What we disabled ourselves comes back as an event, and changes nothing.
    expect(await post(peer.seal(event({ ChangeType: 'update_user', UserID: 'yi', Status: '2' })))).toBe(200)
    expect((await leavings()).length).toBe(2)
  })

  it('takes nothing that is forged, late, early, for another company, or broken, and says to nobody why', async () => {
    // A day later, since two a day may go in so small a company.
    app.clock.advance(25 * hour)
    const id = await member('丙', 'bing')
    const sealed = peer.seal(deleted('bing'))
    const other = await wecomForTest({ corpId: 'wx0000000000000000' })
    other.follow(() => app.clock.now().getTime())
    await other.peer.close()
    expect(await post(sealed, { signature: sealed.signature.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) })).toBe(403)
    expect(await post(sealed, { timestamp: String(Number(sealed.timestamp) + 1) })).toBe(403)
    expect(await post(sealed, { nonce: '1' })).toBe(403)
    expect(await post(sealed, { body: peer.seal(deleted('yi')).body })).toBe(403)
    expect(await post(other.peer.seal(deleted('bing')))).toBe(403)
    expect(await post(sealed, { body: '<xml/>' })).toBe(403)
    app.clock.advance(301_000)
    expect(await post(sealed)).toBe(403)
    app.clock.advance(-602_000)
    expect(await post(sealed)).toBe(403)
    app.clock.advance(301_000)
    expect(await stateOf(id)).toBe('active')
    const refused = await sql<{ actor_kind: string; actor_id: string }>`
      select distinct actor_kind, actor_id from ledger_entry where operation = 'identity.take-wecom-callback' and type = 'operation.refused'`.execute(app.db)
    expect(refused.rows).toEqual([{ actor_kind: 'machine', actor_id: 'identity.wecom-callback' }])
    expect(await post(sealed)).toBe(200)
    expect(await stateOf(id)).toBe('left')
  })

  it('takes each message once, however often WeCom or a thief repeats it', async () => {
    const id = await member('丁', 'ding')
    const xml = deleted('ding')
    const [first, second] = [peer.seal(xml), peer.seal(xml)]
    expect(await post(first)).toBe(200)
    expect(await stateOf(id)).toBe('left')
    // They come back, and are there again.
    await sql`update person set state = 'active' where id = ${id}`.execute(app.db)
    company.hire('ding', { name: '丁', departments: [2] })
    await app.call('identity.read-contact-book', {}, house.admin)
    await app.runJobs()
    expect([await post(first), await post(second)]).toEqual([200, 200])
    expect(await stateOf(id)).toBe('active')
  })

  it('is told of customers and strangers with success, and keeps nothing of them', async () => {
    const before = (await leavings()).length
    expect(await post(peer.seal(event({ Event: 'change_external_contact', ChangeType: 'del_follow_user', UserID: 'x', ExternalUserID: 'wm1' })))).toBe(200)
    expect(await post(peer.seal(deleted('nobody-here')))).toBe(200)
    expect(await post(peer.seal('<!DOCTYPE a [<!ENTITY b "c">]><xml><Event>&b;</Event></xml>'))).toBe(200)
    expect((await leavings()).length).toBe(before)
    const { rows } = await sql<{ subject: string }>`select subject from directory_member where subject = 'nobody-here'`.execute(app.db)
    expect(rows).toEqual([])
  })

  it('follows a member whose id was changed', async () => {
    app.clock.advance(25 * hour)
    const id = await member('戊', 'wu')
    company.hire('wu2', { name: '戊', departments: [2] })
    expect(await post(peer.seal(event({ ChangeType: 'update_user', UserID: 'wu', NewUserID: 'wu2' })))).toBe(200)
    expect(await stateOf(id)).toBe('active')
    await post(peer.seal(deleted('wu')))
    expect(await stateOf(id)).toBe('active')
    app.clock.advance(25 * hour)
    await post(peer.seal(deleted('wu2')))
    expect(await stateOf(id)).toBe('left')
  })

  it('cannot empty the company: after a few in a day the rest wait for an administrator', async () => {
    app.clock.advance(25 * hour)
    const before = await held()
    const crowd = await Promise.all(ids(8, 'm').map((userId) => member(`成员${userId}`, userId)))
    for (const userId of ids(8, 'm')) await post(peer.seal(deleted(userId)))
    const states = await Promise.all(crowd.map(stateOf))
    expect(states.filter((state) => state === 'left').length).toBe(3)
    expect((await held()) - before).toBe(5)
  })

  it('reads no more of a body than an event can have', async () => {
    const query = new URLSearchParams({ msg_signature: 'a', timestamp: '1', nonce: '1' })
    const answer = await fetch(`${base}/callbacks/wecom?${query}`, { method: 'POST', body: 'x'.repeat(600_000), headers: { connection: 'close' } })
    expect([answer.status, await answer.text()]).toEqual([413, ''])
  })

  it('is no way in where no callback is configured', async () => {
    const bare = await startTestApp({ database })
    const { base: address } = await serveTestApp(bare)
    expect((await fetch(`${address}/callbacks/wecom`, { method: 'POST', body: '' })).status).not.toBe(200)
  })
})
