import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findOrInstallChromium } from '../chromium.ts'

const launchArguments = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ executablePath: findOrInstallChromium(), args: launchArguments })

/** One person at a browser of their own. */
export type Visitor = {
  page: Page
  context: BrowserContext
  /** What the page should not have done: errors in its console, policy violations, calls to other hosts, failed calls. */
  complaints: string[]
}

/** Screen and taste of a visitor. */
export type Screen = { width: number; height: number; colorScheme: 'light' | 'dark' }

export const desktop: Screen = { width: 1440, height: 900, colorScheme: 'light' }

/** Opens a page in a browser context of its own; its clock is in another zone than the company's. */
export const visit = async (browser: Browser, base: string, screen: Screen = desktop): Promise<Visitor> => {
  const { colorScheme, ...viewport } = screen
  const context = await browser.newContext({ viewport, colorScheme, locale: 'zh-CN', timezoneId: 'America/New_York' })
  const page = await context.newPage()
  page.setDefaultTimeout(20_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.origin !== base && url.protocol.startsWith('http')) complaints.push(`call to ${url.host}`)
  })
  return { page, context, complaints }
}

/** Signs in by the form. */
export const signIn = async (visitor: Visitor, base: string, { loginName, password }: { loginName: string; password: string }) => {
  const { page } = visitor
  await page.goto(`${base}/sign-in`)
  await page.getByLabel('登录名').fill(loginName)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page.getByRole('button', { name: /^登\s*录$/ }).click()
  await page.waitForURL(`${base}/`)
}

/** Colours in the middle of a transition are nobody's colours: wait until every finite one has ended. */
const settled = `Promise.all(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => undefined)))`

/** Accessibility faults that axe calls serious or critical, as `rule: where`. */
export const graveFaults = async (page: Page): Promise<string[]> => {
  await page.evaluate<unknown>(settled)
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}
