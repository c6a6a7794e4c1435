import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newPlace } from '../places.ts'
import { createHttpClient, type ServerProcess, setUpCompany, startServerProcess } from '../server-process.ts'
import { desktop, graveFaults, openBrowser, type Screen, signIn, visit } from './browser.ts'

const password = 'Tea-Leaves-over-7-Hills'
const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('a leaving in the console (ACC-7)', () => {
  let server: ServerProcess
  let browser: Browser
  const cleanUps: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const place = await newPlace()
    server = await startServerProcess({ dataDirectory: place.dataDirectory })
    browser = await openBrowser()
    cleanUps.push(place.remove, server.stop, () => browser.close())
    const person = { department: '信息安全部', name: '方圆', loginName: 'fang.yuan', password }
    const administrator = await setUpCompany({ url: server.url, printed: server.printed() }, { company: '云溪茶业', ...person })
    const { department } = await administrator.call('identity.view-me', {})
    const join = async (name: string, loginName: string, posts: string[]) => {
      const { id, invitationToken } = await administrator.call('identity.add-person', {
        name, loginName, departmentId: department.id, posts,
      })
      await createHttpClient(server.url).call('identity.accept-invitation', { token: invitationToken, password })
      return id
    }
    await join('韩人事', 'han', ['hr'])
    await join('接手人', 'jie.shou', ['operations'])
    const ownerId = await join('沈知行', 'shen', ['operations'])
    for (const name of ['云溪旗舰店', '云溪会员号']) {
      await administrator.call('accounts.register-account', {
        platform: 'douyin', name, platformId: null, departmentId: department.id, ownerId, core: false,
      })
    }
  }, 180_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  const shoot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['WEIDUN_SCREENSHOTS']
    if (folder !== undefined && folder !== '') await page.screenshot({ path: `${folder}/leaving-${name}.png` })
  }
  const open = async (screen: Screen, loginName: string, path: string) => {
    const visitor = await visit(browser, server.url, screen)
    await signIn(visitor, server.url, { loginName, password })
    await visitor.page.goto(server.url + path)
    return visitor
  }

  it('is begun by HR from the list of people, and shows each item and the certificate', async () => {
    const visitor = await open(desktop, 'han', '/people')
    const { page, complaints } = visitor
    await page.getByRole('button', { name: '沈知行：操作' }).click()
    await page.getByText('还能接触什么').click()
    await page.getByRole('heading', { name: '沈知行 还能接触什么' }).waitFor()
    await page.getByText('登录密码').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'reach-desktop-light')

    await page.goto(`${server.url}/people`)
    await page.getByRole('button', { name: '沈知行：操作' }).click()
    await page.getByText('办理离职', { exact: true }).click()
    await page.getByRole('combobox', { name: '接手人' }).click()
    await page.getByText('接手人（信息安全部）').click()
    await page.getByLabel('离职原因').fill('个人原因辞职，已完成交接')
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'dialog-desktop-light')
    await page.getByRole('button', { name: '立即收回全部权限' }).click()
    await page.getByRole('list', { name: '事项' }).getByText('待人工办理').first().waitFor()
    await page.getByText('岗位“运营”及其权限').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'drawer-desktop-light')

    await page.getByRole('button', { name: '权限收回证明' }).click()
    await page.getByRole('heading', { name: /权限收回证明 · 沈知行/ }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'certificate-desktop-light')
    await page.goto(`${server.url}/leaving`)
    await page.getByRole('button', { name: '查看 沈知行 的离职办理' }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'list-desktop-light')
    expect(complaints).toEqual([])
  }, 120_000)

  it('brings whoever takes over to their items alone, on a phone in the dark', async () => {
    const visitor = await open(phone, 'jie.shou', '/')
    const { page } = visitor
    await page.getByRole('link', { name: /沈知行 离职：移交营销账号“云溪旗舰店”/ }).click()
    await page.getByText('您负责其中 2 项').waitFor()
    await page.getByRole('button', { name: /登记完成：移交营销账号“云溪旗舰店”/ }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'drawer-phone-dark')
    await page.getByRole('button', { name: /登记完成：移交营销账号“云溪旗舰店”/ }).click()
    await page.getByLabel('办理证明').fill('已在抖音后台更换管理员和密码')
    await page.getByRole('button', { name: '登记完成', exact: true }).click()
    await page.getByText(/系统中仍显示“负责的营销账号“云溪旗舰店””/).waitFor()
    await shoot(page, 'refused-phone-dark')
  }, 120_000)

  it('reads well for the auditors and HR in the other theme and width', async () => {
    const { page } = await open({ ...desktop, colorScheme: 'dark' }, 'han', '/leaving')
    await page.getByRole('button', { name: '查看 沈知行 的离职办理' }).click()
    await page.getByRole('list', { name: '事项' }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'drawer-desktop-dark')
    const { page: small } = await open({ ...phone, colorScheme: 'light' }, 'han', '/leaving')
    await small.getByRole('button', { name: '查看 沈知行 的离职办理' }).waitFor()
    expect(await graveFaults(small)).toEqual([])
    await shoot(small, 'list-phone-light')
    await small.getByRole('button', { name: '查看 沈知行 的离职办理' }).click()
    await small.getByRole('button', { name: '权限收回证明' }).click()
    await small.getByRole('heading', { name: /权限收回证明 · 沈知行/ }).waitFor()
    expect(await graveFaults(small)).toEqual([])
    await shoot(small, 'certificate-phone-light')
  }, 120_000)
})
