import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { newSecret, signedHeaders } from '../src/modules/webhooks/signature.ts'
import { exampleIn } from './guide.ts'
import { startTestApp } from './harness.ts'
import { hire } from './hire.ts'
import { serveTestApp } from './served.ts'
import { freePort } from './server-process.ts'

const folder = mkdtempSync(join(tmpdir(), 'weidun-guide-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Ended = { code: number; stdout: string; stderr: string }

/** Runs a program while this process goes on serving. */
const run = async (command: string, args: readonly string[], env: Record<string, string>): Promise<Ended> => {
  const child = spawn(command, args, { cwd: folder, env: { PATH: process.env['PATH'], ...env } })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')))
  await once(child, 'close')
  return { code: child.exitCode ?? -1, stdout, stderr }
}

const signedExample = () => {
  const secret = newSecret()
  const body = JSON.stringify({ type: 'check.completed', timestamp: new Date().toISOString(), data: { decision: 'deny' } })
  return { secret, body, headers: signedHeaders({ id: 'example', sentAt: new Date(), body }, [secret]) }
}

describe('the page on calling by HTTP', async () => {
  const page = '接口调用'
  const app = await startTestApp()
  const server = await serveTestApp(app)
  const administrator = await app.as(
    await hire(app, { name: '管理员', department: '信息安全部', posts: ['security-administrator'] }),
  )
  const wish = { name: '官网内容管理', operations: ['content.check'], days: 90, callsPerMinute: 600 }
  const { key } = await app.call('identity.create-api-key', wish, administrator)
  const env = { WEIDUN_URL: server.base, WEIDUN_KEY: key }
  const shell = (name: string) => run('sh', ['-ec', exampleIn(page, name)], env)

  it('checks a text with curl', async () => {
    const { code, stdout } = await shell('check')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ decision: 'deny', reference: 'article-4711' })
  })

  it('shows what is left of the limit', async () => {
    const { stdout } = await shell('limits')
    expect(stdout).toMatch(/^ratelimit: "key";r=\d+;t=\d+\r?\nratelimit-policy: "key";q=600;w=60\r?\n$/i)
  })

  it('shows what a refusal looks like', async () => {
    const { stdout } = await shell('refused')
    expect(JSON.parse(stdout)).toMatchObject({ code: 'api-key.not-accepted', status: 401, id: expect.any(String) })
  })

  it('checks from a program', async () => {
    writeFileSync(join(folder, 'check.mjs'), exampleIn(page, 'node'))
    const { stdout, stderr } = await run(process.execPath, ['check.mjs'], env)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^deny \[/)
  })
})

describe('the page on webhooks', async () => {
  const page = '结果通知'
  const { secret, headers, body } = signedExample()

  it('verifies by hand what Weidun signed, and nothing else', async () => {
    writeFileSync(join(folder, 'by-hand.mjs'), exampleIn(page, 'by-hand'))
    const { isGenuine } = (await import(join(folder, 'by-hand.mjs'))) as { isGenuine: (...args: unknown[]) => boolean }
    expect(isGenuine(body, headers, secret)).toBe(true)
    const twoSignatures = `v1,${'A'.repeat(43)}= ${headers['webhook-signature']}`
    expect(isGenuine(body, { ...headers, 'webhook-signature': twoSignatures }, secret)).toBe(true)
    expect(isGenuine(`${body} `, headers, secret)).toBe(false)
    expect(isGenuine(body, headers, newSecret())).toBe(false)
    expect(isGenuine(body, headers, secret, Date.now() + 301_000)).toBe(false)
    expect(isGenuine(body, {}, secret)).toBe(false)
    expect(isGenuine(body, { ...headers, 'webhook-signature': '' }, secret)).toBe(false)
  })

  it('receives with the library, each message once, and refuses a forged one', async () => {
    symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'receive.mjs'), exampleIn(page, 'library'))
    const port = await freePort()
    const env = { PATH: process.env['PATH'], WEBHOOK_SECRET: secret, PORT: String(port) }
    const receiver = spawn(process.execPath, ['receive.mjs'], { cwd: folder, env })
    afterAll(() => receiver.kill())
    let stdout = ''
    receiver.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')))
    const send = (text: string) =>
      fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: text }).then(
        ({ status }) => status,
        () => 0,
      )
    await expect.poll(() => send(body), { timeout: 20_000 }).toBe(204)
    expect(await send(body)).toBe(204)
    expect(await send(body.replace('deny', 'allow'))).toBe(400)
    expect(stdout).toBe('check.completed deny\n')
  })
})

describe('the page on SCIM', async () => {
  const page = '通讯录同步'
  const app = await startTestApp()
  const server = await serveTestApp(app)
  const administrator = await app.as(
    await hire(app, { name: '管理员', department: '信息安全部', posts: ['security-administrator'] }),
  )
  const operations = ['identity.find-scim-people', 'identity.add-scim-person']
  const { key } = await app.call('identity.create-api-key', { name: '公司目录', operations, days: 90 }, administrator)
  const shell = (name: string) => run('sh', ['-ec', exampleIn(page, name)], { WEIDUN_URL: server.base, WEIDUN_KEY: key })

  it('adds somebody and finds them', async () => {
    expect(JSON.parse((await shell('look-up')).stdout)).toMatchObject({ totalResults: 0 })
    expect(JSON.parse((await shell('add')).stdout)).toMatchObject({ userName: 'lin.zhixia@example.com', displayName: '林知夏' })
    expect(JSON.parse((await shell('look-up')).stdout)).toMatchObject({ totalResults: 1, Resources: [{ externalId: 'e-1024' }] })
  })
})
