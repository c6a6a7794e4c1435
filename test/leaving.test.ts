import { once } from 'node:events'
import { request } from 'node:http'
import { afterAll, describe, expect, it } from 'vitest'
import { type Place, serverPlaces } from './places.ts'
import { createHttpClient, type HttpClient, type ServerProcess, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
const leavers = 12

/** A company with one administrator on a server of its own; `cleanUps` takes what is to be undone, last first. */
const startCompany = async (prepare: () => Promise<Place>, cleanUps: (() => Promise<unknown>)[]) => {
  const { dataDirectory, databaseUrl, remove } = await prepare()
  cleanUps.push(remove)
  const open = () => startServerProcess({ dataDirectory, databaseUrl })
  const running = await open()
  const administrator = await setUpCompany(
    { url: running.url, printed: running.printed() },
    { company: '测试公司', department: '市场部', name: '管理员', loginName: 'administrator', password },
  )
  const { department } = await administrator.call('identity.view-me', {})
  const invite = (loginName: string, posts: string[]) =>
    administrator.call('identity.add-person', { name: loginName, loginName, departmentId: department.id, posts })
  const join = async (loginName: string, posts: string[]) => {
    const { id, invitationToken } = await invite(loginName, posts)
    const client = createHttpClient(running.url)
    await client.call('identity.accept-invitation', { token: invitationToken, password })
    return { id, client }
  }
  return { running, open, administrator, invite, join }
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
