import { generateSync } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess, temporaryDirectory } from '../server-process.ts'
import { graveFaults, openBrowser, visit, type Visitor } from './browser.ts'

const password = 'Tea-Leaves-over-7-Hills'

/** From an empty data directory to a company with two people, as its first administrator does it. */
describe('the first day', () => {
  let server: ServerProcess
  let browser: Browser
  let administrator: Visitor
  let secret = ''
  let usedCode = ''
  const cleanUps: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const data = await temporaryDirectory()
    server = await startServerProcess({ dataDirectory: data.path })
    browser = await openBrowser()
    cleanUps.push(data.remove, server.stop, () => browser.close())
    administrator = await visit(browser, server.url)
  }, 120_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  it('begins with the printed link, which works once', async () => {
    const link = /http\S+\/set-up#\S+/.exec(server.printed())?.[0] ?? ''
    const { page } = administrator
    await page.goto(link)
    await page.getByLabel('公司名称').fill('测试茶业有限公司')
    await page.getByLabel('姓名').fill('管理员')
    await page.getByLabel('登录名').fill('guanli')
    await page.getByLabel('新密码', { exact: true }).fill(password)
    await page.getByLabel('再次输入新密码').fill(password)
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '完成初始化' }).click()
    await page.waitForURL(`${server.url}/`)
    await page.getByRole('heading', { name: '我的待办' }).waitFor()

    const late = await visit(browser, server.url)
    await late.page.goto(link)
    await late.page.getByText('系统已完成初始化，请直接登录。').waitFor()
    await late.context.close()
  })

  it('puts a second factor on, with a code from the app (ACC-3)', async () => {
    const { page } = administrator
    await page.goto(`${server.url}/me`)
    await page.getByRole('button', { name: '开启动态验证码' }).click()
    secret = ((await page.locator('code.digest').textContent()) ?? '').replaceAll(' ', '')
    usedCode = generateSync({ secret })
    await page.getByLabel('动态验证码', { exact: true }).fill(usedCode)
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByRole('button', { name: '关闭动态验证码' }).waitFor()
  })

  it('asks for that factor at the next sign-in, and takes no code twice (ACC-3)', async () => {
    const { page, context } = await visit(browser, server.url)
    await page.goto(`${server.url}/sign-in`)
    await page.getByLabel('登录名').fill('guanli')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: /^登\s*录$/ }).click()
    await page.getByLabel('动态验证码').fill(usedCode)
    await page.getByRole('button', { name: '验证并登录' }).click()
    await page.getByRole('alert').first().waitFor()
    expect(page.url()).toContain('/sign-in')
    // The code of the step ahead is within the tolerance for clocks that run fast.
    await page.getByLabel('动态验证码').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }))
    await page.getByRole('button', { name: '验证并登录' }).click()
    await page.waitForURL(`${server.url}/`)
    await context.close()
  })

  it('brings a colleague in by an invitation, with the posts that were given and no others (ACC-1)', async () => {
    const { page } = administrator
    await page.goto(`${server.url}/people`)
    await page.getByRole('button', { name: '邀请人员' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByLabel('姓名').fill('林小满')
    await drawer.getByLabel('登录名').fill('linxiaoman')
    await drawer.getByRole('combobox').press('ArrowDown')
    await page.locator('.ant-select-item-option').first().waitFor()
    await drawer.getByRole('combobox').press('Enter')
    await drawer.getByLabel('运营').check()
    await drawer.getByRole('button', { name: '生成邀请链接' }).click()
    const link = await page.getByText(/\/invitation#/).first().textContent()

    const colleague = await visit(browser, server.url)
    await colleague.page.goto(/http\S+/.exec(link ?? '')?.[0] ?? '')
    await colleague.page.getByLabel('新密码', { exact: true }).fill(password)
    await colleague.page.getByLabel('再次输入新密码').fill(password)
    await colleague.page.getByRole('button', { name: '设置密码并登录' }).click()
    await colleague.page.getByRole('heading', { name: '我的待办' }).waitFor()
    const nav = colleague.page.getByRole('navigation').first()
    await nav.getByText('物料').waitFor()
    expect(await nav.getByText('人员与岗位').count()).toBe(0)
    expect(await nav.getByText('台账').count()).toBe(0)
    await colleague.context.close()
  })
})
