import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page, type Request } from 'playwright-core'
import { expect } from 'vitest'
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

/** The calls that a page makes from now on. */
export const callsOf = (page: Page) => {
  const open = new Set<Request>()
  let begun = 0
  page.on('request', (request) => {
    begun += 1
    open.add(request)
  })
  page.on('requestfinished', (request) => open.delete(request))
  page.on('requestfailed', (request) => open.delete(request))
  /** None is open, and drawing what they brought and being idle twice has begun no other. */
  const over = async (): Promise<boolean> => {
    const before = begun
    await page.evaluate<unknown>(drawnAndIdle)
    return open.size === 0 && begun === before
  }
  return {
    /** Waits until all are over, and what they brought has asked for no others. */
    areOver: async (): Promise<void> => {
      await expect.poll(over, { timeout: 20_000, interval: 10 }).toBe(true)
    },
  }
}

const drawnAndIdle = `(async () => {
  for (let time = 0; time < 2; time += 1) await new Promise((resolve) => requestAnimationFrame(() => requestIdleCallback(resolve)))
})()`

/** Colours in the middle of a transition are nobody's colours: wait until every finite one has ended. */
const settled = `Promise.all(document.getAnimations()
  .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
  .map((animation) => animation.finished.catch(() => undefined)))`

/**
 * Waits until nothing moves: while a dialog still opens, its button can move away between the press and the release of a
 * click on a busy machine.
 */
export const whenStill = async (page: Page): Promise<void> => {
  await page.evaluate<unknown>(settled)
}

/** Accessibility faults that axe calls serious or critical, as `rule: where`. */
export const graveFaults = async (page: Page): Promise<string[]> => {
  await whenStill(page)
  // Not in the mode for frames of other origins, of which the console has none: it opens a page for each look.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

/** Gives a visitor a security key: Chromium's virtual authenticator, which verifies its user and touches itself. */
export const giveSecurityKey = async ({ page, context }: Visitor): Promise<void> => {
  const devTools = await context.newCDPSession(page)
  await devTools.send('WebAuthn.enable')
  await devTools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      ctap2Version: 'ctap2_1',
      transport: 'usb',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
}
