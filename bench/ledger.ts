import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import { sql } from 'kysely'
import { takeAdvisoryLock } from '../src/kernel/database/advisory-lock.ts'
import type { Database } from '../src/kernel/database/database.ts'
import { transact } from '../src/kernel/database/transact.ts'
import { newId } from '../src/kernel/id.ts'
import { appendEntries } from '../src/kernel/ledger/append.ts'
import type { LedgerEntry } from '../src/kernel/ledger/canonical.ts'
import { sealLedger } from '../src/kernel/ledger/seal.ts'
import { noteVerifier } from '../src/kernel/ledger/signed-note.ts'
import { verifyLedger } from '../src/kernel/ledger/verify-ledger.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import { onEmbedded, onPostgres } from './databases.ts'

/** Entries a second that appending on PostgreSQL should reach on two cores. */
const mark = 5_000

const usage = `npm run bench -- ledger [--seconds N] [--json]

Appending, sealing and verifying the ledger: on PostgreSQL where DATABASE_URL or TEST_DATABASE_URL names a server (in a
database of its own, dropped afterwards), and on the embedded database.
  --seconds N   time for each line of the table, 1 to 60; 3 unless said otherwise
`

type Line = {
  perTransaction: number
  writers: number
  /** A lock that every writer waits for, as a hash chain needs it. */
  serialised: boolean
  entriesPerSecond: number
  /** CPU of this process for one entry, microseconds; the server's comes on top. */
  clientMicroseconds: number
}

type Report = {
  database: string
  settings: string
  appending: Line[]
  sealing: { entries: number; entriesPerSecond: number }
  verifying: { entries: number; entriesPerSecond: number }
}

type Keys = { macKey: ReturnType<typeof createSecretKey>; signKey: ReturnType<typeof generateKeyPairSync>['privateKey'] }

const origin = 'bench/ledger'

export const run = async (argv: readonly string[]): Promise<number> => {
  const seconds = secondsFrom(argv)
  if (seconds === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const keys: Keys = { macKey: createSecretKey(randomBytes(32)), signKey: generateKeyPairSync('ed25519').privateKey }
  const reports: Report[] = []
  const server = process.env['DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  if (server !== undefined && server !== '') reports.push(await onPostgres(server, (database) => measure(database, { keys, seconds })))
  reports.push(await onEmbedded((database) => measure(database, { keys, seconds })))
  process.stdout.write(argv.includes('--json') ? `${JSON.stringify({ cores: cpus().length, reports })}\n` : tablesOf(reports))
  return 0
}

const secondsFrom = (argv: readonly string[]): number | undefined => {
  const at = argv.indexOf('--seconds')
  const rest = argv.filter((argument, index) => argument !== '--json' && (at < 0 || (index !== at && index !== at + 1)))
  const seconds = at < 0 ? 3 : Number(argv[at + 1])
  return rest.length === 0 && seconds >= 1 && seconds <= 60 ? seconds : undefined
}

const measure = async (
  database: Database<KernelTables>,
  { keys, seconds }: { keys: Keys; seconds: number },
): Promise<Report> => {
  const settings = await settingsOf(database)
  const appending: Line[] = []
  for (const perTransaction of [1, 10, 100]) {
    for (const writers of [1, 8, 16]) {
      appending.push(await append(database, { keys, seconds, perTransaction, writers, serialised: false }))
    }
  }
  appending.push(await append(database, { keys, seconds, perTransaction: 1, writers: 16, serialised: true }))
  return { database: database.kind, settings, appending, ...(await sealAndVerify(database, keys)) }
}

const settingsOf = async ({ kysely }: Database<KernelTables>): Promise<string> => {
  const { rows } = await sql<{ version: string; fsync: string; commit: string }>`
    select current_setting('server_version') as version, current_setting('fsync') as fsync,
      current_setting('synchronous_commit') as commit`.execute(kysely)
  const [{ version, fsync, commit } = { version: '?', fsync: '?', commit: '?' }] = rows
  return `${version}, fsync ${fsync}, synchronous_commit ${commit}`
}

const append = async (
  database: Database<KernelTables>,
  { keys, seconds, ...line }: { keys: Keys; seconds: number } & Pick<Line, 'perTransaction' | 'writers' | 'serialised'>,
): Promise<Line> => {
  let appended = 0
  const started = performance.now()
  const cpu = process.cpuUsage()
  const until = started + seconds * 1000
  const writer = async (): Promise<void> => {
    while (performance.now() < until) {
      await transact(database, async (trx) => {
        if (line.serialised) await takeAdvisoryLock(trx, 'bench/ledger/chain')
        await appendEntries(trx, keys, entries(line.perTransaction))
      })
      appended += line.perTransaction
    }
  }
  await Promise.all(Array.from({ length: line.writers }, writer))
  const { user, system } = process.cpuUsage(cpu)
  return {
    ...line,
    entriesPerSecond: Math.round((appended / (performance.now() - started)) * 1000),
    clientMicroseconds: Math.round((user + system) / appended),
  }
}

const sealAndVerify = async (database: Database<KernelTables>, keys: Keys): Promise<Pick<Report, 'sealing' | 'verifying'>> => {
  const beforeSealing = performance.now()
  const { sealed } = await sealLedger(database, { ...keys, origin, now: new Date() })
  const beforeVerifying = performance.now()
  await verifyLedger(database.kysely, { origin, verifiers: [noteVerifier(origin, keys.signKey)], mac: keys.macKey })
  const end = performance.now()
  return {
    sealing: { entries: sealed, entriesPerSecond: Math.round((sealed / (beforeVerifying - beforeSealing)) * 1000) },
    verifying: { entries: sealed, entriesPerSecond: Math.round((sealed / (end - beforeVerifying)) * 1000) },
  }
}

/** Entries as one operation of one person writes them: about 600 bytes each. */
const entries = (count: number): LedgerEntry[] => {
  const common = {
    at: new Date().toISOString(),
    operation: 'content.submit-material',
    type: 'material.submitted',
    actor: { kind: 'person', id: newId(), name: '测试员' },
    subject: { kind: 'material', id: newId() },
    origin: { ip: '192.0.2.1', device: 'Chrome · Windows', session: newId(), request: newId() },
  }
  const detail = { version: 3, digest: 'ab'.repeat(32), findings: { block: 0, warn: 2, note: 1 } }
  return Array.from({ length: count }, () => ({ id: newId(), ...common, detail }))
}

const tablesOf = (reports: readonly Report[]): string => reports.map(tableOf).join('\n')

const tableOf = ({ database, settings, appending, sealing, verifying }: Report): string => {
  const base = appending[0]?.entriesPerSecond ?? 1
  const lines = appending.map(({ perTransaction, writers, serialised, entriesPerSecond, clientMicroseconds }) =>
    [
      String(perTransaction).padStart(15),
      String(writers).padStart(8),
      String(entriesPerSecond).padStart(10),
      `${(entriesPerSecond / base).toFixed(1)}x`.padStart(8),
      `${clientMicroseconds} us`.padStart(10),
      entriesPerSecond >= mark ? `  >= ${mark}` : '',
      serialised ? '  every writer waits for one lock, as a hash chain needs' : '',
    ].join(''),
  )
  return [
    `${database} ${settings}, ${cpus().length} cores`,
    '  per transaction writers  entries/s   ratio client CPU',
    ...lines,
    `  sealing   ${sealing.entriesPerSecond} entries/s (${sealing.entries})`,
    `  verifying ${verifying.entriesPerSecond} entries/s (${verifying.entries})`,
    '',
  ].join('\n')
}
