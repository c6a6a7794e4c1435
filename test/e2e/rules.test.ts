import { describe, expect, it } from 'vitest'
import { graveFaults, type Visitor } from './browser.ts'
import { demoHouse } from './demo-house.ts'

/** What a lawyer does with the rules, and what the author of something published sees of it. */
describe('the way of a rule into force', () => {
  const { at, arrive, visitors } = demoHouse()

  // It stands in a post of the demo company that is published and live.
  const term = '茶底选用当年春茶'
  let lawyer: Visitor

  it('shows every rule in force with its law and its samples', async () => {
    lawyer = await arrive('fangzheng')
    const { page } = lawyer
    await page.getByRole('link', { name: '规则', exact: true }).click()
    await page.getByLabel('关键词').fill('第九条（三）')
    await page.getByRole('button', { name: /^查\s*询$/ }).click()
    await page.getByRole('button', { name: 'adlaw.absolute.superlative' }).click()
    await page.getByText('全网最好用的素颜霜').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '关闭' }).or(page.locator('.ant-drawer-close')).first().click()
  })

  it('takes a denied term into the draft, and shows a text before and after it', async () => {
    const { page } = lawyer
    await page.getByRole('tab', { name: '草稿' }).click()
    await page.getByRole('button', { name: '新增词条' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('词语').fill(term)
    await dialog.getByLabel('原因').fill('“{hit}”没有检测报告，不得使用。')
    await dialog.getByRole('button', { name: /^保\s*存$/ }).click()
    await page.getByRole('button', { name: term }).waitFor()
    await page.getByLabel('要试的文字').fill(`新品上市，${term}。`)
    await page.getByRole('button', { name: /^试\s*查$/ }).click()
    const after = page.getByRole('region', { name: '按草稿' })
    await after.getByText('不得发布').waitFor()
    await after.locator('mark', { hasText: term }).waitFor()
    await page.getByRole('region', { name: '按现行规则' }).getByText('可以发布').waitFor()
    await page.getByText('全部符合预期').waitFor()
    await page.getByText('请先对当前草稿完成一次试运行').waitFor()
    expect(await page.getByRole('button', { name: '使草稿生效' }).isDisabled()).toBe(true)
    expect(await graveFaults(page)).toEqual([])
  })

  it('answers how much more would be stopped, with the materials', async () => {
    const { page } = lawyer
    await page.getByRole('button', { name: '开始试运行' }).click()
    await page.getByText(/会多拦下 1 份，少拦下 0 份/).waitFor({ timeout: 60_000 })
    await page.getByRole('region', { name: '结论会变化的物料' }).getByRole('link', { name: '桂花乌龙上新' }).waitFor()
  })

  it('comes into force with a reason; what is live and offends now is found (CNT-7)', async () => {
    const { page } = lawyer
    await page.getByRole('button', { name: '使草稿生效' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('生效理由').fill('检测报告已过期，先停用这一说法')
    await dialog.getByRole('button', { name: '使草稿生效' }).click()
    await page.getByText('v1 已生效，正在复查在线发布').waitFor()
    await page.getByText(/v1：已查 \d+ \/ \d+ 条，发现 1 条有问题/).waitFor({ timeout: 60_000 })
    await page.getByRole('link', { name: '桂花乌龙上新' }).waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('tab', { name: '版本记录' }).click()
    await page.getByText('检测报告已过期，先停用这一说法').waitFor()
    expect(await graveFaults(page)).toEqual([])
  })

  it('is an obligation of the author, whose editor marks the term from now on', async () => {
    const { page } = await arrive('linxiao')
    await page.getByRole('button', { name: /^显示全部 \d+ 项$/ }).click()
    await page
      .getByText(new RegExp(`已发布的《桂花乌龙上新》按规则 v1 有问题：“${term}”`))
      .first()
      .click()
    await page.getByText('已发布的内容按规则 v1 有问题').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await page.goto(at('/materials/new'))
    await page.getByLabel('标题', { exact: true }).fill('再写一篇')
    await page.getByLabel('正文', { exact: true }).fill(term)
    await page.locator('.finding').filter({ hasText: term }).getByText('公司规定').waitFor()
    await page.locator('mark', { hasText: term }).waitFor()
  })

  it('is settled on a phone in the dark: legal lets it stay with a reason', async () => {
    const { page } = await arrive('fangzheng', { width: 390, height: 844, colorScheme: 'dark' })
    await page.goto(at('/rules?tab=recheck'))
    await page.getByRole('button', { name: '确认保留' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('保留理由').fill('新的检测报告已经归档')
    await dialog.getByRole('button', { name: '确认保留' }).click()
    await page.getByText('没有待处理的问题').waitFor()
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390)
    expect(await graveFaults(page)).toEqual([])
  })

  it('left no error behind, and called no other host', () => {
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
