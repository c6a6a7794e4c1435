import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { demoHouse } from './demo-house.ts'
import { desktop, graveFaults, type Screen } from './browser.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('outreach in the console (OUT-1, OUT-2, PRV-1)', () => {
  const house = demoHouse()
  let person = ''

  const shoot = async (page: Page, name: string): Promise<void> => {
    const folder = process.env['WEIDUN_SCREENSHOTS']
    if (folder !== undefined && folder !== '') await page.screenshot({ path: `${folder}/outreach-${name}.png`, fullPage: true })
  }
  /** Calls an operation as whoever is signed in at this page. */
  const call = (page: Page, name: string, input: object): Promise<Record<string, unknown>> =>
    page.evaluate(
      async ([path, body]) => {
        const answer = await fetch(path ?? '', { method: 'POST', headers: { 'content-type': 'application/json' }, body: body ?? '' })
        return (await answer.json()) as Record<string, unknown>
      },
      [`/api/v1/${name.replace('.', '/')}`, JSON.stringify(input)],
    )
  const fits = (page: Page): Promise<boolean> => page.evaluate('document.documentElement.scrollWidth <= innerWidth')

  it('lets legal publish a notice, and says before a new version that everybody must be asked again', async () => {
    const { page } = await house.arrive('fangzheng', desktop)
    await page.goto(house.at('/outreach'))
    await page.getByText('会员活动告知书').waitFor()
    await shoot(page, 'notices-desktop-light')
    await page.getByRole('button', { name: '发布告知书' }).click()
    const texts = {
      标题: '新品试吃告知书',
      处理目的: '向您发送会员活动和优惠信息',
      处理方式: '通过短信发送',
      个人信息的范围: '手机号',
      保存期限: '退订后六个月内删除',
      接收方: '无',
      通俗说明: '我们想告诉您会员活动和优惠，您可以随时退订。',
    }
    for (const [label, text] of Object.entries(texts)) await page.getByRole('textbox', { name: label }).fill(text)
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'publish-desktop-light')
    await page.getByRole('button', { name: /^发\s*布$/ }).click()
    await page.getByText('0 人同意有效', { exact: true }).waitFor()

    await page.getByRole('button', { name: '查看 新品试吃告知书' }).click()
    await page.getByRole('button', { name: '发布新版本' }).click()
    await page.getByRole('textbox', { name: '接收方' }).fill('短信服务商')
    await page.getByText('此前的同意全部失效').waitFor()
    await page.getByRole('button', { name: /^发\s*布$/ }).click()
    await page.getByText('同意已失效').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'versions-desktop-light')
  })

  it('explains to operations on a phone why somebody may not be sent a message', async () => {
    const service = await house.arrive('xuning', desktop)
    const { items } = (await call(service.page, 'vault.list-customers', {})) as { items: { id: string }[] }
    person = items[0]?.id ?? ''
    const { page } = await house.arrive('linxiao', phone)
    await page.goto(house.at('/outreach?tab=try'))
    await page.getByRole('textbox', { name: '客户编号' }).fill(person)
    await page.getByRole('button', { name: '能不能发' }).click()
    await page.getByRole('heading', { name: '不能发送' }).waitFor()
    await page.getByText('没有同意通过短信接收营销消息').waitFor()
    expect(await graveFaults(page)).toEqual([])
    expect(await fits(page)).toBe(true)
    await shoot(page, 'try-phone-dark')
    await page.goto(house.at('/outreach?tab=settings'))
    await page.getByText('21:00 – 09:00').waitFor()
    await shoot(page, 'settings-phone-dark')
  })

  it('shows customer service what somebody consented to', async () => {
    const { page } = await house.arrive('xuning', desktop)
    const { items } = (await call(page, 'outreach.list-notices', {})) as { items: { id: string }[] }
    const { versions } = (await call(page, 'outreach.view-notice', { id: items[0]?.id })) as { versions: { digest: string }[] }
    await call(page, 'outreach.record-consent', {
      person, channel: 'sms', noticeId: items[0]?.id, noticeVersion: 2, noticeDigest: versions[0]?.digest,
      givenAt: new Date().toISOString(), form: '会员注册页', ip: null, boxUntouched: true, separate: false, under14: false, guardian: null,
    })
    await page.goto(house.at('/outreach?tab=recipient'))
    await page.getByRole('textbox', { name: '客户编号' }).fill(person)
    await page.getByRole('button', { name: /^查\s*询$/ }).click()
    await page.getByText('会员注册页').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'recipient-desktop-light')
  })

  it('lets the security administrator set how many and when', async () => {
    const { page } = await house.arrive('zhoulan', desktop)
    await page.goto(house.at('/outreach?tab=settings'))
    await page.getByRole('spinbutton', { name: '每人每月' }).fill('2')
    await page.getByRole('button', { name: /^保\s*存$/ }).click()
    await page.getByText('已保存').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'settings-desktop-light')
    const { cap, quietHours } = await call(page, 'outreach.view-settings', {})
    expect({ cap, quietHours }).toEqual({ cap: 2, quietHours: { from: 21 * 60, until: 9 * 60 } })
  })

  it('lets the person go by the link, on a phone and without script', async () => {
    const { page } = await house.arrive('linxiao', { ...phone, colorScheme: 'light' })
    const { answers } = (await call(page, 'outreach.decide-sends', {
      purpose: 'service', channel: 'sms', materialId: null, people: [person],
    })) as { answers: { unsubscribeUrl: string }[] }
    const { pathname } = new URL(answers[0]?.unsubscribeUrl ?? '')
    await page.goto(house.at(pathname))
    expect(await fits(page)).toBe(true)
    await shoot(page, 'page-question-phone-light')
    await page.getByRole('button', { name: '退订短信' }).click()
    await page.getByRole('heading', { name: '已退订' }).waitFor()
    await page.emulateMedia({ colorScheme: 'dark' })
    await shoot(page, 'page-done-phone-dark')
    await page.getByRole('button', { name: '点错了，恢复接收' }).click()
    await page.getByRole('heading', { name: '已恢复接收' }).waitFor()
  })

  it('shows operations who of an audience can be reached, and why not the rest', async () => {
    const { page } = await house.arrive('linxiao', desktop)
    await page.goto(house.at('/outreach?tab=audiences'))
    await page.getByRole('button', { name: /^查看 全部会员/ }).click()
    await page.getByRole('button', { name: /没有同意/ }).click()
    await page.getByText('位其他部门的客户，您无权查看').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'campaign-desktop-light')
    await page.setViewportSize(phone)
    await page.emulateMedia({ colorScheme: 'dark' })
    await shoot(page, 'campaign-phone-dark')
    await page.goto(house.at('/outreach?tab=audiences'))
    await page.getByRole('button', { name: '测算“全部会员”能触达多少人' }).waitFor()
    expect(await fits(page)).toBe(true)
    await shoot(page, 'audiences-phone-dark')
    await page.setViewportSize(desktop)
    await page.emulateMedia({ colorScheme: 'light' })
    await shoot(page, 'audiences-desktop-light')
  })

  it('lets legal make a form whose boxes are empty, and a stranger consent by it and withdraw with one click', async () => {
    const { page } = await house.arrive('fangzheng', desktop)
    await page.goto(house.at('/outreach?tab=forms'))
    await page.getByRole('button', { name: '网址和嵌入' }).click()
    await shoot(page, 'forms-desktop-light')
    await page.getByRole('button', { name: '修改表单 官网会员注册页' }).click()
    await page.getByText('由本人勾选；系统不提供预先勾选').waitFor()
    expect(await graveFaults(page)).toEqual([])
    await shoot(page, 'form-dialog-desktop-light')
    await page.getByRole('button', { name: /^保\s*存$/ }).click()
    await page.getByText('已保存').waitFor()
    const { items } = (await call(page, 'outreach.list-forms', {})) as { items: { url: string; boxes: { noticeId: string }[] }[] }

    const stranger = await page.context().newPage()
    await stranger.setViewportSize(phone)
    await stranger.goto(house.at(new URL(items[0]?.url ?? '').pathname))
    const boxes = stranger.getByRole('checkbox')
    for (let at = 0; at < (await boxes.count()); at += 1) expect(await boxes.nth(at).isChecked()).toBe(false)
    expect(await fits(stranger)).toBe(true)
    expect(await graveFaults(stranger)).toEqual([])
    await shoot(stranger, 'form-phone-light')
    await stranger.getByRole('textbox', { name: '姓名' }).fill('测试甲某')
    await stranger.getByRole('textbox', { name: '手机号' }).fill('13800000000')
    await stranger.getByRole('checkbox', { name: '我同意通过短信接收营销消息' }).check()
    await stranger.emulateMedia({ colorScheme: 'dark' })
    await stranger.getByRole('button', { name: '提交' }).click()
    await stranger.getByRole('heading', { name: '已登记您的同意' }).waitFor()
    await shoot(stranger, 'given-phone-dark')
    const link = (await stranger.getByRole('link').getAttribute('href')) ?? ''
    await stranger.goto(house.at(new URL(link).pathname))
    await stranger.getByRole('button', { name: '撤回以上全部同意' }).click()
    await stranger.getByRole('heading', { name: '已撤回' }).waitFor()
    await stranger.setViewportSize(desktop)
    await stranger.emulateMedia({ colorScheme: 'light' })
    await stranger.goto(house.at(`/notice/${items[0]?.boxes[0]?.noticeId}/1`))
    await stranger.getByText('这是以前的版本').waitFor()
    expect(await graveFaults(stranger)).toEqual([])
    await shoot(stranger, 'notice-desktop-light')
  })

  it('does nothing on the way that the policy of the pages forbids', () => {
    expect(house.visitors.flatMap(({ complaints }) => complaints)).toEqual([])
  })
})
