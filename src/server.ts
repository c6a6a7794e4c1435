import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { firstStart } from './first-start.ts'
import type { Config } from './kernel/config.ts'
import { openDatabase } from './kernel/database/database.ts'
import type { Place } from './kernel/http/admission.ts'
import { createHttpApplication } from './kernel/http/application.ts'
import { listen } from './kernel/http/listen.ts'
import { createMetrics } from './kernel/http/metrics.ts'
import { invoke } from './kernel/invoke.ts'
import { jobRunner } from './kernel/jobs/run-job.ts'
import { startSealing } from './kernel/ledger/sealing.ts'
import { assemble } from './kernel/runtime.ts'
import { backUpKey, loadMasterKey, masterKeyPath } from './kernel/secrets/master-key.ts'
import { secretsOf } from './kernel/secrets/secrets.ts'
import type { KernelTables } from './kernel/tables.ts'
import { composeModules } from './main.ts'
import { authenticate, authenticateKey, isStillAdmitted, usePlacesFrom } from './modules/identity/index.ts'
import { keyServiceFrom } from './platforms/key-service-from.ts'
import { outsideFrom, outsideNames } from './platforms/outside.ts'
import { secondOpinionsFrom } from './platforms/second-opinions.ts'
import { readVersion } from './version.ts'

export type RunningServer = {
  url: URL
  databaseName: string
  /** Lines for whoever started it: the set-up link, the demo's sign-in names, the key to back up. */
  announcements: readonly string[]
  /** Takes no new calls, finishes those in hand and the jobs in hand, closes the database. */
  stop: () => Promise<void>
}

type ServeOptions = {
  demo: boolean
  /** Where commands of the same machine are taken; see cli/socket-path.ts. */
  socket: string | undefined
}

/** What whoever has the command socket, and so the data directory, may do without signing in. */
const machinePermissions = new Set(['ledger.verify', 'score.view', 'score.measure'])

const root = fileURLToPath(new URL('..', import.meta.url))

/** Opens the database, serves, and takes jobs, until it is stopped. What was opened is closed again when it fails. */
export const startServer = async (config: Config, options: ServeOptions): Promise<RunningServer> => {
  const opened = new AsyncDisposableStack()
  try {
    return await open(config, options, opened)
  } catch (error) {
    await opened.disposeAsync()
    throw error
  }
}

const open = async (config: Config, { demo, socket }: ServeOptions, opened: AsyncDisposableStack): Promise<RunningServer> => {
  const log = pino({ level: config.logLevel, base: null })
  const outside = outsideFrom(process.env, (outcome) => log.warn({ outcome }, 'message not sent'))
  if (outsideNames(outside).length > 0) log.info({ outside: outsideNames(outside) }, 'ways to the outside')
  usePlacesFrom(config.places)
  const database = await openDatabase<KernelTables>({
    url: config.databaseUrl,
    directory: join(config.dataDirectory, 'database'),
    onBackgroundError: (error) => log.error({ err: error }, 'database upkeep'),
  })
  opened.defer(() => database.close())
  const masterKey = await loadMasterKey({ env: process.env, dataDirectory: config.dataDirectory })
  const url = new URL(config.publicUrl)
  const modules = await composeModules({
    demo,
    site: () => url,
    secondOpinions: secondOpinionsFrom(process.env),
    webhookAllow: config.webhookAllow,
    outsideSignIns: outside.signIns,
    ...(outside.sendCode === undefined ? {} : { sendSms: outside.sendCode }),
    ...(outside.sendNews === undefined ? {} : { sendNews: outside.sendNews }),
    ...(outside.sendText === undefined ? {} : { sendMail: outside.sendText }),
    ...(outside.alarm === undefined ? {} : { alarm: outside.alarm }),
    ...(outside.warn === undefined ? {} : { warn: outside.warn }),
    ...(outside.wecom === undefined ? {} : { wecomLog: outside.wecom.riskLog, contactSeats: outside.wecom.customers.seats }),
    ...(outside.wecom === undefined ? {} : { wecom: outside.wecom }),
  })
  const app = await assemble({ database, modules, secrets: secretsOf(masterKey.key, { suite: config.suite, keySource: keyServiceFrom(process.env) }), log, isStillAdmitted })
  opened.defer(() => app.queue.stop())
  const linesOfFirstStart = await firstStart(app, { demo })
  opened.defer(startSealing(app, log))

  const http = {
    app,
    log,
    metrics: createMetrics(app),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    version: await readVersion(),
    authenticate: async (token: string, place: Place) => {
      const session = await authenticate(database.kysely, token, { ...place, now: app.clock.now(), secrets: app.secrets })
      if (session !== 'copied') return session
      const origin = { request: randomUUID(), ...place }
      await invoke(app, 'identity.end-copied-session', { token }, { actor: { kind: 'anonymous' }, origin, locale: 'zh' })
      return null
    },
    authenticateKey: (token: string, { ip }: { ip: string }) =>
      authenticateKey(database.kysely, token, { ip, now: app.clock.now(), secrets: app.secrets }),
    assets: { console: join(root, 'dist/console'), screening: join(root, 'dist/screening') },
  }
  const listener = await listen(createHttpApplication(http), { host: config.host, port: config.port })
  opened.defer(listener.stop)
  if (socket !== undefined) {
    const localActor = { kind: 'machine', id: 'command-socket', permissions: machinePermissions } as const
    const commands = await listen(createHttpApplication({ ...http, localActor }), { socket })
    opened.defer(commands.stop)
  }
  await app.queue.work(jobRunner(app))

  if (config.port === 0) url.port = String(listener.port)
  const backUp = backUpKey(masterKeyPath(config.dataDirectory))
  return {
    url,
    databaseName: config.databaseUrl === undefined ? `${config.dataDirectory} (PGlite)` : 'PostgreSQL',
    announcements: [
      ...(masterKey.source === 'created' ? [backUp.zh, backUp.en] : []),
      ...linesOfFirstStart(url),
    ],
    stop: () => opened.disposeAsync(),
  }
}
