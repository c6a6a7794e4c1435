import type { Logger } from 'pino'
import type { App } from '../app.ts'
import { ledgerKeys } from './ledger-keys.ts'
import { sealLedger } from './seal.ts'

/** How often the queue is looked at. */
const everyMs = 3_000

/**
 * How long an entry waits for its leaf, at most, while the server runs; many of them do not wait. Every checkpoint is a
 * row for good: one every three seconds of a working year would be millions.
 */
const pace = { entries: 100, ms: 20_000 }

/**
 * Seals the ledger every few seconds until it is stopped. An entry that is refused is reported in the log by its id.
 * @returns stops after the sealing in hand
 */
export const startSealing = (app: App, log: Logger): (() => Promise<void>) => {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> = Promise.resolve()

  const seal = async (): Promise<void> => {
    try {
      const report = await sealLedger(app.database, { ...ledgerKeys(app.secrets), now: app.clock.now(), pace })
      for (const { entryId, reason } of report.refused) log.error({ entryId, reason }, 'ledger entry refused by the sealer')
    } catch (error) {
      log.error({ err: error }, 'sealing the ledger failed; it is tried again')
    }
    if (!stopped) timer = setTimeout(run, everyMs)
  }
  const run = (): void => {
    current = seal()
  }
  run()
  return async () => {
    stopped = true
    clearTimeout(timer)
    await current
  }
}
