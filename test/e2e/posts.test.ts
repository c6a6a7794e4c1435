import { sql } from 'kysely'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { people } from '../../src/demo/company.ts'
import { createSetUpToken, permissionsOf, shippedMatrix } from '../../src/modules/identity/index.ts'
import { navFor } from '../../web/console/ui/nav-items.ts'
import { startTestApp } from '../harness.ts'
import { serveTestApp } from '../served.ts'
import { callsOf, graveFaults, openBrowser, type Screen, visit } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

/** Who may do what, as the people of the demo company see it. */
describe('rights on screen', () => {
  const { at, arrive, visitors } = demoHouse()
  const tab = async (page: Page, name: string): Promise<void> => {
    await page.goto(at('/people'))
    await page.getByRole('tab', { name }).click()
  }

  const posts = shippedMatrix().posts.map(({ id }) => id)
  it.each(posts)('shows the post %s its own way through the house, and nothing on it that is refused (ACC-1)', async (post) => {
    const person = people.find((one) => one.posts.length === 1 && one.posts[0] === post)
    const { page, context } = await arrive(person?.loginName ?? '')
    const refused: string[] = []
    page.on('response', (answer) => {
      if (answer.status() === 403) refused.push(answer.url())
    })
    const held = permissionsOf(shippedMatrix(), [post])
    const expected = navFor((permission) => held.has(permission)).map(({ to }) => to)
    const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link')
    await links.first().waitFor()
    const shown = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(shown).toEqual(expected)
    const calls = callsOf(page)
    for (const to of [...expected, '/me']) {
      if (to === '/me') await page.goto(at(to))
      else await page.locator(`nav a[href="${to}"]`).click()
      await page.waitForURL(at(to))
      await calls.areOver()
      await page.getByRole('heading', { level: 1 }).waitFor()
      const tabs = page.getByRole('tab')
      for (let tab = 0; tab < (await tabs.count()); tab += 1) {
        await tabs.nth(tab).click()
        await calls.areOver()
      }
    }
    expect(refused).toEqual([])
    await context.close()
  })

  it('lets one administrator draft a change of the matrix, and not confirm it (ACC-2)', async () => {
    const { page } = await arrive('zhoulan')
    await tab(page, '权限矩阵')
    await page.getByRole('button', { name: '起草修改' }).click()
    expect(await page.getByRole('checkbox', { name: '运营：法务审核' }).isDisabled()).toBe(true)
    await page.getByRole('checkbox', { name: '财务：查看安全度' }).check()
    await page.getByRole('checkbox', { name: '运营：下架已发布的物料' }).uncheck()
    await page.getByText('2 处修改').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByLabel('修改理由').fill('下架统一由部门负责人办理')
    await page.getByRole('button', { name: '提交草稿' }).click()
    await page.getByText('草稿须由起草人以外的另一位安全管理员确认').waitFor()
    expect(await page.getByRole('button', { name: '确认生效' }).count()).toBe(0)
  })

  it('shows the other administrator by name whom it affects, and counts once that one confirms (ACC-1)', async () => {
    const other = await arrive('wutong')
    await tab(other.page, '权限矩阵')
    const draft = other.page.getByRole('region', { name: '等待确认的修改' })
    await draft.getByRole('row', { name: /钱进/ }).getByText('查看安全度').waitFor()
    await draft.getByRole('row', { name: /林晓/ }).getByText('下架已发布的物料').waitFor()
    expect(await graveFaults(other.page)).toEqual([])
    await draft.getByRole('button', { name: '确认生效' }).click()
    await other.page.locator('.ant-popconfirm').getByRole('button', { name: '确认生效' }).click()
    await other.page.getByText('现行矩阵：第 1 版').waitFor()

    const finance = await arrive('qianjin', phone)
    await finance.page.goto(at('/score'))
    await finance.page.getByRole('heading', { name: '安全度', level: 1 }).waitFor()
    expect(finance.complaints).toEqual([])
  })

  it('gives a post for some hours, and shows it to its holder until it is ended', async () => {
    const { page } = await arrive('zhoulan')
    await tab(page, '临时岗位')
    await page.getByRole('button', { name: '临时授予岗位' }).click()
    await page.getByLabel('人员', { exact: true }).click()
    await page.keyboard.type('许宁')
    await page.keyboard.press('Enter')
    await page.getByLabel('岗位', { exact: true }).click()
    await page.locator('.ant-select-item-option', { hasText: '运营' }).click()
    await page.getByLabel('理由').fill('同事休假，代班发布')
    await page.getByRole('button', { name: /^授\s*予$/ }).click()
    await page.locator('.temporary-post', { hasText: '许宁' }).getByText('进行中').waitFor()
    expect(await graveFaults(page)).toEqual([])

    const holder = await arrive('xuning', phone)
    await holder.page.goto(at('/me'))
    await holder.page.locator('.temporary-post', { hasText: '同事休假' }).waitFor()
    expect(await graveFaults(holder.page)).toEqual([])
    await holder.page.getByRole('button', { name: '提前结束 许宁 的“运营”' }).click()
    await holder.page.locator('.ant-popconfirm').getByRole('button', { name: '提前结束' }).click()
    await holder.page.getByText('已结束', { exact: true }).waitFor()
  })

  it('lets a person ask for a post, and an administrator give it', async () => {
    const { page } = await arrive('xuning', phone)
    await page.goto(at('/me'))
    await page.getByRole('button', { name: '申请临时岗位' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('理由').fill('周末值班')
    await dialog.getByRole('button', { name: '申请临时岗位' }).click()
    await page.locator('.temporary-post', { hasText: '周末值班' }).getByText('待处理').waitFor()
    expect(await graveFaults(page)).toEqual([])

    const administrator = await arrive('zhoulan')
    await tab(administrator.page, '临时岗位')
    await administrator.page.getByRole('button', { name: /^授予 许宁“/ }).click()
    expect(await graveFaults(administrator.page)).toEqual([])
    await administrator.page.locator('.ant-popconfirm').getByRole('button', { name: /^授\s*予$/ }).click()
    await administrator.page.locator('.temporary-post', { hasText: '周末值班' }).getByText('进行中').waitFor()
  })

  it('takes a post in an emergency, told to the auditor at once', async () => {
    const { page } = await arrive('linxiao')
    await page.goto(at('/me'))
    await page.getByRole('button', { name: '紧急取得岗位' }).click()
    await page.getByRole('dialog').getByLabel('理由').fill('深夜舆情，负责人联系不上')
    await page.getByRole('dialog').getByRole('button', { name: '紧急取得岗位' }).click()
    await page.locator('.temporary-post', { hasText: '部门负责人' }).getByText('紧急取得', { exact: true }).waitFor()
    const auditor = await arrive('gaoyuan')
    await auditor.page.getByRole('button', { name: /^通知/ }).click()
    await auditor.page.getByText(/林晓 紧急取得了“部门负责人”岗位/).first().waitFor()
  })

  it('says what the access review and the list of unused rights are for before there is anything in them', async () => {
    const { page } = await arrive('suqing', phone)
    await page.goto(at('/access-review'))
    await page.getByText('还没有岗位复核').waitFor()
    expect(await graveFaults(page)).toEqual([])
    const administrator = await arrive('zhoulan')
    await tab(administrator.page, '闲置权限')
    await administrator.page.getByText(/使用记录始于/).waitFor()
    expect(await graveFaults(administrator.page)).toEqual([])
  })

  it('complains in no console on the way, and calls no other host', () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})

/** Served with a clock that the test moves: the review of a quarter takes two weeks. */
describe('the access review of a quarter on screen (ACC-2)', async () => {
  const app = await startTestApp()
  const { base } = await serveTestApp(app, { console: true })
  const password = 'Moon-Bamboo 47 rafts'
  let browser: Browser
  beforeAll(async () => {
    browser = await openBrowser()
  })
  afterAll(() => browser.close())

  const tokenOf = ({ session }: Awaited<ReturnType<typeof app.invoke>>): string => {
    if (session.kind !== 'granted') throw new Error('No session was granted')
    return session.token
  }
  /** The page of the review, as somebody with this session sees it. */
  const review = async (token: string, screen?: Screen) => {
    const visitor = await visit(browser, base, screen)
    await visitor.context.addCookies([{ name: 'weidun', value: token, url: base }])
    await visitor.page.clock.setFixedTime(app.clock.now())
    await visitor.page.goto(`${base}/access-review`)
    await visitor.page.locator('.review-items').first().waitFor()
    return visitor
  }
  const rowOf = (page: Page, name: string) => page.locator('.review-items > li', { hasText: name })

  it('lets a head confirm one and withdraw one, and withdraws at the deadline what nobody confirmed', async () => {
    app.clock.set(new Date('2026-07-01T02:00:00Z'))
    const setUpToken = await createSetUpToken(app.db, { now: app.clock.now(), secrets: app.inner.secrets })
    const company = { company: '测试公司', department: '市场部', name: '管理员', loginName: 'administrator', password }
    const administratorToken = tokenOf(await app.invoke('identity.complete-set-up', { token: setUpToken, ...company }))
    // It was set up before the quarter began.
    await sql`update company set set_up_at = '2026-05-01'`.execute(app.db)
    const { rows } = await sql<{ id: string; department_id: string }>`select id, department_id from person`.execute(app.db)
    const by = await app.as(rows[0]?.id ?? '')
    await app.call('identity.update-factor-settings', { secondFactorDemanded: false, passkeyDemanded: false, keyModels: [] }, by)
    const join = async (loginName: string, name: string, posts: string[]): Promise<string> => {
      const person = { name, loginName, departmentId: rows[0]?.department_id ?? '', posts }
      const { invitationToken } = await app.call('identity.add-person', person, by)
      return tokenOf(await app.invoke('identity.accept-invitation', { token: invitationToken, password }))
    }
    const headToken = await join('head', '苏青', ['department-head'])
    for (const [loginName, name] of [['writer', '林晓'], ['leaver', '陈默'], ['forgotten', '许宁']] as const) {
      await join(loginName, name, ['operations'])
    }
    await app.runJob('identity.open-access-review')

    const administrator = await review(administratorToken)
    await administrator.page.getByText('请在 2026-07-15 24:00 前完成').waitFor()
    await administrator.page.getByRole('heading', { name: '由部门负责人复核' }).waitFor()
    expect(await rowOf(administrator.page, '管理员').getByRole('button').count()).toBe(0)
    expect(await graveFaults(administrator.page)).toEqual([])

    const head = await review(headToken, phone)
    await head.page.getByRole('button', { name: '确认 林晓 的“运营”' }).click()
    await rowOf(head.page, '林晓').getByText('已确认').waitFor()
    await head.page.getByRole('button', { name: '收回 陈默 的“运营”' }).click()
    await head.page.getByLabel('收回理由').fill('已调去财务部')
    await head.page.getByRole('dialog').getByRole('button', { name: /^收\s*回$/ }).click()
    await rowOf(head.page, '陈默').getByText('理由：已调去财务部').waitFor()
    await head.page.getByText('已复核 2 / 3').waitFor()
    expect(await graveFaults(head.page)).toEqual([])

    app.clock.set(new Date('2026-07-16T02:00:00Z'))
    await app.runJob('identity.close-access-review')
    const again = await review(tokenOf(await app.invoke('identity.sign-in', { loginName: 'administrator', password })))
    await rowOf(again.page, '许宁').getByText('到期收回').waitFor()
    await again.page.getByText('已复核 2 / 3').waitFor()
    await rowOf(again.page, '管理员').getByText('最后一位，暂时保留').waitFor()
    const left = await sql<{ name: string }>`
      select name from person join person_post on person_id = person.id where post = 'operations'`.execute(app.db)
    expect(left.rows.map(({ name }) => name)).toEqual(['林晓'])
    for (const { complaints } of [administrator, head, again]) expect(complaints).toEqual([])
  })
})
