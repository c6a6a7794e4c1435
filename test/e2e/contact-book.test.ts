import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startWecom, type WecomPeer } from '../peers/wecom.ts'
import { newPlace } from '../places.ts'
import { createHttpClient, type HttpClient, type ServerProcess, setUpCompany, startServerProcess } from '../server-process.ts'
import { desktop, graveFaults, openBrowser, type Screen, signIn, visit } from './browser.ts'

const password = 'Tea-Leaves-over-7-Hills'
const laptop: Screen = { ...desktop, width: 1280 }
const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }
const secrets = { app: 'example-app-secret', book: 'example-book-secret' }
const callback = { token: 'QDG6eK', aesKey: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C' }

describe('the contact book in the console (ACC-7)', () => {
  let server: ServerProcess
  let wecom: WecomPeer
  let browser: Browser
  let administrator: HttpClient
  const cleanUps: (() => Promise<unknown>)[] = []

  beforeAll(async () => {
    const place = await newPlace()
    wecom = await startWecom({ corpId: 'wx5823bf96d3bd56c7', agentId: 1000002, secrets, robotKey: 'k', callback, now: Date.now })
    server = await startServerProcess({
      dataDirectory: place.dataDirectory,
      env: {
        WEIDUN_WECOM_CORP: 'wx5823bf96d3bd56c7',
        WEIDUN_WECOM_AGENT: '1000002',
        WEIDUN_WECOM_SECRET: secrets.app,
        WEIDUN_WECOM_BOOK_SECRET: secrets.book,
        WEIDUN_WECOM_CALLBACK_TOKEN: callback.token,
        WEIDUN_WECOM_CALLBACK_KEY: callback.aesKey,
        WEIDUN_WECOM_URL: wecom.url.href,
      },
    })
    browser = await openBrowser()
    cleanUps.push(place.remove, wecom.close, server.stop, () => browser.close())
    const person = { department: '信息安全部', name: '方圆', loginName: 'fang.yuan', password }
    administrator = await setUpCompany({ url: server.url, printed: server.printed() }, { company: '云溪茶业', ...person })
    const { department } = await administrator.call('identity.view-me', {})
    const join = async (name: string, loginName: string, posts: string[]) => {
      const { invitationToken } = await administrator.call('identity.add-person', { name, loginName, departmentId: department.id, posts })
      await createHttpClient(server.url).call('identity.accept-invitation', { token: invitationToken, password })
    }
    await join('沈知行', 'shen', ['operations'])
    await join('陆知微', 'lu.zhiwei', ['customer-service'])
    await join('张伟', 'zhang.wei', ['operations'])
    const { company } = wecom
    company.departments.set(3, { name: '直播运营部', parent: 1 })
    company.hire('shen', { name: '沈知行', departments: [2] })
    company.hire('lu.zhiwei', { name: '陆知微', departments: [3] })
    company.hire('ZhangWei2', { name: '张伟', departments: [2] })
    for (const [member, name] of [['gu.yan', '顾言'], ['he.qing', '何清'], ['su.mo', '苏末']] as const) company.hire(member, { name, departments: [3] })
  }, 180_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  const shoot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['WEIDUN_SCREENSHOTS']
    if (folder !== undefined && folder !== '') await page.screenshot({ path: `${folder}/contact-book-${name}.png`, fullPage: true })
  }
  const open = async (screen: Screen) => {
    const visitor = await visit(browser, server.url, screen)
    await signIn(visitor, server.url, { loginName: 'fang.yuan', password })
    await visitor.page.goto(`${server.url}/people/contact-book`)
    return visitor
  }

  it('is read, links who was looked at, adds the rest, and lets nobody be mistaken for a namesake', async () => {
    const { page, complaints } = await open(laptop)
    await page.getByText('还没有读取过通讯录').waitFor()
    await shoot(page, 'unread-desktop-light')
    await page.getByRole('button', { name: '立即读取' }).click()
    await page.getByText('与 沈知行（信息安全部）为同一人').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'link-desktop-light')
    await page.getByRole('checkbox', { name: '选择本页' }).check()
    await page.getByRole('button', { name: '应用所选（2）' }).click()
    await page.getByText('已应用 2 项').waitFor()

    await page.getByRole('button', { name: '需要选择 1' }).click()
    await page.getByRole('combobox', { name: '张伟 对应的人员' }).click()
    await page.getByText('张伟（信息安全部，登录名 zhang.wei）').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'choose-desktop-light')
    await page.getByText('不是同一人，作为新人员添加').click()
    await page.getByRole('button', { name: '应用所选（1）' }).click()
    await page.getByText('已应用 1 项').waitFor()

    await page.getByRole('button', { name: '新增 3' }).click()
    await page.getByText('加入“直播运营部”').first().waitFor()
    await page.getByRole('button', { name: '全部应用（3）' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '全部应用（3）' }).click()
    await page.getByText('已应用 3 项').waitFor()
    await page.getByText('没有需要新增的人员').waitFor()
    const { items } = await administrator.call('identity.list-people', { page: 1, pageSize: 100 })
    expect(items.filter(({ state }) => state === 'invited').map(({ name, posts }) => [name, posts]).toSorted()).toEqual([
      ['何清', []],
      ['张伟', []],
      ['苏末', []],
      ['顾言', []],
    ])
    expect(complaints).toEqual([])
  }, 120_000)

  it('asks before many leave at once, on a phone in the dark', async () => {
    for (const member of ['shen', 'lu.zhiwei', 'gu.yan', 'he.qing']) wecom.company.dismiss(member)
    const { page } = await open(phone)
    await page.getByRole('button', { name: '立即读取' }).click()
    await page.getByText('有 4 人同时从通讯录消失，尚未办理离职').waitFor()
    await page.getByRole('button', { name: /^离开待核对 4$/ }).click()
    await page.getByText(/已从通讯录删除/).first().waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'held-phone-dark')
    await page.getByRole('checkbox', { name: '选择 沈知行' }).check()
    await page.getByRole('button', { name: '确认离职（1）' }).click()
    await page.getByRole('tooltip').getByRole('button', { name: '确认离职（1）' }).click()
    await page.getByText('有 3 人同时从通讯录消失，尚未办理离职').waitFor()
    // A job takes over from here.
    const leavings = async () => (await administrator.call('leaving.list', { page: 1, pageSize: 10 })).items.map(({ state }) => state)
    await expect.poll(leavings, { timeout: 20_000 }).toEqual(['done'])
    await page.goto(`${server.url}/leaving`)
    await page.getByRole('button', { name: '查看 沈知行 的离职办理' }).click()
    await page.getByText('移交企业微信成员“shen”的客户', { exact: true }).waitFor()
    await shoot(page, 'leaving-phone-dark')
  }, 120_000)

  it('reads well in the other themes and widths', async () => {
    const { page } = await open({ ...laptop, colorScheme: 'dark' })
    await page.getByText(/已从通讯录删除/).first().waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'held-desktop-dark')
    const { page: small } = await open({ ...phone, colorScheme: 'light' })
    await small.getByRole('button', { name: /^换部门 \d$/ }).click()
    await small.locator('[aria-current="true"]', { hasText: '换部门' }).waitFor()
    expect(await graveFaults(small)).toEqual([])
    await shoot(small, 'move-phone-light')
    const { page: wide } = await open(laptop)
    await wide.goto(`${server.url}/leaving`)
    await wide.getByRole('button', { name: '查看 沈知行 的离职办理' }).click()
    await wide.getByText('移交企业微信成员“shen”的客户', { exact: true }).waitFor()
    expect(await graveFaults(wide)).toEqual([])
    await shoot(wide, 'leaving-desktop-light')
  }, 120_000)
})
