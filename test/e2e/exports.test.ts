import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { graveFaults } from './browser.ts'
import { demoHouse } from './demo-house.ts'

describe('exports, as the demo company takes customers out', () => {
  const { within } = demoHouse()

  it('asks, downloads, and names the export from the file that leaked (DAT-3, DAT-4)', async () => {
    let leaked = ''
    await within({ loginName: 'xuning', address: '/customers/exports' }, async (page) => {
      await page.getByRole('button', { name: '申请导出' }).click()
      const drawer = page.getByRole('dialog', { name: '申请导出' })
      // Masked unless chosen otherwise, and nothing of children.
      expect(await drawer.getByRole('checkbox', { checked: true }).count()).toBe(0)
      for (const kind of ['姓名', '手机号', '地址']) await drawer.getByRole('checkbox', { name: kind, exact: true }).check()
      await drawer.getByRole('radio', { name: '原文' }).check()
      await drawer.getByRole('radio', { name: 'CSV' }).check()
      await drawer.getByLabel('用途').click()
      await page.getByTitle('售后、回访').click()
      await drawer.getByLabel('理由').fill('回访夏季试饮')
      await drawer.getByRole('button', { name: '下一步：核对' }).click()
      await drawer.getByText('提交后立即开始生成').waitFor()
      expect(await graveFaults(page)).toEqual([])
      await drawer.getByRole('button', { name: '提交申请' }).click()
      await page.getByText('已开始生成，完成后会通知您').waitFor()
      const row = page.getByRole('row').filter({ hasText: '回访夏季试饮' })
      await row.getByText('可下载').waitFor()
      await row.getByRole('button', { name: '查看 许宁 的导出任务' }).click()
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: /^下\s*载$/ }).click()])
      leaked = await readFile(await file.path(), 'utf8')
      await page.getByText('已下载，还可下载 2 次').waitFor()
    })
    const lines = leaked.split('\r\n').map((line) => line.split(',').slice(0, 3).join(','))
    await within({ loginName: 'fangzheng', address: '/customers/exports?tab=trace' }, async (page) => {
      await page.getByLabel('选择文件，或拖到这里').setInputFiles({ name: '群里的名单.csv', mimeType: 'text/csv', buffer: Buffer.from(lines.toSorted().join('\n')) })
      await page.getByText('出自下面这次导出').waitFor()
      await page.getByRole('heading', { name: '许宁的导出' }).waitFor()
      await page.getByText('回访夏季试饮').waitFor()
      expect(await graveFaults(page)).toEqual([])
    })
  })
})
