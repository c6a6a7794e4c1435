import { createSecretKey } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { pino } from 'pino'
import { withoutSession, type Actor } from '../src/kernel/actor.ts'
import type { Database } from '../src/kernel/database/database.ts'
import { newId } from '../src/kernel/id.ts'
import { invoke } from '../src/kernel/invoke.ts'
import { jobRunner } from '../src/kernel/jobs/run-job.ts'
import { assemble } from '../src/kernel/runtime.ts'
import { secretsOf } from '../src/kernel/secrets/secrets.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import type { InputOf, OutputOf } from '../src/client.ts'
import { composeModules, type Operations } from '../src/main.ts'

export type ImportReport = {
  database: string
  rows: number
  megabytes: number
  uploadSeconds: number
  checkSeconds: number
  writeSeconds: number
  /** Rows a second, of check and writing together. */
  perSecond: number
  /** Of a processor that this process took for check and writing: what the figure above hangs on where others use the machine too. */
  cpuSeconds: number
  startMiB: number
  peakMiB: number
}

const partRows = 20_000
const lookMs = 50

/** The whole way of a CSV of four columns: upload, check and writing, by the jobs as a server runs them. */
export const measureImport = async (database: Database<KernelTables>, rows: number): Promise<ImportReport> => {
  const modules = await composeModules({ demo: false, site: () => new URL('https://weidun.example') })
  const app = await assemble({
    database,
    modules,
    secrets: secretsOf(createSecretKey(Buffer.alloc(32, 7))),
    log: pino({ level: 'silent' }),
    isStillAdmitted: async () => true,
  })
  const [departmentId, id] = [newId(), newId()]
  const now = new Date()
  await sql`insert into department (id, name, added_at) values (${departmentId}, '测量', ${now})`.execute(database.kysely)
  await sql`insert into person (id, name, login_name, department_id, state, added_at)
    values (${id}, '测量员', 'bench', ${departmentId}, 'active', ${now})`.execute(database.kysely)
  const permissions = new Set(['vault.import', 'vault.view'])
  const actor: Actor = { kind: 'person', id, name: '测量员', departmentId, posts: [], permissions, ...withoutSession }
  const call = async <Name extends Operations['name']>(name: Name, input: InputOf<Operations, Name>) =>
    (await invoke(app, name, input, { actor, origin: { request: newId() }, locale: 'zh' })).output as OutputOf<Operations, Name>

  const start = process.memoryUsage().rss
  let peak = start
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 100)
  try {
    await app.queue.work(jobRunner(app))
    let size = 0
    for (let from = 0; from < rows; from += partRows) size += part(from, Math.min(rows, from + partRows)).length
    const started = performance.now()
    const importId = await uploadAll(call, { size, rows })
    const uploaded = performance.now()
    const before = process.cpuUsage()
    const { guess } = await call('vault.close-import-upload', { id: importId })
    await call('vault.check-import', { id: importId, columns: guess })
    await until(call, importId, 'checked')
    const checked = performance.now()
    await call('vault.confirm-import', { id: importId, ready: rows })
    await until(call, importId, 'done')
    const written = performance.now()
    const { user, system } = process.cpuUsage(before)
    return {
      database: database.kind,
      rows,
      megabytes: size / 1_000_000,
      uploadSeconds: (uploaded - started) / 1000,
      checkSeconds: (checked - uploaded) / 1000,
      writeSeconds: (written - checked) / 1000,
      perSecond: Math.round(rows / ((written - uploaded) / 1000)),
      cpuSeconds: (user + system) / 1_000_000,
      startMiB: Math.round(start / 1024 / 1024),
      peakMiB: Math.round(peak / 1024 / 1024),
    }
  } finally {
    clearInterval(watch)
    await app.queue.stop()
  }
}

type Call = <Name extends Operations['name']>(name: Name, input: InputOf<Operations, Name>) => Promise<OutputOf<Operations, Name>>

const uploadAll = async (call: Call, { size, rows }: { size: number; rows: number }): Promise<string> => {
  const consent = { basis: 'consent', evidence: '测量用的虚构数据', at: new Date(0).toISOString(), separate: false, guardian: false } as const
  const source = { kind: 'other', detail: '测量' } as const
  const { id } = await call('vault.begin-import', { fileName: 'bench.csv', size, source, consent, duplicates: 'fill' })
  let offset = 0
  for (let from = 0; from < rows; from += partRows) {
    const bytes = part(from, Math.min(rows, from + partRows))
    await call('vault.store-import-part', { id, offset, base64: bytes.toString('base64') })
    offset += bytes.length
  }
  return id
}

/** Nobody's numbers, one for each row; the first part has the heading. */
const part = (from: number, to: number): Buffer => {
  const lines = Array.from({ length: to - from }, (_, index) => {
    const number = String(from + index).padStart(8, '0')
    return `示例客户,138${number},sample${number}@example.com,浙江省杭州市西湖区示例路${number.slice(-4)}号\n`
  })
  return Buffer.from(`${from === 0 ? '姓名,手机号,电子邮箱,地址\n' : ''}${lines.join('')}`)
}

const until = async (call: Call, id: string, state: 'checked' | 'done'): Promise<void> => {
  for (;;) {
    const view = await call('vault.view-import', { id })
    if (view.state === state) return
    if (view.endedAt !== null) throw new Error(`The import ended as ${view.state}`)
    await delay(lookMs)
  }
}

export const importTable = (reports: readonly ImportReport[]): string =>
  [
    'database        rows      MB   upload s    check s    write s   rows/s   CPU s   from MiB   to MiB',
    ...reports.map((one) =>
      [
        one.database.padEnd(10),
        String(one.rows).padStart(10),
        one.megabytes.toFixed(1).padStart(8),
        one.uploadSeconds.toFixed(1).padStart(11),
        one.checkSeconds.toFixed(1).padStart(11),
        one.writeSeconds.toFixed(1).padStart(11),
        String(one.perSecond).padStart(9),
        one.cpuSeconds.toFixed(1).padStart(8),
        String(one.startMiB).padStart(11),
        String(one.peakMiB).padStart(9),
      ].join(''),
    ),
    '',
  ].join('\n')
