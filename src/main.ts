import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type Catalogue, catalogueOf } from './kernel/app.ts'
import type { Config } from './kernel/config.ts'
import { openDatabase } from './kernel/database/database.ts'
import { createHttpApplication } from './kernel/http/application.ts'
import { listen } from './kernel/http/listen.ts'
import { createMetrics } from './kernel/http/metrics.ts'
import { jobRunner } from './kernel/jobs/run-job.ts'
import { startSealing } from './kernel/ledger/sealing.ts'
import type { Module, OperationsIn } from './kernel/module.ts'
import { assemble } from './kernel/runtime.ts'
import { backUpKey, loadMasterKey, masterKeyPath } from './kernel/secrets/master-key.ts'
import { secretsOf } from './kernel/secrets/secrets.ts'
import type { KernelTables } from './kernel/tables.ts'
import { accountsModule, accountBriefs } from './modules/accounts/index.ts'
import { contentModule } from './modules/content/index.ts'
import { deskModule } from './modules/desk/index.ts'
import {
  authenticate,
  departmentHead,
  identityModule,
  listDepartments,
  peopleBriefs,
  permissionMatrix,
  requireWholeMatrix,
  resolveOwner,
} from './modules/identity/index.ts'
import { ledgerModule } from './modules/ledger/index.ts'
import { scoreModule } from './modules/score/index.ts'
import { firstStart } from './first-start.ts'
import { createScreener } from './screening/index.ts'
import { loadPacks } from './screening/load-packs.ts'

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

/** What whoever has the command socket, and so the data directory, may do without signing in. */
const machinePermissions = new Set(['ledger.verify', 'score.view', 'score.measure'])

/** Every module with what it needs from the others: the one place that knows them all. */
export const composeModules = async ({ demo }: { demo: boolean }) => {
  const packs = await loadPacks()
  const screener = createScreener(packs)
  const identity = identityModule({ demo, knownPermissions: () => permissionsIn(all) })
  const accounts = accountsModule({ people: peopleBriefs, departments: listDepartments })
  const content = contentModule({
    screen: screener.check,
    rulesVersion: packs.version,
    people: peopleBriefs,
    departments: listDepartments,
    departmentHead,
    holders: resolveOwner,
    accounts: accountBriefs,
  })
  const { posts } = permissionMatrix()
  const desk = deskModule({
    resolveOwner,
    people: peopleBriefs,
    departments: listDepartments,
    postTitle: (id) => posts.find((post) => post.id === id)?.title,
  })
  const ledger = ledgerModule({
    eventTypes: () => new Map(all.flatMap(({ events }) => Object.entries(events))),
    resolveOwner,
  })
  const measured = [identity, accounts, content, desk, ledger].flatMap((module) => module.controls)
  const score = scoreModule({ controls: measured })
  const all: readonly Module[] = [identity, accounts, content, desk, ledger, score]
  requireWholeMatrix(permissionsIn(all).map(({ id }) => id))
  return [identity, accounts, content, desk, ledger, score] as const
}

/** Every operation of the program, as a type: what the typed client is made of. */
export type Operations = OperationsIn<Awaited<ReturnType<typeof composeModules>>>

const permissionsIn = (modules: readonly Module[]) =>
  modules.flatMap((module) =>
    Object.entries(module.permissions).map(([id, sentence]) => ({ id, module: module.name, sentence })),
  )

/** The catalogue without a database, for whoever only wants to describe the program. */
export const describeCatalogue = async (): Promise<Catalogue> => catalogueOf(await composeModules({ demo: false }))

export type RunningServer = {
  url: URL
  databaseName: string
  /** Lines for whoever started it: the set-up link, the demo's sign-in names, the key to back up. */
  announcements: readonly string[]
  stop: () => Promise<void>
}

/** Opens the database, serves, and takes jobs, until it is stopped. */
export const startServer = async (
  config: Config,
  { demo, socket }: { demo: boolean; socket: string | undefined },
): Promise<RunningServer> => {
  const log = pino({ level: config.logLevel, base: null })
  const database = await openDatabase<KernelTables>({ url: config.databaseUrl, directory: `${config.dataDirectory}/database` })
  const masterKey = await loadMasterKey({ env: process.env, dataDirectory: config.dataDirectory })
  const app = await assemble({
    database,
    modules: await composeModules({ demo }),
    secrets: secretsOf(masterKey.key),
    log,
  })
  const version = await readVersion()
  const shared = {
    app,
    log,
    metrics: createMetrics(app),
    publicUrl: config.publicUrl,
    trustedProxies: config.trustedProxies,
    version,
    authenticate: (token: string, place: { ip: string; device: string }) =>
      authenticate(app.database.kysely, token, { ...place, now: app.clock.now(), secrets: app.secrets }),
    assets: { console: here('../dist/console'), screening: here('../dist/screening') },
  }
  const announcements = [
    ...(masterKey.source === 'created' ? [backUpKey(masterKeyPath(config.dataDirectory)).zh] : []),
    ...(await firstStart(app, { demo, publicUrl: config.publicUrl })),
  ]
  const listeners = [await listen(createHttpApplication(shared), { host: config.host, port: config.port })]
  if (socket !== undefined) {
    const localActor = { kind: 'machine', id: 'command-socket', permissions: machinePermissions } as const
    listeners.push(await listen(createHttpApplication({ ...shared, localActor }), { socket }))
  }
  await app.queue.work(jobRunner(app))
  const stopSealing = startSealing(app, log)

  const url = new URL(config.publicUrl)
  if (config.port === 0) url.port = String(listeners[0]?.port)
  return {
    url,
    databaseName: config.databaseUrl === undefined ? `${config.dataDirectory} (PGlite)` : 'PostgreSQL',
    announcements,
    stop: async () => {
      await Promise.all(listeners.map((listener) => listener.stop()))
      await app.queue.stop()
      await stopSealing()
      await database.close()
    },
  }
}

const readVersion = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(here('../package.json'), 'utf8')) as { version: string }
  return version
}
