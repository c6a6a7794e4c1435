import { describe, expect, it } from 'vitest'
import { docxParts, packageOf } from '../../src/screening/documents/samples.fixture.ts'
import { desktop, graveFaults, type Screen, type Visitor } from './browser.ts'
import { demoHouse } from './demo-house.ts'

/** The whole way through the house, as the demo company's people walk it in their browsers. */
describe('the way of a post through the house', () => {
  const { at, arrive, visitors } = demoHouse()

  const title = '深睡枕头上新'
  const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
  const detailPage = Buffer.from(
    packageOf(docxParts(`<w:document><w:body>${paragraph('深睡枕头详情')}${paragraph('全网最低价')}</w:body></w:document>`)),
  )
  let author: Visitor
  let materialUrl = ''

  it('marks what is unlawful while it is typed, with article and advice (CNT-2, CNT-3)', async () => {
    author = await arrive('linxiao')
    const { page } = author
    await page.goto(at('/materials/new'))
    await page.getByLabel('标题', { exact: true }).fill(title)
    await page.getByLabel('正文', { exact: true }).fill('全网最低价，100%治愈失眠')
    const findings = page.locator('.finding')
    await findings.filter({ hasText: '全网最低' }).getByText('广告法第九条（三）').waitFor()
    await findings.filter({ hasText: '100%治愈' }).getByText('广告法第十七条').first().waitFor()
    expect(await page.locator('mark').count()).toBeGreaterThanOrEqual(2)
    expect(await graveFaults(page)).toEqual([])
  })

  it('goes, with what is left answered by evidence, through self-check to the department (CNT-1)', async () => {
    const { page } = author
    await page.getByLabel('正文', { exact: true }).fill('【广告】深睡枕头，贴合颈部曲线，本店最好卖的一款，九成顾客都说好。')
    await page.getByLabel('发布账号').click()
    await page.locator('.ant-select-item-option').first().click()
    await page.keyboard.press('Escape')
    await page.locator('input[type=file]').setInputFiles({ name: '详情页.docx', mimeType: '', buffer: detailPage })
    await page.getByRole('button', { name: '移除 详情页.docx' }).waitFor()
    await page.getByRole('button', { name: '提交自查' }).click()
    await page.waitForURL(/self-check/)
    const forms = page.locator('form.finding-answer')
    await forms.first().waitFor()
    const inFile = page.getByRole('region', { name: '附件：详情页.docx' })
    expect(await inFile.locator('.finding').allInnerTexts()).toEqual([expect.stringMatching(/· 第2段[^]*全网最低价/)])
    expect(await graveFaults(page)).toEqual([])
    for (let left = await forms.count(); left > 0; left -= 1) {
      await forms.first().getByLabel('为什么可以保留').fill('比例出自本店回访记录，发布时在图中注明。')
      await forms.first().getByLabel('证据说明').fill('2026 年 10 月回访记录 120 份，其中 109 份好评')
      await forms.first().getByRole('button', { name: '保存说明' }).click()
      await expect.poll(() => forms.count(), { timeout: 20_000 }).toBe(left - 1)
    }
    await page.getByRole('button', { name: /通过自查/ }).click()
    await page.waitForURL(/materials\/[0-9a-f-]{36}$/)
    materialUrl = page.url()
    await page.getByText('部门审核').first().waitFor()
  })

  const reviewers = [
    { loginName: 'suqing', level: 'the department head, who leaves the unlawful words to legal', overrules: 0 },
    { loginName: 'fangzheng', level: 'legal, who alone may overrule them', overrules: 2 },
  ]
  it.each(reviewers)('is reviewed with the keyboard by $level (CNT-1)', async ({ loginName, overrules }) => {
    const { page, context } = await arrive(loginName)
    await page.goto(at('/reviews'))
    await page.locator('.queue a', { hasText: title }).click()
    await page.getByRole('button', { name: '退回' }).first().waitFor()
    const reasons = page.locator('textarea[id^=overrule-]')
    await page.getByRole('region', { name: '附件：详情页.docx' }).getByText('· 第2段').waitFor()
    expect(await reasons.count()).toBe(overrules)
    for (const reason of await reasons.all()) await reason.fill('回访记录已核对，图中已注明出处。')
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('heading', { name: title }).first().click()
    await page.keyboard.press('a')
    await page.getByText(/已通过，送法务审核|已批准/).first().waitFor()
    await context.close()
  })

  it('is recorded as published, by account, time and link', async () => {
    const { page } = author
    await page.goto(at('/publications'))
    await page.locator('li', { hasText: title }).getByRole('button', { name: '登记发布' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('链接').fill('https://example.com/posts/1')
    await dialog.getByRole('button', { name: '登记' }).click()
    await page.getByText('已登记发布').first().waitFor()
    await page.goto(materialUrl)
    await page.getByText('已发布').first().waitFor()
  })

  it('shows in the ledger, which verifies as whole', async () => {
    const { page } = await arrive('gaoyuan')
    await page.goto(at('/ledger'))
    await page.getByText('登记发布').first().waitFor()
    await page.getByRole('button', { name: /核验台账/ }).click()
    await page.getByText(/台账完整/).first().waitFor()
    expect(await graveFaults(page)).toEqual([])
  })

  it('moves the score, which says what to do next and what it gains (RSK-2)', async () => {
    const { page } = await arrive('zhoulan')
    await page.goto(at('/score'))
    await page.getByText('下一步做什么').first().waitFor()
    await page.getByText('已启用第二重验证的人员').first().waitFor()
    expect(await graveFaults(page)).toEqual([])
  })

  const screens: Screen[] = [
    { ...desktop, colorScheme: 'dark' },
    { width: 390, height: 844, colorScheme: 'light' },
    { width: 390, height: 844, colorScheme: 'dark' },
  ]
  it.each(screens)('is legible at $width px in $colorScheme', async (screen) => {
    const { page, context } = await arrive('suqing', screen)
    for (const path of ['/', '/materials', '/reviews', '/score']) {
      await page.goto(at(path))
      await page.locator('h1').first().waitFor()
      expect(await graveFaults(page), path).toEqual([])
      const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth')
      expect(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
    }
    await context.close()
  })

  it('made no page complain, break its policy, or call another host', () => {
    expect(visitors.length).toBeGreaterThan(5)
    expect(visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
