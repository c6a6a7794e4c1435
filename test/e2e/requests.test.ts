import { describe, expect, it } from 'vitest'
import { graveFaults, type Screen } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('requests about personal data, as the demo company handles them', () => {
  const { within, at } = demoHouse()

  it('shows legal what waits, decides on an erasure, and gives the certificate, on a phone in the dark (PRV-2)', async () => {
    await within({ loginName: 'fangzheng', address: '/requests', screen: phone }, async (page) => {
      await page.getByText('待决定删除').first().waitFor()
      expect(await graveFaults(page)).toEqual([])
      await page.getByRole('button', { name: /^打开请求/ }).first().click()
      const drawer = page.getByRole('dialog', { name: /^删除 · / })
      await drawer.getByText('138****0013').waitFor()
      await drawer.getByRole('button', { name: '决定删除' }).click()
      const dialog = page.getByRole('dialog', { name: '决定删除' })
      await dialog.getByLabel('给本人的说明').fill('会员资料已按您的要求删除')
      await dialog.getByRole('button', { name: '决定删除' }).click()
      await drawer.getByText(/已删除您的 \d+ 项个人信息并销毁密钥/).waitFor()
      expect(await graveFaults(page)).toEqual([])
      const download = page.waitForEvent('download')
      await drawer.getByRole('button', { name: '下载办理证明' }).click()
      expect((await download).suggestedFilename()).toMatch(/^权利请求办理证明-[\w-]+\.pdf$/)
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
      await page.goto(at('/requests?tab=retention'))
      await page.getByText('最后修改后 24 个月').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await page.goto(at('/rights'))
      await page.getByRole('heading', { name: '行使个人信息权利' }).waitFor()
      expect(await graveFaults(page)).toEqual([])
    })
  })

  it('leaves it to customer service to tell somebody who was erased, by the contact of the request (PRV-2)', async () => {
    await within({ loginName: 'xuning', address: '/requests' }, async (page) => {
      // A job finds that no message can be sent.
      const erased = page.getByRole('row', { name: /已答复 待告知本人/ })
      await expect.poll(async () => {
        await page.reload()
        await page.getByRole('button', { name: /^打开请求/ }).first().waitFor()
        return erased.count()
      }, { timeout: 30_000, interval: 500 }).toBe(1)
      await erased.getByRole('button').click()
      const drawer = page.getByRole('dialog', { name: /^删除 · / })
      await drawer.getByText('待人工告知').waitFor()
      await drawer.getByRole('button', { name: '登记已告知' }).click()
      const dialog = page.getByRole('dialog', { name: '登记已告知' })
      await dialog.getByRole('button', { name: '查看联系方式' }).click()
      await dialog.getByText('13800000013').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await dialog.getByLabel('告知方式').click()
      await page.getByTitle('电话').click()
      await dialog.getByLabel('告知经过').fill('拨打登记号码，本人接听')
      await dialog.getByRole('button', { name: '登记已告知' }).click()
      await drawer.getByText('许宁 · 拨打登记号码，本人接听').waitFor()
    })
  })

  it('makes test data for the security administrator (DAT-3)', async () => {
    await within({ loginName: 'zhoulan', address: '/settings' }, async (page) => {
      const download = page.waitForEvent('download')
      await page.getByRole('button', { name: '制作并下载' }).click()
      expect((await download).suggestedFilename()).toMatch(/^测试数据-[\d-]+\.csv$/)
    })
  })
})
