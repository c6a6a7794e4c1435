import { describe, expect, it } from 'vitest'
import { desktop, graveFaults, type Screen, whenStill } from './browser.ts'
import { demoHouse } from './demo-house.ts'

const phone: Screen = { width: 390, height: 844, colorScheme: 'dark' }

describe('alerts of platforms, as the demo company gets them (ACC-6)', () => {
  const { at, arrive } = demoHouse({ fresh: true })

  it('shows the owner what is likely stolen, with reasons, steps and clocks, and takes a step as done', async () => {
    const { page, context, complaints } = await arrive('linxiao')
    await page.getByRole('link', { name: /青禾茶饮旗舰店.*冻结账号/ }).first().click()
    await page.getByText('先止损，再查证').waitFor()
    await page.getByText(/平时在|从未在那里登录/).first().waitFor()
    await page.getByText('设备类型与使用者的习惯不符').waitFor()
    expect(await page.getByRole('dialog').innerText()).not.toContain('陈默 在')
    expect(await graveFaults(page)).toEqual([])
    await page.getByRole('button', { name: '登记完成：先止损：冻结账号' }).click()
    await page.getByLabel('做了什么').fill('09:20 已在抖音安全中心冻结')
    await whenStill(page)
    await page.getByRole('button', { name: '登记完成', exact: true }).last().click()
    await page.getByText('已完成 1 / 9 步').waitFor()
    await page.getByRole('button', { name: '立案处置' }).click()
    await page.getByText('案件处置中').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  it('asks whoever has a seat whether it was them, and tells them no more than that takes', async () => {
    const { page, context, complaints } = await arrive('chenmo')
    await page.goto(at('/accounts/alerts'))
    await page.getByRole('button', { name: /查看“青禾茶饮旗舰店/ }).click()
    await page.getByText('您持有这个账号的席位').waitFor()
    await page.getByRole('button', { name: '是我操作的' }).waitFor()
    const drawer = await page.getByRole('dialog').innerText()
    expect(drawer).toContain('Redmi K70')
    expect(drawer).not.toMatch(/美国|45\.32|很可能被盗|处置步骤/)
    expect(await graveFaults(page)).toEqual([])
    expect(complaints).toEqual([])
    await context.close()
  })

  it.each([
    ['a desktop', desktop],
    ['a phone in the dark', phone],
  ])('recognises what is pasted while one looks on, on %s', async (name, screen) => {
    const { page, context, complaints } = await arrive('suqing', screen)
    await page.goto(at('/accounts/alerts'))
    await page.getByRole('button', { name: '粘贴平台告警' }).first().click()
    const clock = name === 'a desktop' ? '07:12' : '07:13'
    await page.getByLabel('告警原文').fill(`【微信公众平台】您的公众号“青禾茶饮”于昨天 ${clock} 登录成功，登录IP：203.0.113.45，登录地点：广东深圳，设备：iPhone 15。详情 https://mp-weixin.example/a`)
    await page.getByText('不是平台的官方域名').waitFor()
    await page.getByText(/^已识别 \d 项$/).waitFor()
    expect(await page.getByLabel('IP 地址').inputValue()).toBe('203.0.113.45')
    expect(await page.getByLabel('地点').inputValue()).toBe('广东深圳')
    expect(await page.getByLabel('时间').inputValue()).toMatch(new RegExp(`${clock}$`))
    await page.getByText('青禾茶饮（微信公众号）').first().waitFor()
    expect(await page.locator('.marked-backdrop mark').count()).toBeGreaterThan(4)
    expect(await graveFaults(page)).toEqual([])
    expect(await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0)
    await page.getByRole('button', { name: '报告并判断' }).click()
    await page.getByText('处置步骤').waitFor()
    await page.getByText('可能是假冒的通知').first().waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })
})
