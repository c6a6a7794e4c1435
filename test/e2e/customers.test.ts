import { describe, expect, it } from 'vitest'
import { desktop, graveFaults, type Screen, whenStill } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('customers, as the demo company keeps them', () => {
  const { within } = demoHouse()

  it('finds a customer by the last four digits and opens a number for a time, with purpose and reason (DAT-2, DAT-3)', async () => {
    await within({ loginName: 'xuning', address: '/customers' }, async (page) => {
      await page.clock.install()
      await page.getByText('138****0029').waitFor()
      expect(await page.content()).not.toContain('13800000029')
      expect(await graveFaults(page)).toEqual([])
      await page.getByLabel('号码', { exact: true }).fill('0002')
      await page.getByRole('button', { name: '查找', exact: true }).click()
      await page.getByText('找到 1 位客户').waitFor()
      // What was typed is in no address.
      expect(page.url()).not.toContain('0002')
      await page.getByRole('status').getByRole('button', { name: '查看 孙**' }).click()
      const dialog = page.getByRole('dialog', { name: '查看原文' })
      const open = async (): Promise<void> => {
        await page.getByRole('button', { name: '查看原文' }).click()
        await dialog.getByText('手机号 138****0002').waitFor()
        await whenStill(page)
        await dialog.getByRole('checkbox', { name: '手机号 138****0002' }).check()
        await dialog.getByLabel('用途').click()
        await page.getByTitle('与客户联系').last().click()
        await dialog.getByLabel('理由').fill('回访试饮意见')
        await whenStill(page)
        await dialog.getByRole('button', { name: /^显\s*示$/ }).click()
        await dialog.getByText('13800000002').waitFor()
      }
      await open()
      // Whose screen it is and when lies over all of it, on paper as well, and not in the panel.
      const mark = page.locator('body > .watermark-opened')
      expect(await page.evaluate<string>(`getComputedStyle(document.querySelector('.watermark-opened')).backgroundImage.slice(0, 16)`)).toBe('url("data:image/')
      await page.emulateMedia({ media: 'print' })
      expect(await mark.isVisible()).toBe(true)
      await page.emulateMedia({ media: 'screen' })
      expect(await graveFaults(page)).toEqual([])
      await page.clock.runFor(61_000)
      await dialog.getByText('已隐藏。').waitFor()
      expect(await page.content()).not.toContain('13800000002')
      expect(await mark.count()).toBe(0)
      await dialog.getByRole('button', { name: /^关\s*闭$/ }).last().click()
      await open()
      // Taken off by hand, it takes the values with it.
      await page.evaluate(`document.querySelector('.watermark-opened').style.opacity = '0'`)
      await dialog.getByText('已隐藏。').waitFor()
    })
  })

  it.each([
    ['a desktop', desktop],
    ['a phone in the dark', phone],
  ])('shows the head of the department who looked at a customer, on %s (DAT-2)', async (_, screen) => {
    await within({ loginName: 'tangguo', address: '/customers?pageSize=50', screen }, async (page) => {
      await page.getByRole('button', { name: '查看 孙**' }).click()
      await page.getByRole('tab', { name: '查看记录' }).click()
      await page.getByText('理由：订单少发一件，补寄前核对地址').waitFor()
      expect(await graveFaults(page)).toEqual([])
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  })

  it('shows the manager an unusual reading with its reasons, and takes the decision (DAT-4)', async () => {
    await within({ loginName: 'tangguo', address: '/customers/readings', screen: phone }, async (page) => {
      await page.getByText('24 小时内有 5 次查找或查看的号码与前面的相邻').first().waitFor()
      expect(await graveFaults(page)).toEqual([])
      // The manager knows of no decoys.
      expect(await page.getByText('诱饵').count()).toBe(0)
      await page.getByRole('button', { name: '查看 许宁 的异常读取' }).first().click()
      await page.getByText('读取未受影响，请核实原因。').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await page.getByRole('button', { name: '判为无害' }).click()
      const dialog = page.getByRole('dialog', { name: '判为无害' })
      await dialog.getByLabel('理由').fill('核对登记簿，名单已当面核实')
      await dialog.getByRole('button', { name: '判为无害' }).click()
      await page.getByText('唐果 · 判为无害').first().waitFor()
      expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    })
  })

  it('registers a customer with source and evidence, nothing ticked beforehand (DAT-5)', async () => {
    await within({ loginName: 'xuning', address: '/customers' }, async (page) => {
      await page.getByRole('button', { name: '登记客户' }).click()
      const drawer = page.getByRole('dialog', { name: '登记客户' })
      expect(await drawer.getByRole('checkbox', { checked: true }).count()).toBe(0)
      await drawer.getByLabel('姓名').fill('示例新客')
      await drawer.getByLabel('手机号').fill('138 0000 0088')
      await drawer.getByLabel('来源', { exact: true }).click()
      await page.getByTitle('门店').last().click()
      await drawer.getByLabel('来源说明').fill('会员登记，湖滨门店')
      await drawer.getByLabel('处理依据').click()
      await page.getByTitle('本人同意').click()
      await drawer.getByLabel('依据的凭证').fill('会员须知第四版')
      await drawer.getByLabel('取得时间').fill('2026-01-01 10:00')
      await page.keyboard.press('Enter')
      await drawer.getByRole('button', { name: /^保\s*存$/ }).click()
      await page.getByText('客户已登记').waitFor()
      await page.getByText('138****0088').waitFor()
      expect(await graveFaults(page)).toEqual([])
    })
  })

  it('imports a file: evidence first, columns, check, confirmation (DAT-5)', async () => {
    await within({ loginName: 'xuning', address: '/customers/imports' }, async (page) => {
      await page.getByText('城西门店会员名册').waitFor()
      await page.getByRole('button', { name: '导入客户' }).click()
      const drawer = page.getByRole('dialog', { name: '导入客户' })
      await whenStill(page)
      const buffer = Buffer.from('客户姓名,联系电话,下单金额\n示例新客,13800000301,12\n示例新客,1380000,30\n')
      await drawer.getByLabel('选择文件').setInputFiles({ name: '名单.csv', mimeType: 'text/csv', buffer })
      await drawer.getByRole('button', { name: /^上\s*传$/ }).click()
      // Without source and evidence nothing is sent.
      await drawer.getByText('请填写').first().waitFor()
      await drawer.getByLabel('来源', { exact: true }).click()
      await page.getByTitle('门店').last().click()
      await drawer.getByLabel('来源说明').fill('春季会员登记')
      await drawer.getByLabel('处理依据').click()
      await page.getByTitle('本人同意').last().click()
      await drawer.getByLabel('依据的凭证').fill('会员须知第四版')
      await drawer.getByLabel('取得时间').fill('2026-01-01 10:00')
      await page.keyboard.press('Enter')
      await drawer.getByLabel('遇到已有客户').click()
      await page.getByTitle('合并，只补充缺少的信息').last().click()
      expect(await graveFaults(page)).toEqual([])
      await drawer.getByRole('button', { name: /^上\s*传$/ }).click()
      await page.getByText('文件共 3 列，已识别 2 列').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await page.getByRole('button', { name: '开始检查' }).click()
      await page.getByText('与原始资料核对后改正，没有就清空').waitFor()
      await page.getByRole('button', { name: '确认导入 1 行' }).click()
      await page.getByText('导入完成，上传的文件已销毁。').waitFor()
      expect(await graveFaults(page)).toEqual([])
    })
  })
})
