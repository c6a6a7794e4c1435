import type { Page } from 'playwright-core'
import writeExcelFile from 'write-excel-file/node'
import { describe, expect, it } from 'vitest'
import { desktop, graveFaults, type Screen } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('accounts and credentials, as the demo company keeps them', () => {
  const { within } = demoHouse()

  it.each([
    ['a desktop', desktop],
    ['a phone in the dark', phone],
  ])('shows who may do what on an account, tab by tab, on %s (ACC-1)', async (_, screen) => {
    await within({ loginName: 'zhoulan', address: '/accounts', screen }, async (page) => {
      await page.getByRole('button', { name: '查看 青禾茶饮旗舰店' }).click()
      await page.getByText('核心账号至少要有 2 名在岗的平台管理员，现有 1 名').waitFor()
      expect(page.url()).toContain('account=')
      for (const [tab, text] of [['席位', '员工号'], ['授权应用', '超出用途：im.direct_message'], ['凭证', '抖音开放平台应用'], ['操作记录', '授予账号席位']] as const) {
        await page.getByRole('tab', { name: tab }).click()
        await page.getByText(text).first().waitFor()
        expect(await graveFaults(page)).toEqual([])
      }
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  })

  it('takes a credential in and never shows it again (ACC-8)', async () => {
    await within({ loginName: 'zhoulan', address: '/accounts/credentials' }, async (page) => {
      const value = `invented-${'0a1b2c3d'.repeat(3)}`
      await page.getByRole('button', { name: '存入凭证' }).click()
      await page.getByLabel('合作方', { exact: true }).check()
      await page.getByLabel('合作方名称').fill('某短信服务商')
      await page.getByLabel('名称', { exact: true }).last().fill('短信接口密钥')
      await page.getByLabel('凭证的值').fill(value)
      await page.getByLabel('用途').click()
      await page.getByTitle('消息通知').click()
      await page.getByRole('dialog').getByRole('button', { name: '存入凭证' }).click()
      await page.getByText('已加密存入').waitFor()
      await page.getByText('短信接口密钥').waitFor()
      await page.getByText(value.slice(-4), { exact: true }).waitFor()
      expect(await page.content()).not.toContain(value)
    })
  })

  it('shows a shared password for half a minute, with its reason, and hides it (ACC-8)', async () => {
    await within({ loginName: 'linxiao', address: '/accounts/credentials' }, async (page) => {
      await page.clock.install()
      await page.getByRole('button', { name: '借用 微博共用密码' }).click()
      await page.getByLabel('事由').click()
      await page.getByTitle('发布已批准的内容').click()
      await page.getByLabel('具体说明').fill('发布周五的活动预告')
      await page.getByRole('button', { name: '显示密码' }).click()
      const shown = page.getByLabel('共用密码', { exact: true })
      await shown.waitFor()
      const value = await shown.inputValue()
      expect(value.length).toBeGreaterThan(20)
      expect(await graveFaults(page)).toEqual([])
      await page.clock.runFor(31_000)
      await page.getByText('密码已隐藏。').waitFor()
      expect(await page.content()).not.toContain(value)
    })
  })

  it('checks a register before it takes it, and names every fault by row and column (ACC-1)', async () => {
    const sheet = (rows: readonly (readonly string[])[]) =>
      writeExcelFile(
        [['平台', '账号名称', '部门', '责任人', '是否核心'], ...rows].map((cells) => cells.map((value) => ({ value, type: String }))),
        { sheet: '账号' },
      ).toBuffer()
    const choose = async (page: Page, buffer: Buffer): Promise<void> =>
      page.locator('input[type=file]').setInputFiles({ name: '账号.xlsx', mimeType: 'application/octet-stream', buffer })
    await within({ loginName: 'zhoulan', address: '/accounts' }, async (page) => {
      await page.getByRole('button', { name: '导入', exact: true }).click()
      await choose(page, await sheet([['火星', '分店号', '市场部', '林晓', '否']]))
      await page.getByText('账号 第 2 行 · 平台').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await page.getByRole('button', { name: '换一个文件' }).click()
      await choose(page, await sheet([['微博', '@青禾分店', '市场部', '林晓', '否']]))
      await page.getByText('检查通过：新增 1 个').waitFor()
      await page.getByRole('button', { name: '确认导入' }).click()
      await page.getByText('@青禾分店').waitFor()
    })
  })
})
