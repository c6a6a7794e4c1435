import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { people } from '../../src/demo/company.ts'
import { permissionsOf, shippedMatrix } from '../../src/modules/identity/index.ts'
import { navFor } from '../../web/console/ui/nav-items.ts'
import { callsOf, graveFaults, type Screen } from './browser.ts'
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
