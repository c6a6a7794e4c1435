import { generateSync } from 'otplib'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServerProcess, temporaryDirectory } from '../server-process.ts'
import { giveSecurityKey, graveFaults, openBrowser, visit, type Visitor, whenStill } from './browser.ts'

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
    await page.getByLabel('新密码', { exact: true }).fill('Zhangsan@1990!')
    await page.getByText('密码容易被猜中，含有拼音词。', { exact: false }).first().waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByLabel('新密码', { exact: true }).fill(password)
    await page.getByRole('status').filter({ hasText: '密码符合全部要求。' }).waitFor({ state: 'attached' })
    await page.getByLabel('再次输入新密码').fill(password)
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '完成初始化' }).click()
    await page.waitForURL(`${server.url}/`)
    await page.getByRole('heading', { name: '请先启用第二重验证' }).waitFor()

    const late = await visit(browser, server.url)
    await late.page.goto(link)
    await late.page.getByText('系统已完成初始化，请直接登录。').waitFor()
    await late.context.close()
  })

  it('leaves nothing to do before there is a second factor (ACC-3)', async () => {
    const { page } = administrator
    await page.goto(`${server.url}/people`)
    await page.getByRole('heading', { name: '请先启用第二重验证' }).waitFor()
    expect(await page.getByRole('navigation').getByText('人员与岗位').count()).toBe(0)
    expect(await graveFaults(page)).toEqual([])
  })

  it('opens with a code from the app, but not what belongs to a privileged post (ACC-3)', async () => {
    const { page } = administrator
    await page.getByRole('button', { name: '开启动态验证码' }).click()
    secret = ((await page.locator('code.digest').textContent()) ?? '').replaceAll(' ', '')
    usedCode = generateSync({ secret })
    await page.getByLabel('动态验证码', { exact: true }).fill(usedCode)
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '确认开启' }).click()
    await page.getByText(/须用通行密钥验证后才能使用/).waitFor()
    expect(await page.getByRole('navigation').first().getByText('人员与岗位').count()).toBe(0)
    expect(await graveFaults(page)).toEqual([])
  })

  it('opens the privileged post with a security key (ACC-3)', async () => {
    const { page } = administrator
    await giveSecurityKey(administrator)
    await page.getByRole('region', { name: '重要岗位尚未启用' }).getByRole('button', { name: '验证通行密钥' }).click()
    await page.getByRole('dialog').getByText('您还没有通行密钥').waitFor()
    await page.getByRole('link', { name: '去“我的账号”添加' }).click()
    await page.getByLabel('给它起个名字').fill('随身安全密钥')
    await page.getByRole('button', { name: '添加通行密钥' }).click()
    await page.getByRole('listitem').getByText('随身安全密钥').waitFor()
    await page.getByRole('navigation').first().getByText('人员与岗位').waitFor()
    expect(await page.getByText(/须用通行密钥验证后才能使用/).count()).toBe(0)
    expect(await graveFaults(page)).toEqual([])
  })

  it('signs in with the key alone, and with the password and a code that was not used before (ACC-3)', async () => {
    const { page } = administrator
    const signOut = async (): Promise<void> => {
      await page.getByRole('button', { name: /打开个人菜单/ }).click()
      await page.getByRole('menuitem', { name: '退出登录' }).waitFor()
      await whenStill(page)
      await page.getByRole('menuitem', { name: '退出登录' }).click()
      await page.waitForURL(/\/sign-in/)
    }
    await signOut()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '用通行密钥登录' }).click()
    await page.waitForURL(`${server.url}/`)
    await page.getByRole('heading', { name: '我的待办' }).waitFor()
    await signOut()
    await page.getByLabel('登录名').fill('guanli')
    await page.getByLabel('密码', { exact: true }).fill(password)
    await page.getByRole('button', { name: /^登\s*录$/ }).click()
    await page.getByRole('button', { name: '验证通行密钥' }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '动态验证码' }).click()
    await page.getByLabel('动态验证码').fill(usedCode)
    await page.getByRole('button', { name: '验证并登录' }).click()
    await page.getByRole('alert').first().waitFor()
    expect(page.url()).toContain('/sign-in')
    // The code of the step ahead is within the tolerance for clocks that run fast.
    await page.getByLabel('动态验证码').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) + 30 }))
    await page.getByRole('button', { name: '验证并登录' }).click()
    await page.waitForURL(`${server.url}/`)
    // The code opened the session; the key opens the post within it.
    await page.getByRole('region', { name: '重要岗位尚未启用' }).getByRole('button', { name: '验证通行密钥' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '验证通行密钥' }).click()
    await page.getByRole('navigation').first().getByText('人员与岗位').waitFor()
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
    await colleague.page.getByRole('heading', { name: '请先启用第二重验证' }).waitFor()
    await giveSecurityKey(colleague)
    await colleague.page.getByLabel('给它起个名字').fill('手机指纹')
    await colleague.page.getByRole('button', { name: '添加通行密钥' }).click()
    await colleague.page.getByRole('heading', { name: '我的待办' }).waitFor()
    const nav = colleague.page.getByRole('navigation').first()
    await nav.getByText('物料').waitFor()
    expect(await nav.getByText('人员与岗位').count()).toBe(0)
    expect(await nav.getByText('台账').count()).toBe(0)
    await colleague.context.close()
  })
})
