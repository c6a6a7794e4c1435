import type { Kysely } from 'kysely'
import type { TestApp } from '../../../../test/harness.ts'
import type { InputOf } from '../../../client.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { transact } from '../../../kernel/database/index.ts'
import { newId } from '../../../kernel/id.ts'
import type { KernelTables } from '../../../kernel/tables.ts'
import type { Operations } from '../../../main.ts'
import type { Field } from '../fields/input.ts'
import { dataKeysIn } from '../fields/sealed-fields.ts'
import { fieldRows } from '../fields/store.ts'
import type { CustomerRow, VaultTables } from '../tables.ts'

export const vaultDb = (app: TestApp) => app.database.kysely as unknown as Kysely<VaultTables & KernelTables>

const atOnce = 500

/** Customers of one department as an import would leave them: many, in few statements. */
export const manyCustomers = async (app: TestApp, departmentId: string, all: readonly (readonly Field[])[], more: Partial<CustomerRow> = {}): Promise<readonly string[]> => {
  const ids: string[] = []
  for (let from = 0; from < all.length; from += atOnce) {
    await transact(app.database, async (trx) => {
      const db = trx as never as Parameters<typeof dataKeysIn>[0]['db']
      const tools = { db, now: app.clock.now(), secrets: app.inner.secrets }
      const keyFor = await dataKeysIn(tools)
      const made = all.slice(from, from + atOnce).map((fields) => {
        const id = newId(app.clock.now().getTime())
        const { key, envelope } = keyFor(id)
        ids.push(id)
        return { row: { ...plainRow(app.clock.now()), id, department_id: departmentId, data_key: envelope, ...more }, fields: fieldRows(tools, id, key, fields) }
      })
      await db.insertInto('customer').values(made.map(({ row }) => row)).execute()
      await db.insertInto('customer_field').values(made.flatMap(({ fields }) => fields)).execute()
    })
  }
  return ids
}

const plainRow = (now: Date) => ({
  state: 'active' as const,
  source: 'form' as const,
  source_detail: '夏季试吃报名表',
  basis: 'consent' as const,
  evidence: '报名表第三版',
  evidence_at: now,
  separate_consent: true,
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
})

type Wish = InputOf<Operations, 'vault.ask-export'>

/** An export that may be asked for. */
export const newExport = (more: Partial<Wish> = {}): Wish => ({
  filter: {},
  kinds: ['name', 'mobile', 'email', 'address'],
  variant: 'clear',
  format: 'csv',
  purpose: 'campaign',
  reason: '夏季新品试饮邀约',
  ...more,
})

/** Asks, has it agreed to where that is needed, and lets the jobs make it. */
export const madeExport = async (app: TestApp, asker: Actor, { decider, ...more }: Partial<Wish> & { decider?: Actor } = {}): Promise<string> => {
  const { id, waits } = await app.call('vault.ask-export', newExport(more), asker)
  if (waits && decider !== undefined) await app.call('vault.decide-export', { id, agree: true, reason: '核对无误' }, decider)
  await app.runJobs()
  return id
}

/** The cells of a CSV without line breaks in them. */
export const cellsOf = (base64: string): readonly (readonly string[])[] =>
  Buffer.from(base64, 'base64').toString('utf8').replace(/^\uFEFF/, '').split('\r\n').filter((line) => line !== '').map((line) => line.split(','))
