import { type Kysely, sql, type Transaction } from 'kysely'
import { type Actor, mayDo } from '../../kernel/actor.ts'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import { enforce } from '../../kernel/gate.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { Secrets } from '../../kernel/secrets/secrets.ts'
import { addCustomer } from './add-customer.ts'
import { consentGate } from './consent-gate.ts'
import { visibleTo } from './customers.ts'
import { indexesUnder } from './fields/indexes.ts'
import { checkedFields, isMinor } from './fields/input.ts'
import { isSensitive } from './fields/kinds.ts'
import { masked } from './fields/mask.ts'
import { isFitting, normalised } from './fields/normalise.ts'
import { openedFields } from './fields/store.ts'
import type { Source } from './origin.ts'
import type { VaultTables } from './tables.ts'

type Tools = {
  db: AnyDatabase
  now: Date
  secrets: Secrets
  actor: Actor
  origin: { request: string }
  record: (event: { type: 'customer.registered' | 'customer.listed'; subject: { kind: string; id: string }; detail: Record<string, string | number | string[]> }) => void
}

type Contact = { kind: 'name' | 'mobile' | 'email'; value: string }

// A handle typed with no module's tables is one typed with this module's: at run time they are the same.
const ours = (db: AnyDatabase) => db as unknown as Transaction<VaultTables & KernelTables>

/**
 * Contact data as they are kept.
 * @throws Problem `customer.field-unfit`, `customer.field-twice` naming the kind, never the value
 */
export const checkedContacts = (typed: readonly Contact[]): readonly Contact[] => checkedFields(typed) as readonly Contact[]

/**
 * The customer with this mobile number or mail address, or a new one. What is on record of somebody who is known is left as it
 * is: whoever fills in a form has not shown that they are that person.
 */
export const keepContact = async (
  tools: Tools,
  { contacts, departmentId, form, under14, guardian }: { contacts: readonly Contact[]; departmentId: string; form: string; under14: boolean; guardian: boolean },
): Promise<string> => {
  const db = ours(tools.db)
  const fields = checkedContacts(contacts)
  const indexes = indexesUnder(tools.secrets)
  for (const { kind, value } of [...fields].toSorted((one) => (one.kind === 'mobile' ? -1 : 1))) {
    const index = indexes.exact(kind, value)
    if (index === null) continue
    // Two forms at once with one number make one customer.
    await sql`select pg_advisory_xact_lock(hashtextextended(${Buffer.from(index).toString('hex')}, 0))`.execute(db)
    const known = await db
      .selectFrom('customer_field as field')
      .innerJoin('customer', 'customer.id', 'field.customer_id')
      .select('customer.id')
      .where('field.kind', '=', kind)
      .where('field.exact_index', '=', index)
      .where('customer.state', '=', 'active')
      .orderBy('customer.registered_at')
      .orderBy('customer.id')
      .executeTakeFirst()
    if (known !== undefined) return known.id
  }
  const minor = under14 || isMinor(fields, tools.now)
  enforce(
    consentGate({
      basis: 'consent',
      separateConsent: true,
      guardianConsent: guardian,
      sensitive: fields.some(({ kind }) => isSensitive(kind, { minor })),
      minor,
    }),
  )
  return addCustomer(
    { db, now: tools.now, secrets: tools.secrets, record: tools.record as Parameters<typeof addCustomer>[0]['record'] },
    {
      fields,
      origin: {
        source: 'form',
        source_detail: form,
        basis: 'consent',
        evidence: '本人在同意表单中勾选，凭证见触达记录',
        evidence_at: tools.now,
        separate_consent: minor,
        guardian_consent: guardian,
      },
      minor,
      departmentId,
      registeredBy: null,
      kept: null,
    },
  )
}

/** Customers with one of these mobile numbers, in whatever way they are written. Nothing is opened. */
export const customersByMobile = async (
  { db, secrets }: Pick<Tools, 'db' | 'secrets'>,
  mobiles: readonly string[],
): Promise<readonly { mobile: string; id: string }[]> => {
  const { exact } = indexesUnder(secrets)
  const byIndex = new Map<string, string>()
  for (const mobile of mobiles) {
    const kept = normalised('mobile', mobile)
    const index = isFitting('mobile', kept) ? exact('mobile', kept) : null
    if (index !== null) byIndex.set(Buffer.from(index).toString('hex'), mobile)
  }
  if (byIndex.size === 0) return []
  const rows = await ours(db)
    .selectFrom('customer_field')
    .select(['customer_id', 'exact_index'])
    .where('kind', '=', 'mobile')
    .where('exact_index', 'in', [...byIndex.keys()].map((hex) => new Uint8Array(Buffer.from(hex, 'hex'))))
    .execute()
  return rows.flatMap(({ customer_id: id, exact_index: index }) => {
    const mobile = index === null ? undefined : byIndex.get(Buffer.from(index).toString('hex'))
    return mobile === undefined ? [] : [{ mobile, id }]
  })
}

type Filter = { sources: readonly Source[]; departmentIds: readonly string[]; registeredFrom: Date | null; registeredBefore: Date | null }

/** Ids of customers that a filter lets through, in their order, after one of them; of these alone where they are named. */
export const customersAfter = async (
  db: AnyDatabase,
  { sources, departmentIds, registeredFrom, registeredBefore }: Filter,
  { after, limit, among }: { after: string | null; limit: number; among?: readonly string[] },
): Promise<readonly string[]> => {
  const rows = await (ours(db) as unknown as Kysely<VaultTables>)
    .selectFrom('customer')
    .select('id')
    .where('state', '<>', 'erased')
    .$if(after !== null, (query) => query.where('id', '>', after ?? ''))
    .$if(among !== undefined, (query) => query.where(sql<boolean>`customer.id = any (cast(${among ?? []} as uuid[]))`))
    .$if(sources.length > 0, (query) => query.where('source', 'in', sources))
    .$if(departmentIds.length > 0, (query) => query.where('department_id', 'in', departmentIds))
    .$if(registeredFrom !== null, (query) => query.where('registered_at', '>=', registeredFrom ?? new Date(0)))
    .$if(registeredBefore !== null, (query) => query.where('registered_at', '<', registeredBefore ?? new Date(0)))
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** Name and mobile of these customers, masked, of those whom the caller may see; on record as a list that was shown. */
export const maskedCustomers = async (
  tools: Tools,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { name: string | null; mobile: string | null }>> => {
  if (ids.length === 0 || !mayDo(tools.actor, 'vault.view')) return new Map()
  const db = ours(tools.db)
  const rows = await db
    .selectFrom('customer')
    .select(['id', 'data_key'])
    .where('id', 'in', ids)
    .where('state', '=', 'active')
    .where(visibleTo(tools.actor))
    .execute()
  const opened = await openedFields({ db, secrets: tools.secrets }, rows, ['name', 'mobile'])
  tools.record({
    type: 'customer.listed',
    subject: { kind: 'customers', id: tools.origin.request.slice(0, 100) },
    detail: { count: rows.length, customers: rows.map(({ id }) => id) },
  })
  return new Map(
    rows.map(({ id }) => {
      const shown = (wanted: 'name' | 'mobile'): string | null => {
        const field = opened.get(id)?.find(({ kind }) => kind === wanted)
        return field === undefined ? null : masked(wanted, field.value)
      }
      return [id, { name: shown('name'), mobile: shown('mobile') }]
    }),
  )
}
