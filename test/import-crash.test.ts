import { execFile } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { batch, csvOf } from '../src/modules/vault/importing/importing.fixture.ts'
import { serverPlaces } from './places.ts'
import { createHttpClient, freePort, type HttpClient, setUpCompany, startServerProcess } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'
const rows = 4_000

describe.each(serverPlaces())('a server killed while it imports customers into $name (DAT-5)', ({ prepare }) => {
  const cleanUps: (() => Promise<unknown>)[] = []
  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  it('goes on after its restart by itself, and writes every row once', { timeout: 240_000 }, async () => {
    const { dataDirectory, databaseUrl, remove } = await prepare()
    cleanUps.push(remove)
    const port = await freePort()
    const first = await startServerProcess({ dataDirectory, databaseUrl, port })
    cleanUps.push(first.kill)
    const importer = await hireImporter(first.url, first.printed())
    const file = join(dataDirectory, '会员.csv')
    await writeFile(file, csvOf(rows))
    const command = importByCommand(first.url, importer, file)
    const at = await until(importer, ({ counts }) => counts.added > 0)
    await first.kill()
    const second = await startServerProcess({ dataDirectory, databaseUrl, port })
    cleanUps.push(second.stop)
    // The command waited for the server and tells the end.
    expect(JSON.parse(await command)).toMatchObject({ id: at.id, state: 'done', added: rows })
    const last = await signIn(second.url)
    const { counts } = await last.call('vault.view-import', { id: at.id })
    expect(at.counts.added).toBeLessThan(rows)
    expect(counts).toMatchObject({ read: rows, ready: rows, added: rows, merged: 0, skipped: 0, refused: 0 })
    // As many people as rows, and no number twice, at either side of where it was killed.
    expect((await last.call('vault.list-customers', { pageSize: 10 })).total).toBe(rows)
    for (const row of [0, at.counts.added - 1, at.counts.added, rows - 1]) {
      const { items } = await last.call('vault.find-customer', { by: 'value', kind: 'mobile', value: `138${String(row).padStart(8, '0')}` })
      expect([row, items.length]).toEqual([row, 1])
    }
  })
})

type View = Awaited<ReturnType<typeof latest>>
const latest = async (client: HttpClient) => (await client.call('vault.list-imports', { pageSize: 10 })).items[0]

/** Looks until the import is as far as that. */
const until = async (client: HttpClient, reached: (view: NonNullable<View>) => boolean): Promise<NonNullable<View>> => {
  let last: View
  await expect.poll(async () => (last = await latest(client)) !== undefined && reached(last), { timeout: 90_000, interval: 20 }).toBe(true)
  if (last === undefined) throw new Error('There is one')
  return last
}

/** `weidun import-customers`, as a person would start it. */
const importByCommand = async (url: string, client: HttpClient, file: string): Promise<string> => {
  const cookies = new Map(client.cookie().split('; ').map((pair) => pair.split('=') as [string, string]))
  const token = [cookies.get('weidun'), cookies.get('weidun-device')].filter((part) => part !== undefined).join('.')
  const { source, consent } = batch()
  const origin = ['--source', source.kind, '--source-detail', source.detail, '--basis', consent.basis, '--evidence', consent.evidence, '--evidence-at', consent.at]
  const args = ['src/cli/weidun.ts', 'import-customers', file, ...origin, '--yes']
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, WEIDUN_URL: url, WEIDUN_TOKEN: token } })
  return stdout
}

const signIn = async (url: string): Promise<HttpClient> => {
  const client = createHttpClient(url)
  await client.call('identity.sign-in', { loginName: 'importer', password })
  return client
}

const hireImporter = async (url: string, printed: string): Promise<HttpClient> => {
  const company = { company: '测试公司', department: '客服部', name: '管理员', loginName: 'administrator', password }
  const administrator = await setUpCompany({ url, printed }, company)
  const { department } = await administrator.call('identity.view-me', {})
  const person = { name: '客服员', loginName: 'importer', departmentId: department.id, posts: ['customer-service'] }
  const { invitationToken } = await administrator.call('identity.add-person', person)
  await createHttpClient(url).call('identity.accept-invitation', { token: invitationToken, password })
  return signIn(url)
}
