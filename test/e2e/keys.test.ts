import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPlace } from '../places.ts'
import { type ServerProcess, setUpCompany, startServerProcess } from '../server-process.ts'
import { desktop, graveFaults, openBrowser, type Screen, signIn, visit, whenStill } from './browser.ts'

const password = 'Tea-Leaves-over-7-Hills'
const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('a key and an endpoint, from the console to the call', () => {
  let server: ServerProcess
  let browser: Browser
  const cleanUps: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const place = await newPlace()
    server = await startServerProcess({ dataDirectory: place.dataDirectory })
    browser = await openBrowser()
    cleanUps.push(place.remove, server.stop, () => browser.close())
    const person = { department: '信息安全部', name: '方圆', loginName: 'fang.yuan', password }
    await setUpCompany({ url: server.url, printed: server.printed() }, { company: '云溪茶业', ...person })
  }, 120_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  const settings = async (screen: Screen) => {
    const visitor = await visit(browser, server.url, screen)
    await signIn(visitor, server.url, { loginName: 'fang.yuan', password })
    await visitor.page.goto(`${server.url}/settings`)
    await visitor.page.getByRole('heading', { name: '接口密钥' }).waitFor()
    return visitor
  }
  const check = (key: string) =>
    fetch(`${server.url}/api/v1/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ text: '全网最低价' }),
    })

  it('gives a key that is shown once and works, and revokes it', async () => {
    const visitor = await settings(desktop)
    const { page } = visitor
    await page.getByRole('button', { name: '发放密钥' }).click()
    await page.getByLabel('名称').fill('官网内容管理')
    await page.getByLabel('检查一段文字').check()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '发放', exact: true }).click()
    const key = await page.getByLabel('接口密钥', { exact: true }).inputValue()
    expect(key).toMatch(/^wdk_/)
    expect(await (await check(key)).json()).toMatchObject({ decision: 'deny' })
    await page.getByRole('button', { name: '我已保存' }).click()
    await page.getByText(`wdk_…${key.slice(-4)}`).waitFor()
    expect(await page.content()).not.toContain(key)

    await page.getByRole('button', { name: '撤销 官网内容管理' }).click()
    await page.getByLabel('撤销理由').fill('试用结束')
    await whenStill(page)
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await page.getByText('已撤销', { exact: true }).waitFor()
    expect((await check(key)).status).toBe(401)
    expect(visitor.complaints).toEqual([])
    await visitor.context.close()
  })

  it('gives a directory its key by one choice', async () => {
    const visitor = await settings(desktop)
    const { page } = visitor
    await page.getByRole('button', { name: '发放密钥' }).click()
    await page.getByLabel('名称').fill('公司目录')
    await page.getByLabel('通讯录同步（SCIM）').check()
    await page.getByRole('button', { name: '发放', exact: true }).click()
    const key = await page.getByLabel('接口密钥', { exact: true }).inputValue()
    const users = await fetch(`${server.url}/scim/v2/Users`, { headers: { authorization: `Bearer ${key}` } })
    expect(await users.json()).toMatchObject({ totalResults: 1, Resources: [{ userName: 'fang.yuan' }] })
    await page.getByRole('button', { name: '我已保存' }).click()
    await page.getByText('通讯录同步（SCIM）', { exact: true }).waitFor()
    expect(visitor.complaints).toEqual([])
    await visitor.context.close()
  })

  it('registers an endpoint and rotates its secret, on a phone in the dark', async () => {
    const visitor = await settings(phone)
    const { page } = visitor
    await page.getByRole('button', { name: '登记接收地址' }).click()
    await page.getByLabel('名称').fill('客户管理系统')
    await page.getByLabel('接收地址', { exact: true }).fill('https://crm.example.com/hooks')
    await page.getByLabel('物料批准或退回').check()
    await page.getByRole('button', { name: '保存', exact: true }).last().click()
    const first = await page.getByLabel('签名密钥', { exact: true }).inputValue()
    expect(first).toMatch(/^whsec_/)
    await page.getByRole('button', { name: '我已保存' }).click()
    await page.getByRole('button', { name: '更换密钥：客户管理系统' }).click()
    await page.getByRole('dialog').getByRole('button', { name: '更换密钥' }).click()
    await page.getByRole('dialog', { name: '“客户管理系统”的签名密钥', exact: true }).waitFor()
    expect(await page.getByLabel('签名密钥', { exact: true }).inputValue()).not.toBe(first)
    await page.getByRole('button', { name: '我已保存' }).click()
    await page.getByText('旧密钥有效至', { exact: false }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    expect(visitor.complaints).toEqual([])
    await visitor.context.close()
  })
})
