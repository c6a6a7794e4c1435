import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { prepareDemoData } from '../demo-data.ts'
import { type ServerProcess, startServerProcess, temporaryDirectory } from '../server-process.ts'
import { openBrowser, type Screen, signIn, visit, type Visitor } from './browser.ts'

type Connected = { env: Record<string, string>; close: () => Promise<unknown> }
type Options = { fresh?: boolean; connect?: () => Promise<Connected> }

/**
 * The demo company on a server of its own, with a browser, for the tests around the call: begun before the first and
 * closed after the last.
 * @param options.fresh its last hour is this hour, for what counts minutes
 * @param options.connect starts what the server is to be connected to, and says by which variables
 */
export const demoHouse = ({ fresh = false, connect }: Options = {}) => {
  let server: ServerProcess
  let browser: Browser
  let password = ''
  const cleanUps: (() => Promise<unknown>)[] = []
  const visitors: Visitor[] = []

  beforeAll(async () => {
    const data = await temporaryDirectory()
    cleanUps.push(data.remove)
    if (!fresh) await prepareDemoData(data.path)
    const connected = await connect?.()
    if (connected !== undefined) cleanUps.push(connected.close)
    server = await startServerProcess({ dataDirectory: data.path, args: ['--demo'], env: connected?.env ?? {} })
    cleanUps.push(server.stop)
    browser = await openBrowser()
    cleanUps.push(() => browser.close())
    password = /password: (\S+)/.exec(server.printed())?.[1] ?? ''
  }, 120_000)

  afterAll(async () => {
    for (const cleanUp of cleanUps.toReversed()) await cleanUp()
  })

  const at = (path: string): string => server.url + path
  const arrive = async (loginName: string, screen?: Screen): Promise<Visitor> => {
    const visitor = await visit(browser, server.url, screen)
    visitors.push(visitor)
    await signIn(visitor, server.url, { loginName, password })
    return visitor
  }

  return {
    /** An address of the console. */
    at,
    /** One of its people, signed in at a browser of their own. */
    arrive,
    /** Lets one of them walk from an address on, with nothing to complain of on the way. */
    within: async (
      { loginName, address, screen }: { loginName: string; address: string; screen?: Screen },
      walk: (page: Page) => Promise<void>,
    ): Promise<void> => {
      const visitor = await arrive(loginName, screen)
      await visitor.page.goto(at(address))
      await walk(visitor.page)
      expect(visitor.complaints).toEqual([])
      await visitor.context.close()
    },
    /** Everybody who arrived. */
    visitors: visitors as readonly Visitor[],
  }
}
