import { createSecretKey, randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { Transaction } from 'kysely'
import { z } from 'zod'
import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { defineProblem } from '../../../kernel/errors.ts'
import { newId } from '../../../kernel/id.ts'
import type { Secrets } from '../../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import { type Field, isMinor } from '../fields/input.ts'
import { kindNames } from '../fields/kinds.ts'
import { openedFields } from '../fields/store.ts'
import { defineOperation, personOf } from '../scope.ts'
import type { CustomerRow, VaultTables } from '../tables.ts'
import { drawsFor } from './draws.ts'
import { inventedId, inventorUnder } from './invent.ts'
import { type Invented, testDataFile, testDataFormats } from './test-data-file.ts'

const mostCustomers = 50_000
const mostInWorkbook = 20_000
const customersAtOnce = 500

const nobodyToInvent = defineProblem('conflict', 'test-data.nobody', {
  zh: '还没有客户，无从制作测试数据。',
  en: 'There are no customers yet to make test data of.',
})

const workbookTooLarge = defineProblem('invalid', 'test-data.workbook-too-large', {
  zh: 'Excel 文件最多 {most} 位客户，请减少数量，或改用 csv、ndjson、json。',
  en: 'A workbook holds {most} customers at most; ask for fewer, or for csv, ndjson or json.',
})

export const anonymise = defineOperation({
  name: 'vault.anonymise',
  summary: { zh: '制作匿名测试数据：格式不变，无法还原', en: 'Make test data of the customers: the form kept, no way back' },
  effect: 'change',
  permission: 'vault.anonymise',
  fresh: true,
  records: ['test-data.made'],
  input: z.strictObject({ format: z.enum(testDataFormats).default('csv'), most: z.int().min(1).max(mostCustomers).default(10_000) }),
  output: z.object({ fileName: z.string(), base64: z.string(), customers: z.int() }),
  prepare: async ({ db, secrets, now }, { format, most }) => {
    if (format === 'xlsx' && most > mostInWorkbook) throw workbookTooLarge({ most: mostInWorkbook })
    // Nothing is written here, and what was read stays in memory until it is invented anew.
    const reading = { db: db as unknown as Transaction<VaultTables & KernelTables>, secrets }
    const customers = await opened(reading, most)
    if (customers.length === 0) throw nobodyToInvent()
    return { file: await testDataFile(format, await inventedOf(customers, now)), customers: customers.length }
  },
  run: async (ctx, { format }, { file, customers }) => {
    personOf(ctx)
    ctx.record({ type: 'test-data.made', subject: { kind: 'test-data', id: newId(ctx.now.getTime()) }, detail: { format, customers, bytes: file.length } })
    return { fileName: `测试数据-${beijingDate(ctx.now)}.${format}`, base64: file.toString('base64'), customers }
  },
})

type Opened = Pick<CustomerRow, 'id' | 'department_id' | 'source' | 'basis' | 'registered_at'> & { fields: readonly Field[] }

/** Customers in the order of their ids, which is that of their registration. Restricted ones serve their duty and nothing else. */
const opened = async (tools: { db: Transaction<VaultTables & KernelTables>; secrets: Secrets }, most: number): Promise<readonly Opened[]> => {
  const found: Opened[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  while (found.length < most) {
    const rows = await tools.db
      .selectFrom('customer')
      .select(['id', 'data_key', 'department_id', 'source', 'basis', 'registered_at'])
      .where('state', '=', 'active')
      .where('id', '>', after)
      .orderBy('id')
      .limit(Math.min(customersAtOnce, most - found.length))
      .execute()
    const last = rows.at(-1)
    if (last === undefined) break
    after = last.id
    const fields = await openedFields(tools, rows, kindNames)
    for (const { data_key: _key, ...row } of rows) found.push({ ...row, fields: fields.get(row.id) ?? [] })
  }
  return found
}

/** Days by which the registration moves at most. */
const mostDays = 15

const inventedOf = async (customers: readonly Opened[], now: Date): Promise<readonly Invented[]> => {
  // Lives as long as this call: no one can repeat the run, and trying all numbers shows nothing.
  const key = createSecretKey(randomBytes(32))
  const invent = inventorUnder(key, new Set(customers.flatMap(({ fields }) => fields.map(({ value }) => value))))
  const departments = new Map<string, string>()
  const all: Invented[] = []
  for (const { id, department_id: departmentId, source, basis, registered_at: registered, fields } of customers) {
    // Others come to their turn between.
    if (all.length % customersAtOnce === 0) await setImmediate()
    const made = fields.map(({ kind, value }) => ({ kind, value: invent(kind, value) }))
    const department = departments.get(departmentId) ?? `部门${departments.size + 1}`
    departments.set(departmentId, department)
    const moved = drawsFor(key, `registered ${id}`).below(2 * mostDays + 1) - mostDays
    all.push({
      id: inventedId(key, id),
      department,
      source,
      basis,
      minor: isMinor(made, now),
      registeredOn: addDays(beijingDate(registered), moved),
      fields: made,
    })
  }
  return all
}
