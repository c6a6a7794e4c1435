import { once } from 'node:events'
import { request } from 'node:http'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { openDatabase } from '../src/kernel/database/index.ts'
import { startWecom } from './peers/wecom.ts'
import { type Place, serverPlaces } from './places.ts'
import { createHttpClient, type HttpClient, type ServerProcess, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
const leavers = 12

/** A company with one administrator on a server of its own; `cleanUps` takes what is to be undone, last first. */
const startCompany = async (prepare: () => Promise<Place>, cleanUps: (() => Promise<unknown>)[], env: Record<string, string> = {}) => {
  const { dataDirectory, databaseUrl, remove } = await prepare()
  cleanUps.push(remove)
  const open = () => startServerProcess({ dataDirectory, databaseUrl, env })
  const running = await open()
  const administrator = await setUpCompany(
    { url: running.url, printed: running.printed() },
    { company: '测试公司', department: '市场部', name: '管理员', loginName: 'administrator', password },
  )
  const { department } = await administrator.call('identity.view-me', {})
  const invite = (loginName: string, posts: string[]) =>
    administrator.call('identity.add-person', { name: loginName, loginName, departmentId: department.id, posts })
  const joined = async (loginName: string, posts: string[]) => {
    const { id, invitationToken } = await invite(loginName, posts)
    const client = createHttpClient(running.url)
    await client.call('identity.accept-invitation', { token: invitationToken, password })
    return { id, client }
  }
  /** While no server runs: lets so many hours go by for what waits. */
  const pass = async (hours: number): Promise<void> => {
    const database = await openDatabase({ url: databaseUrl, directory: join(dataDirectory, 'database'), onBackgroundError: () => {} })
    const back = sql.lit(`${hours} hours`)
    await sql`update leaving_item set next_at = next_at - ${back}::interval where state = 'pending'`.execute(database.kysely)
    await sql`update jobs.job set start_after = start_after - ${back}::interval where state = 'created'`.execute(database.kysely)
    await database.close()
  }
  return { running, open, administrator, invite, join: joined, pass }
}

const undo = async (cleanUps: readonly (() => Promise<unknown>)[]): Promise<void> => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
}

describe.each(serverPlaces())('people leave a running server on $name (ACC-7)', ({ prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(() => undo(cleanUps))

  it('shuts every browser, key and running request of theirs out within two seconds', { timeout: 240_000 }, async () => {
    const { running, administrator, join } = await startCompany(prepare, cleanUps)
    cleanUps.push(running.stop)
    const { id, client: first } = await join('leaver', ['security-administrator'])
    const second = createHttpClient(running.url)
    await second.call('identity.sign-in', { loginName: 'leaver', password })
    const { key } = await first.call('identity.create-api-key', {
      name: '官网', operations: ['content.check'], days: 30, callsPerMinute: 600,
    })
    const check = () =>
      fetch(`${running.url}/api/v1/check`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify({ text: '全网最低价', channel: 'weibo' }),
      })
    expect([(await second.post('identity.view-me', {})).status, (await check()).status]).toEqual([200, 200])

    // Let in before, and still sending its body when the leaving commits.
    const slow = await slowCall(running.url, { name: 'identity.add-department', cookie: first.cookie() })
    for (let call = 0; call < 3; call += 1) expect((await first.post('identity.view-me', {})).status).toBe(200)

    const begun = performance.now()
    await administrator.call('leaving.begin', { personId: id, reason: '离职', at: null, takeoverId: null })
    const answers = await Promise.all([
      first.post('identity.view-me', {}).then(({ status }) => status),
      second.post('identity.list-sessions', {}).then(({ status }) => status),
      second.post('identity.add-department', { name: '不该有的部门' }).then(({ status }) => status),
      check().then(({ status }) => status),
      slow.finish({ name: '迟到的部门' }),
    ])
    const took = performance.now() - begun
    expect(answers).toEqual([401, 401, 401, 401, 401])
    expect(took).toBeLessThan(2000)
    const departments = await administrator.call('identity.list-departments', {})
    expect(departments.items.map(({ name }) => name)).toEqual(['市场部'])
    const again = createHttpClient(running.url)
    expect((await again.post('identity.sign-in', { loginName: 'leaver', password })).status).toBe(401)
    expect((await administrator.call('leaving.view-reach', { personId: id })).items).toEqual([])
  })
})

// Most of it is waiting for the minute of the sweep: both databases wait at once.
describe.concurrent.each(serverPlaces())('a server on $name that is killed while people leave (ACC-7)', ({ prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(() => undo(cleanUps))

  it('goes on after a kill in the middle of many leavings: each is carried out, none twice', { timeout: 300_000 }, async ({ expect }) => {
    const { running, open, invite, join } = await startCompany(prepare, cleanUps)
    // Also where the test fails before it kills.
    cleanUps.push(running.kill)
    const people: { id: string }[] = []
    // Some have a session and a password, most an invitation that is still open.
    for (let number = 0; number < leavers; number += 1) {
      people.push(await (number < 4 ? join : invite)(`leaver-${number}`, ['operations']))
    }
    const { client: hr } = await join('hr-clerk', ['hr'])
    const at = new Date(Date.now() + 10_000).toISOString()
    for (const { id } of people) await hr.call('leaving.begin', { personId: id, reason: '部门裁撤', at, takeoverId: null })

    const doneAt = async (client: HttpClient): Promise<number> =>
      (await client.call('leaving.list', { state: 'done', pageSize: 1 })).total
    await expect.poll(() => doneAt(hr), { timeout: 90_000, interval: 20 }).toBeGreaterThan(0)
    await running.kill()

    const after: ServerProcess = await open()
    cleanUps.push(after.stop)
    const hrAgain = createHttpClient(after.url)
    await hrAgain.call('identity.sign-in', { loginName: 'hr-clerk', password })
    await expect.poll(() => doneAt(hrAgain), { timeout: 150_000, interval: 500 }).toBe(leavers)

    const { items } = await hrAgain.call('leaving.list', { state: 'done', pageSize: 100 })
    expect(new Set(items.map(({ person }) => person.id)).size).toBe(leavers)
    for (const { id, person } of items) {
      const { items: things } = await hrAgain.call('leaving.view', { id })
      const named = things.map(({ kind, title }) => `${kind} ${title}`)
      expect(named).toEqual([...new Set(named)])
      expect(things.filter(({ state }) => state !== 'withdrawn')).toEqual([])
      const certificate = await hrAgain.call('leaving.certificate', { id })
      const types = certificate.sections.at(-1)?.table?.rows.map((row) => row[1])
      expect(types).toEqual(['登记离职', '办理离职'])
      expect((await hrAgain.call('leaving.view-reach', { personId: person.id })).items).toEqual([])
    }
  })
})

const secrets = { app: 'example-app-secret', book: 'example-book-secret' }
const callback = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }

// On one database: what is killed here is the conversation with WeCom.
describe.concurrent.each(serverPlaces().slice(-1))('a server on $name that is killed while it hands customers over in WeCom (ACC-7)', ({ prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(() => undo(cleanUps))

  it('hands every customer over once, and shows who refused', { timeout: 300_000 }, async ({ expect }) => {
    let ahead = 0
    const corpId = 'wx5823bf96d3bd56c7'
    const wecom = await startWecom({ corpId, agentId: 1000002, secrets, robotKey: 'k', callback, now: () => Date.now() + ahead })
    cleanUps.push(wecom.close)
    const { running, open, administrator, join, pass } = await startCompany(prepare, cleanUps, {
      WEIDUN_WECOM_CORP: corpId,
      WEIDUN_WECOM_AGENT: '1000002',
      WEIDUN_WECOM_SECRET: secrets.app,
      WEIDUN_WECOM_BOOK_SECRET: secrets.book,
      WEIDUN_WECOM_URL: wecom.url.href,
    })
    cleanUps.push(running.kill)
    const { company } = wecom
    const [leaver, heir] = [await join('leaver', ['operations']), await join('heir', ['operations'])]
    for (const name of ['leaver', 'heir']) company.hire(name, { name, departments: [2] })
    await administrator.call('identity.read-contact-book', {})
    const isRead = async () => (await administrator.call('identity.view-contact-book', {})).readAt !== null
    await expect.poll(isRead, { timeout: 60_000, interval: 200 }).toBe(true)
    await administrator.call('identity.apply-contact-book', {
      items: [{ kind: 'link', subject: 'leaver', personId: leaver.id }, { kind: 'link', subject: 'heir', personId: heir.id }],
    })
    const customers = Array.from({ length: 300 }, (_, number) => `wm${number}`)
    company.befriend('leaver', customers.slice(0, 297))
    company.befriend('leaver', customers.slice(297), { refuses: true })
    const { client: hr } = await join('hr-clerk', ['hr'])

    // WeCom has carried the first hundred out; the server dies before it learns of it.
    wecom.loseAnswers('externalcontact/transfer_customer', 1)
    const { id } = await hr.call('leaving.begin', { personId: leaver.id, reason: '合同到期', at: null, takeoverId: heir.id })
    await expect.poll(() => company.transfers.length, { timeout: 60_000, interval: 20 }).toBe(100)
    await running.kill()

    /** The item of the customers, as a server that has just started shows it in the end. */
    const itemAfter = async (hours: number, state: string, note: RegExp): Promise<ServerProcess> => {
      await pass(hours)
      const server = await open()
      cleanUps.push(server.kill)
      const client = createHttpClient(server.url)
      await client.call('identity.sign-in', { loginName: 'hr-clerk', password })
      const item = async () => {
        const { items } = await client.call('leaving.view', { id })
        return items.find(({ kind }) => kind === 'wecom-customers')
      }
      await expect.poll(item, { timeout: 100_000, interval: 500 }).toMatchObject({ state, note: expect.stringMatching(note) })
      return server
    }
    const second = await itemAfter(1, 'pending', /已移交 0 位客户，300 位客户等待生效/)
    // WeCom was asked for each of them once, over both servers: what it had carried out was found there.
    const calls = wecom.calls.filter(({ url }) => url.pathname.endsWith('/transfer_customer'))
    const asked = calls.flatMap(({ body }) => z.object({ external_userid: z.array(z.string()) }).parse(JSON.parse(body)).external_userid)
    expect(asked.toSorted()).toEqual(customers.toSorted())
    await second.kill()

    ahead = 25 * 3_600_000
    await itemAfter(25, 'manual', /已移交 297 位客户，3 位客户没有移交。3 位客户：客户拒绝移交/)
    expect([company.owned('heir').length, company.owned('leaver').length, company.transfers.length]).toEqual([297, 3, 300])
    expect([...company.customers.values()].filter(({ transferredAt }) => transferredAt.length > 1)).toEqual([])
  })
})

/** A call whose body has not arrived yet: it is let in, and waits. */
const slowCall = async (url: string, { name, cookie }: { name: string; cookie: string }) => {
  const call = request(`${url}/api/v1/${name.replace('.', '/')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url, cookie, 'transfer-encoding': 'chunked' },
  })
  const answered = once(call, 'response')
  call.write(' ')
  const [socket] = await once(call, 'socket')
  if (socket.connecting === true) await once(socket, 'connect')
  return {
    finish: async (input: object): Promise<number> => {
      call.end(JSON.stringify(input))
      const [response] = await answered
      response.resume()
      return response.statusCode
    },
  }
}
