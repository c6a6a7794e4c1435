import { createSecretKey, randomBytes } from 'node:crypto'
import { cpus } from 'node:os'
import type { Kysely } from 'kysely'
import { type Database, transact } from '../src/kernel/database/index.ts'
import { newId } from '../src/kernel/id.ts'
import { secretsOf } from '../src/kernel/secrets/secrets.ts'
import type { KernelTables } from '../src/kernel/tables.ts'
import type { Field } from '../src/modules/vault/fields/input.ts'
import { dataKeysIn } from '../src/modules/vault/fields/sealed-fields.ts'
import { fieldRows, openedFields } from '../src/modules/vault/fields/store.ts'
import type { CustomerRow, VaultTables } from '../src/modules/vault/tables.ts'
import { onEmbedded, onPostgres } from './databases.ts'
import { importTable, measureImport } from './vault-import.ts'

const usage = `npm run bench -- vault [--customers N] [--json]
npm run bench -- vault --import N [--json]

Sealing, indexing and writing customers of four fields, 500 in a transaction, and opening pages of twenty: on PostgreSQL where
DATABASE_URL or TEST_DATABASE_URL names a server (in a database of its own, dropped afterwards), and on the embedded database.
  --customers N   1,000 to 1,000,000; 5,000 unless said otherwise
  --import N      a CSV of N customers (1,000 to 1,000,000) through upload, check and writing; on PostgreSQL where a server
                  is named, else on the embedded database
`

type Tables = VaultTables & KernelTables
type Report = { database: string; suite: string; sealed: number; written: number; pageMs: number }

const perTransaction = 500
const pagesOpened = 50
const pageSize = 20

export const run = async (argv: readonly string[]): Promise<number> => {
  const rows = argv.includes('--import') ? Number(argv[argv.indexOf('--import') + 1]) : undefined
  if (rows !== undefined) return runImport(rows, argv.includes('--json'))
  const customers = customersFrom(argv)
  if (customers === undefined) {
    process.stderr.write(usage)
    return 2
  }
  const reports: Report[] = []
  for (const suite of ['international', 'national'] as const) {
    const server = process.env['DATABASE_URL'] || process.env['TEST_DATABASE_URL']
    if (server !== undefined && server !== '') reports.push(await onPostgres(server, (database) => measure(database, { customers, suite })))
    reports.push(await onEmbedded((database) => measure(database, { customers, suite })))
  }
  process.stdout.write(argv.includes('--json') ? `${JSON.stringify({ cores: cpus().length, customers, reports })}\n` : tableOf(reports, customers))
  return 0
}

const runImport = async (rows: number, asJson: boolean): Promise<number> => {
  if (!Number.isInteger(rows) || rows < 1_000 || rows > 1_000_000) {
    process.stderr.write(usage)
    return 2
  }
  const server = process.env['DATABASE_URL'] || process.env['TEST_DATABASE_URL']
  const use = (database: Database<KernelTables>) => measureImport(database, rows)
  const report = server === undefined || server === '' ? await onEmbedded(use) : await onPostgres(server, use)
  process.stdout.write(asJson ? `${JSON.stringify({ cores: cpus().length, report })}\n` : importTable([report]))
  return 0
}

const customersFrom = (argv: readonly string[]): number | undefined => {
  const at = argv.indexOf('--customers')
  const rest = argv.filter((argument, index) => argument !== '--json' && (at < 0 || (index !== at && index !== at + 1)))
  const customers = at < 0 ? 5_000 : Number(argv[at + 1])
  return rest.length === 0 && Number.isInteger(customers) && customers >= 1_000 && customers <= 1_000_000 ? customers : undefined
}

const measure = async (
  database: Database<Tables>,
  { customers, suite }: { customers: number; suite: 'international' | 'national' },
): Promise<Report> => {
  const now = new Date()
  const secrets = secretsOf(createSecretKey(randomBytes(32)), { suite })
  const departmentId = newId()
  await transact(database, (db) =>
    (db as never as Kysely<{ department: { id: string; name: string; added_at: Date } }>)
      .insertInto('department').values({ id: departmentId, name: '测量', added_at: now }).execute(),
  )
  let [sealing, writing] = [0, 0]
  for (let from = 0; from < customers; from += perTransaction) {
    await transact(database, async (db) => {
      const started = performance.now()
      const keyFor = await dataKeysIn({ db, now, secrets })
      const made = Array.from({ length: Math.min(perTransaction, customers - from) }, (_, index) => {
        const id = newId()
        const { key, envelope } = keyFor(id)
        return { row: customerRow({ id, departmentId, envelope, now }), fields: fieldRows({ secrets }, id, key, fieldsOf(from + index)) }
      })
      const sealed = performance.now()
      await db.insertInto('customer').values(made.map(({ row }) => row)).execute()
      await db.insertInto('customer_field').values(made.flatMap(({ fields }) => fields)).execute()
      sealing += sealed - started
      writing += performance.now() - sealed
    })
  }
  const began = performance.now()
  for (let page = 0; page < pagesOpened; page += 1) {
    await transact(database, async (db) => {
      const query = db.selectFrom('customer').select(['id', 'data_key']).orderBy('registered_at').orderBy('id')
      const rows = await query.limit(pageSize).offset(page * pageSize).execute()
      await openedFields({ db, secrets }, rows, ['name', 'mobile'])
    })
  }
  return {
    database: database.kind,
    suite,
    sealed: Math.round((customers / sealing) * 1000),
    written: Math.round((customers / (sealing + writing)) * 1000),
    pageMs: (performance.now() - began) / pagesOpened,
  }
}

const fieldsOf = (index: number): readonly Field[] => {
  const number = String(index).padStart(8, '0')
  return [
    { kind: 'name', value: `示例${number}` },
    { kind: 'mobile', value: `138${number}` },
    { kind: 'email', value: `sample${number}@example.com` },
    { kind: 'address', value: `浙江省杭州市西湖区示例路0号${number}室` },
  ]
}

type New = { id: string; departmentId: string; envelope: Uint8Array; now: Date }

const customerRow = ({ id, departmentId, envelope, now }: New): CustomerRow => ({
  id,
  department_id: departmentId,
  data_key: envelope,
  state: 'active',
  source: 'form',
  source_detail: '测量',
  basis: 'consent',
  evidence: '测量',
  evidence_at: now,
  separate_consent: false,
  guardian_consent: false,
  minor: false,
  kept_until: null,
  kept_for: null,
  registered_by: null,
  registered_at: now,
  changed_at: now,
  erasure_asked_by: null,
  erasure_asked_at: null,
  erasure_reason: null,
  erased_at: null,
  import_id: null,
})

const tableOf = (reports: readonly Report[], customers: number): string =>
  [
    `${customers} customers of four fields, ${cpus().length} cores`,
    'database  suite          sealed/s  sealed and written/s  page of 20',
    ...reports.map(({ database, suite, sealed, written, pageMs }) =>
      [database.padEnd(10), suite.padEnd(14), String(sealed).padStart(9), String(written).padStart(22), `${pageMs.toFixed(1)} ms`.padStart(12)].join(''),
    ),
    '',
  ].join('\n')
