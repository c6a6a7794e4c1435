import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { serverPlaces } from './places.ts'
import { createHttpClient, type HttpClient, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
const customers = 40

describe.each(serverPlaces())('a server killed while it makes an export, on $name (DAT-3)', ({ prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  it('makes it after the restart, whole and once', { timeout: 180_000 }, async () => {
    const { dataDirectory, databaseUrl, remove } = await prepare()
    cleanUps.push(remove)
    const first = await startServerProcess({ dataDirectory, databaseUrl })
    const { service } = await hireAll(first.url, first.printed())
    const ids = await Promise.all(Array.from({ length: customers }, (_, number) => register(service, number)))
    await service.call('vault.ask-export', { filter: {}, kinds: ['name', 'mobile'], variant: 'clear', format: 'csv', purpose: 'delivery', reason: '补寄少发的订单' })
    await expect.poll(() => stateOf(service), { timeout: 60_000, interval: 20 }).toMatchObject({ state: 'making', progress: { total: customers } })
    await first.kill()

    const second = await startServerProcess({ dataDirectory, databaseUrl })
    cleanUps.push(second.stop)
    const again = createHttpClient(second.url)
    await again.call('identity.sign-in', { loginName: 'service', password })
    await expect.poll(() => stateOf(again), { timeout: 60_000, interval: 200 }).toMatchObject({ state: 'ready', customers })
    const [made] = (await again.call('vault.list-exports', {})).items
    const { base64 } = await again.call('vault.download-export', { id: made?.id ?? '' })
    const mobiles = Buffer.from(base64, 'base64').toString('utf8').match(/1380000\d{4}/g)
    expect(mobiles?.toSorted()).toEqual(Array.from({ length: customers }, (_, number) => mobileOf(number)))
    const head = createHttpClient(second.url)
    await head.call('identity.sign-in', { loginName: 'head', password })
    const { items } = await head.call('vault.view-access-record', { id: ids[0] ?? '' })
    expect(items.filter(({ type }) => type === 'export.made')).toHaveLength(1)

    // On the command line: where the file comes from, and test data in which nobody of it appears.
    const legal = createHttpClient(second.url)
    await legal.call('identity.sign-in', { loginName: 'legal', password })
    const leaked = join(dataDirectory, 'leaked.csv')
    await writeFile(leaked, Buffer.from(base64, 'base64'))
    const traced = await command(['trace', leaked], second.url, legal)
    expect(traced).toMatchObject({ code: 0, stdout: expect.stringContaining('客服员') })
    const none = join(dataDirectory, 'none.txt')
    await writeFile(none, '13900000000\n13900000001\n')
    expect(await command(['trace', none], second.url, legal)).toMatchObject({ code: 1, stdout: expect.stringContaining('证据不足') })
    const administrator = createHttpClient(second.url)
    await administrator.call('identity.sign-in', { loginName: 'administrator', password })
    const copy = join(dataDirectory, 'copy.ndjson')
    expect(await command(['anonymise', '--format', 'ndjson', '--out', copy], second.url, administrator)).toMatchObject({ code: 0 })
    const invented = await readFile(copy, 'utf8')
    expect(invented.trim().split('\n')).toHaveLength(customers)
    expect(invented).not.toMatch(/1380000\d{4}|测试甲某/)
  })
})

const stateOf = async (client: HttpClient) => (await client.call('vault.list-exports', {})).items[0]

const mobileOf = (number: number): string => `1380000${String(number).padStart(4, '0')}`

const register = async (client: HttpClient, number: number): Promise<string> => {
  const { id } = await client.call('vault.register-customer', {
    fields: [
      { kind: 'name', value: '测试甲某' },
      { kind: 'mobile', value: mobileOf(number) },
    ],
    source: { kind: 'form', detail: '夏季试吃报名表' },
    consent: { basis: 'consent', evidence: '报名表第三版', at: '2026-05-01T10:00:00+08:00', separate: false, guardian: false },
  })
  return id
}

/** Runs a command of the program with the session of a client. */
const command = async (args: readonly string[], url: string, client: HttpClient): Promise<{ code: number; stdout: string; stderr: string }> => {
  const cookies = new Map(client.cookie().split('; ').map((one) => one.split('=') as [string, string]))
  const env = { ...process.env, WEIDUN_URL: url, WEIDUN_TOKEN: `${cookies.get('weidun')}.${cookies.get('weidun-device')}`, WEIDUN_DATA: join(tmpdir(), 'weidun-nowhere') }
  const child = spawn(process.execPath, ['src/cli/weidun.ts', ...args], { env })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  await once(child, 'close')
  return { code: child.exitCode ?? -1, stdout, stderr }
}

/** Sets the company up by the printed link; customer service, the head of the department, and legal. */
const hireAll = async (url: string, printed: string): Promise<{ service: HttpClient }> => {
  const founder = { company: '测试公司', department: '客服部', name: '管理员', loginName: 'administrator', password }
  const administrator = await setUpCompany({ url, printed }, founder)
  const { department } = await administrator.call('identity.view-me', {})
  const hire = async (name: string, loginName: string, post: string): Promise<HttpClient> => {
    const { invitationToken } = await administrator.call('identity.add-person', { name, loginName, departmentId: department.id, posts: [post] })
    const client = createHttpClient(url)
    await client.call('identity.accept-invitation', { token: invitationToken, password })
    return client
  }
  await hire('客服主管', 'head', 'department-head')
  await hire('法务员', 'legal', 'legal')
  return { service: await hire('客服员', 'service', 'customer-service') }
}
