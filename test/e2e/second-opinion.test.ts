import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { startBaiduCensor } from '../peers/baidu-censor.ts'
import { startLlm } from '../peers/llm.ts'
import { startTencentTms } from '../peers/tencent-tms.ts'
import { graveFaults, type Visitor } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const pictures = process.env['WEIDUN_TEST_PICTURES']

/** Keeps a picture of the page where a folder for pictures is named. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}

/** Two services that answer, and one that cannot be reached. */
const connect = async () => {
  const llm = await startLlm({ apiKey: 'sk-example', model: 'deepseek-chat' })
  const tencent = await startTencentTms({ secretId: 'AKIDEXAMPLE', secretKey: 'SECRETEXAMPLE' })
  const baidu = await startBaiduCensor({ apiKey: 'k', secretKey: 's' })
  await baidu.close()
  return {
    env: {
      WEIDUN_OPINION_LLM_URL: llm.url.href,
      WEIDUN_OPINION_LLM_MODEL: 'deepseek-chat',
      WEIDUN_OPINION_LLM_KEY: 'sk-example',
      WEIDUN_OPINION_TENCENT_ID: 'AKIDEXAMPLE',
      WEIDUN_OPINION_TENCENT_KEY: 'SECRETEXAMPLE',
      WEIDUN_OPINION_TENCENT_URL: tencent.url.href,
      WEIDUN_OPINION_BAIDU_KEY: 'k',
      WEIDUN_OPINION_BAIDU_SECRET: 's',
      WEIDUN_OPINION_BAIDU_URL: baidu.url.href,
    },
    close: () => Promise.all([llm.close(), tencent.close()]),
  }
}

describe('second opinions on the screen (CNT-2)', () => {
  const { at, arrive } = demoHouse({ connect })
  let author: Visitor
  const title = '午后好心情'

  it('come to the self-check by themselves, each with its state, and ask the author where they doubt', async () => {
    author = await arrive('linxiao')
    const { page } = author
    await page.goto(at('/materials/new'))
    await page.getByLabel('标题', { exact: true }).fill(title)
    await page.getByLabel('正文', { exact: true }).fill('【广告】帮您代开一份好心情，门店与小程序同步供应。')
    await page.getByLabel('发布账号').click()
    await page.locator('.ant-select-item-option').first().click()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '提交自查' }).click()
    await page.waitForURL(/self-check/)
    const opinions = page.getByRole('region', { name: '第二意见' })
    for (const name of ['大模型', '腾讯云文本内容安全']) {
      const standing = opinions.getByRole('article', { name }).getByText('有疑问', { exact: true })
      await standing.waitFor({ timeout: 30_000 })
    }
    const missing = opinions.getByRole('article', { name: '百度文本审核' })
    await missing.getByText('状态：未取得').waitFor({ timeout: 30_000 })
    await missing.getByText('连接不上对方').waitFor()
    await page.getByText(/还有 2 处/).waitFor()
    await picture(page, 'second-opinion-self-check')
    expect(await graveFaults(page)).toEqual([])
    const forms = page.locator('form.finding-answer')
    for (let left = await forms.count(); left > 0; left -= 1) {
      await forms.first().getByLabel('为什么可以保留').fill('“代开”指为顾客开启一天，与票据无关。')
      await forms.first().getByRole('button', { name: '保存说明' }).click()
      await expect.poll(() => forms.count(), { timeout: 20_000 }).toBe(left - 1)
    }
    await page.getByRole('button', { name: /通过自查/ }).click()
    await page.waitForURL(/materials\/[0-9a-f-]{36}$/)
    await page.getByRole('region', { name: '第二意见' }).getByText('请求编号').first().waitFor()
    await picture(page, 'second-opinion-material')
  })

  it('stand beside the machine’s findings at the review desk, with the author’s answer', async () => {
    const { page } = await arrive('suqing')
    await page.goto(at('/reviews'))
    await page.locator('.queue a', { hasText: title }).click()
    const opinions = page.getByRole('region', { name: '第二意见' })
    await opinions.getByText('与票据无关').first().waitFor()
    await opinions.getByText('状态：未取得').waitFor()
    await picture(page, 'second-opinion-review')
    expect(await graveFaults(page)).toEqual([])
    await page.evaluate("localStorage.setItem('weidun.language', 'en')")
    await page.reload()
    await page.locator('.queue a', { hasText: title }).click()
    await page.getByRole('region', { name: 'Second opinion' }).getByText('State: not obtained').waitFor()
    await picture(page, 'second-opinion-review-en')
    expect(author.complaints).toEqual([])
  })
})
