import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, describe, expect, it } from 'vitest'
import { prepareDemoData } from './demo-data.ts'
import { onServer, temporaryPostgres } from './postgres.ts'
import { createHttpClient, setUpCompany, startServerProcess, temporaryDirectory } from './server-process.ts'

const password = 'Kill-9-is-no-Excuse'

const server = process.env['TEST_DATABASE_URL'] ?? ''
const cleanUps: (() => Promise<unknown>)[] = []
afterAll(async () => {
  for (const cleanUp of cleanUps.toReversed()) await cleanUp()
})

const weidun = async (args: readonly string[], env: Record<string, string>, typed = ''): Promise<{ code: number; output: string }> => {
  const child = spawn(process.execPath, ['src/cli/weidun.ts', ...args], { env: { ...process.env, WEIDUN_URL: '', DATABASE_URL: '', ...env } })
  child.stdin.end(typed)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString('utf8')))
  await once(child, 'close')
  return { code: child.exitCode ?? -1, output }
}

const directory = async (): Promise<string> => {
  const { path, remove } = await temporaryDirectory()
  cleanUps.push(remove)
  return path
}

/** A port of this machine at which another program listens. */
const takenPort = async (): Promise<string> => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  cleanUps.push(async () => other.close())
  const address = other.address()
  return typeof address === 'object' && address !== null ? String(address.port) : ''
}

/** Alters a row behind the program's back, as somebody with full rights over the database would. */
const forgery = `
  set session_replication_role = replica;
  update ledger_entry set detail = '{"forged": true}' where id = (select id from ledger_entry order by id offset 3 limit 1) returning id;
`

describe('a server on its own machine', () => {
  it('has its data directory for itself, and tells the second why', { timeout: 120_000 }, async () => {
    const WEIDUN_DATA = await directory()
    const first = await startServerProcess({ dataDirectory: WEIDUN_DATA })
    const second = await weidun(['serve'], { WEIDUN_DATA, PORT: '0' })
    expect(second.code).toBe(2)
    expect(second.output).toContain(WEIDUN_DATA)
    expect(second.output).not.toContain('    at ')
    expect(await first.stop()).toBe(0)
  })

  it('takes commands as machine and as person, and tells a forged ledger from a whole one', { timeout: 240_000 }, async () => {
    const WEIDUN_DATA = await directory()
    await prepareDemoData(WEIDUN_DATA)
    const running = await startServerProcess({ dataDirectory: WEIDUN_DATA, args: ['--demo'] })
    const overSocket = await weidun(['verify-ledger'], { WEIDUN_DATA })
    expect(overSocket).toMatchObject({ code: 0, output: expect.stringContaining('台账完整') })
    const XDG_CONFIG_HOME = await directory()
    const env = { WEIDUN_DATA, XDG_CONFIG_HOME }
    const asMachine = await weidun(['score.view-score'], env)
    expect(JSON.parse(asMachine.output)).toMatchObject({ overall: expect.any(Number) })
    expect(await weidun(['content.list-materials'], env)).toMatchObject({ code: 1, output: expect.stringContaining('session.required') })
    expect(await weidun(['content.list-materials'], env)).toMatchObject({ output: expect.stringContaining('weidun sign-in') })
    expect(await weidun(['content.no-such'], env)).toMatchObject({ code: 2, output: expect.stringContaining('content.no-such') })
    const noNote = await weidun(['verify-ledger', '--checkpoint', join(WEIDUN_DATA, 'none')], env)
    expect(noNote).toMatchObject({ code: 2, output: expect.stringMatching(/^无法读取检查点文件 .*\n$/) })
    const password = /password: (\S+)/.exec(running.printed())?.[1] ?? ''
    expect(await weidun(['sign-in', 'linxiao'], env, `${password}\n`)).toMatchObject({ code: 0 })
    const asPerson = await weidun(['content.list-materials', '--state', 'approved', '--page-size', '5'], env)
    expect(JSON.parse(asPerson.output)).toMatchObject({ total: 1, items: [{ state: 'approved' }] })
    expect(await weidun(['content.list-materials', '--page', '0'], env)).toMatchObject({ code: 1, output: expect.stringContaining('"page"') })
    expect(await weidun(['sign-out'], env)).toMatchObject({ code: 0 })
    await running.stop()
    expect(await weidun(['verify-ledger'], { WEIDUN_DATA })).toMatchObject({ code: 0 })

    const byHand = new PGlite(join(WEIDUN_DATA, 'database', 'cluster'))
    const results = await byHand.exec(forgery)
    await byHand.close()
    const forged = String(results.at(-1)?.rows[0]?.['id'])
    const verdict = await weidun(['verify-ledger'], { WEIDUN_DATA })
    expect(verdict.code).toBe(1)
    expect(verdict.output).toContain(forged)
  })

  it.each([
    ['a taken port', async () => ({ PORT: await takenPort() }), 'PORT'],
    ['a server that does not answer', async () => ({ DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/x' }), 'DATABASE_URL'],
    ['a data directory that cannot be made', async () => ({ WEIDUN_DATA: join(import.meta.filename, 'data') }), 'WEIDUN_DATA'],
    ['a wrong setting', async () => ({ WEIDUN_LOG: 'loud' }), 'WEIDUN_LOG'],
  ])('is told in words about %s, and ends', { timeout: 120_000 }, async (_name, settings, word) => {
    const { code, output } = await weidun(['serve'], { WEIDUN_DATA: await directory(), ...(await settings()) })
    expect(code).toBe(2)
    expect(output).toContain(word)
    expect(output).not.toMatch(/hunter2|\n {4}at /)
  })

  it('lists and describes every operation on the command line', { timeout: 60_000 }, async () => {
    const listed = await weidun(['operations'], {})
    expect(listed.output).toContain('content.submit-material')
    const described = await weidun(['operations', 'content.submit-material'], {})
    expect(JSON.parse(described.output)).toMatchObject({ permission: expect.any(String), input: { type: 'object' } })
    for (const unknown of ['no-such-command', 'constructor', '__proto__']) {
      expect(await weidun([unknown], {})).toMatchObject({ code: 2, output: expect.stringContaining('没有这个命令') })
    }
    expect(await weidun(['serve', '--no-such-flag'], {})).toMatchObject({ code: 2 })
  })

  it('is not made by asking whether it is whole', async () => {
    const WEIDUN_DATA = join(await directory(), 'absent')
    expect(await weidun(['verify-ledger'], { WEIDUN_DATA })).toMatchObject({ code: 2 })
  })
})

// There is nothing to run where no server is named; CI names one.
const onPostgres = server === '' ? [] : [{ server }]

describe.each(onPostgres)('one PostgreSQL', () => {
  it('is shared by two servers, which have one truth and one ledger', { timeout: 120_000 }, async () => {
    const { url, drop } = await temporaryPostgres(server)
    cleanUps.push(drop)
    const key = randomBytes(32).toString('base64')
    const env = { WEIDUN_MASTER_KEY: key }
    const one = await startServerProcess({ dataDirectory: await directory(), databaseUrl: url, env })
    const person = { department: '市场部', name: '管理员', loginName: 'administrator', password }
    const administrator = await setUpCompany({ url: one.url, printed: one.printed() }, { company: '测试公司', ...person })
    const { department } = await administrator.call('identity.view-me', {})
    const invited = { name: '撰稿人', loginName: 'author', departmentId: department.id, posts: ['operations'] }
    const { invitationToken } = await administrator.call('identity.add-person', invited)
    const two = await startServerProcess({ dataDirectory: await directory(), databaseUrl: url, env })
    // The second knows the company: it asks nobody to set one up.
    expect(two.printed()).not.toContain('set-up')

    const [left, right] = [createHttpClient(one.url), createHttpClient(two.url)]
    await left.call('identity.accept-invitation', { token: invitationToken, password })
    await right.call('identity.sign-in', { loginName: 'author', password })
    const fields = {
      title: '两台服务器',
      copy: '【广告】每日现泡。',
      channel: 'weibo' as const,
      industry: null,
      advertising: true,
      aiGenerated: false,
      audienceConsent: null,
      accountIds: [],
      attachments: [],
    }
    const made = await Promise.all(
      Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? left : right).call('content.create-material', { ...fields, title: `第 ${i} 条` })),
    )
    for (const { id } of made) expect((await right.call('content.view-material', { id })).state).toBe('draft')
    await Promise.all([one.stop(), two.stop()])

    expect(await weidun(['verify-ledger'], { WEIDUN_DATA: await directory(), DATABASE_URL: url, ...env })).toMatchObject({ code: 0 })
    const [forged] = await onServer(url, forgery)
    const verdict = await weidun(['verify-ledger'], { WEIDUN_DATA: await directory(), DATABASE_URL: url, ...env })
    expect(verdict.code).toBe(1)
    expect(verdict.output).toContain(String(forged?.['id']))
  })

  it('refuses a server with another master key', { timeout: 120_000 }, async () => {
    const { url, drop } = await temporaryPostgres(server)
    cleanUps.push(drop)
    const one = await startServerProcess({ dataDirectory: await directory(), databaseUrl: url })
    await one.stop()
    const other = await weidun(['serve'], { WEIDUN_DATA: await directory(), DATABASE_URL: url, PORT: '0' })
    expect(other).toMatchObject({ code: 2, output: expect.stringContaining('WEIDUN_MASTER_KEY') })
  })
})
