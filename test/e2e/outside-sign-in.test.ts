import { generateSync } from 'otplib'
import type { Browser, Page } from 'playwright-core'
import { prepareDemoData } from '../demo-data.ts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type OidcPeer, startOidc } from '../peers/oidc.ts'
import { freePort, type ServerProcess, startServerProcess, temporaryDirectory } from '../server-process.ts'
import { graveFaults, openBrowser, signIn, visit, type Visitor, whenStill } from './browser.ts'

const provider = '青禾统一登录'

/** A demo server that trusts an OpenID provider on this machine, on another site than its own. */
describe('signing in through an OpenID provider on the screen (ACC-3)', () => {
  let server: ServerProcess
  let browser: Browser
  let peer: OidcPeer
  let visitor: Visitor
  let secret = ''
  const cleanUps: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const [data, port] = [await temporaryDirectory(), await freePort()]
    const client = { clientId: 'example-client', clientSecret: 'example-secret' }
    peer = await startOidc({ ...client, redirectUri: `http://localhost:${port}/sign-in/return/oidc` })
    await prepareDemoData(data.path)
    server = await startServerProcess({
      dataDirectory: data.path,
      args: ['--demo'],
      port,
      env: {
        WEIDUN_OIDC_ISSUER: peer.url.href,
        WEIDUN_OIDC_CLIENT: client.clientId,
        WEIDUN_OIDC_SECRET: client.clientSecret,
        WEIDUN_OIDC_TITLE: provider,
      },
    })
    browser = await openBrowser()
    cleanUps.push(data.remove, peer.close, server.stop, () => browser.close())
    visitor = await visit(browser, server.url)
    const password = /password: (\S+)/.exec(server.printed())?.[1] ?? ''
    await signIn(visitor, server.url, { loginName: 'linxiao', password })
  }, 120_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  /** Signs in at the provider, whose page then leads back as a page of another site does. */
  const answerAs = async (page: Page, sub: string): Promise<void> => {
    await page.waitForURL(`${peer.url.origin}/authorize?**`)
    const returned = await peer.signIn(new URL(page.url()), { sub, name: '林晓' })
    await page.evaluate(`location.assign(${JSON.stringify(`${server.url}/sign-in/return/oidc?${returned}`)})`)
  }

  it('links the account outside from one’s own page', async () => {
    const { page } = visitor
    await page.goto(`${server.url}/me`)
    await page.getByRole('button', { name: '开启动态验证码' }).click()
    secret = ((await page.locator('code.digest').textContent()) ?? '').replaceAll(' ', '')
    await page.getByLabel('动态验证码', { exact: true }).fill(generateSync({ secret }))
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByRole('button', { name: '关闭动态验证码' }).waitFor()
    await page.getByRole('button', { name: `关联${provider}账号` }).click()
    await answerAs(page, 'lin-xiao')
    await page.waitForURL(`${server.url}/me`)
    await page.getByText('已关联青禾统一登录账号“林晓”').waitFor()
    await page.getByRole('button', { name: `解除关联${provider}账号` }).waitFor()
    expect(await graveFaults(page)).toEqual([])
  })

  it('signs in by it, after the second factor, and leaves no code in the address or the history', async () => {
    const { page } = visitor
    await page.getByRole('button', { name: /打开个人菜单/ }).click()
    await page.getByRole('menuitem', { name: '退出登录' }).waitFor()
    await whenStill(page)
    await page.getByRole('menuitem', { name: '退出登录' }).click()
    await page.waitForURL(/\/sign-in/)
    await page.goto(`${server.url}/sign-in?next=/me`)
    await page.getByRole('button', { name: `${provider}登录` }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: `${provider}登录` }).click()
    await answerAs(page, 'lin-xiao')
    await page.getByRole('heading', { name: `${provider}登录` }).waitFor()
    await page.getByLabel('动态验证码').waitFor()
    expect(page.url()).toBe(`${server.url}/sign-in/return/oidc`)
    expect(await graveFaults(page)).toEqual([])
    // The code of the step ahead is within the tolerance for clocks that run fast.
    await page.getByLabel('动态验证码').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }))
    await page.getByRole('button', { name: '验证并登录' }).click()
    await page.waitForURL(`${server.url}/me`)
    await page.getByText(`${provider} + 动态验证码`).waitFor()
    // Every address that the buttons of the browser lead to within this site.
    const addresses = await page.evaluate<string[]>('navigation.entries().map(({ url }) => url)')
    expect(addresses.length).toBeGreaterThan(0)
    expect(addresses.join(' ')).not.toMatch(/code=|state=/)
    expect(server.printed()).not.toMatch(/code=|state=/)
  })

  it('tells a stranger what to do, and says so when there is nothing to finish', async () => {
    const { page, context } = await visit(browser, server.url)
    await page.goto(`${server.url}/sign-in`)
    await page.getByRole('button', { name: `${provider}登录` }).click()
    await answerAs(page, 'stranger')
    await page.getByText(`该${provider}账号没有关联可以登录的人员`, { exact: false }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.reload()
    await page.getByText('没有待完成的登录').waitFor()
    await page.getByRole('button', { name: '回到登录页' }).click()
    await page.getByLabel('登录名').waitFor()
    await page.goto(`${server.url}/sign-in/return/nobody`)
    await page.getByText('没有这个页面').waitFor()
    await context.close()
  })
})
