import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../test/harness.ts'
import { CannotOpen } from '../../kernel/secrets/seal.ts'
import { transact } from '../../kernel/database/index.ts'
import { kindNames } from './fields/kinds.ts'
import { dataKeysOf, openField } from './fields/sealed-fields.ts'
import type { VaultTables } from './tables.ts'
import { fictional, newCustomer, vaultPeople } from './vault.fixture.ts'

const purpose = { purpose: 'contact', reason: '回访夏季试吃' } as const

/** Every row of every table as text, its bytes read as text as well. */
const dumpOf = async (db: TestApp['db']): Promise<string> => {
  const tables = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
  const parts: string[] = []
  for (const { schema, name } of tables.rows) {
    const { rows } = await sql<{ text: string }>`select dumped::text as text from ${sql.id(schema, name)} as dumped`.execute(db)
    const text = rows.map((row) => row.text).join('\n')
    parts.push(text, text.replaceAll(/\\{1,2}x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString()))
  }
  return parts.join('\n')
}

describe.each(testDatabases())('the vault on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, head, operator, otherService, legal, auditor, administrator } = await vaultPeople(app)
  const register = async (input: Parameters<typeof newCustomer>[0], more?: Parameters<typeof newCustomer>[1], actor = service) =>
    (await app.call('vault.register-customer', newCustomer(input, more), actor)).id
  const everything = await register(fictional)
  const vaultDb = app.database.kysely as unknown as Kysely<VaultTables>
  const rowsOf = (id: string) => vaultDb.selectFrom('customer_field').selectAll().where('customer_id', '=', id).orderBy('kind').execute()
  const keyOf = (id: string) =>
    transact(app.database, async (trx) => {
      const customer = await (trx as unknown as Kysely<VaultTables>)
        .selectFrom('customer').select(['id', 'data_key']).where('id', '=', id).executeTakeFirstOrThrow()
      return (await dataKeysOf({ db: trx as never, secrets: app.inner.secrets }, [customer])).get(id)
    })
  const entriesOf = (type: string) => app.db.selectFrom('ledger_entry').select(['subject_id', 'detail']).where('type', '=', type).orderBy('at').orderBy('id').execute()
  const lastEntry = async (type: string) => (await entriesOf(type)).at(-1)

  describe('keeping (DAT-1)', () => {
    it('binds each value to its kind and its customer: moved elsewhere it does not open', async () => {
      const other = await register({ mobile: '13800000001' })
      const [key, otherKey] = [await keyOf(everything), await keyOf(other)]
      if (key === undefined || otherKey === undefined) throw new Error('Both have a key')
      const mobile = (await rowsOf(everything)).find(({ kind }) => kind === 'mobile')?.value ?? new Uint8Array()
      expect(openField(key, mobile, { kind: 'mobile', customerId: everything })).toBe('13800000000')
      expect(() => openField(key, mobile, { kind: 'landline', customerId: everything })).toThrow(CannotOpen)
      expect(() => openField(key, mobile, { kind: 'mobile', customerId: other })).toThrow(CannotOpen)
      expect(() => openField(otherKey, mobile, { kind: 'mobile', customerId: everything })).toThrow(CannotOpen)
      const changed = Uint8Array.from(mobile, (byte, index) => (index === 5 ? byte ^ 1 : byte))
      expect(() => openField(key, changed, { kind: 'mobile', customerId: everything })).toThrow(CannotOpen)
    })

    it('moves the key of a customer with a rotation, and opens no field for it', async () => {
      const before = await rowsOf(everything)
      await app.call('keys.rotate-keys', {}, administrator)
      await app.runJobs()
      const customer = await vaultDb.selectFrom('customer').select('data_key').where('id', '=', everything).executeTakeFirstOrThrow()
      // The version of the key-encryption key stands at the head of an envelope.
      expect(Buffer.from(customer.data_key ?? []).readUInt32BE(1)).toBe(2)
      expect(await rowsOf(everything)).toEqual(before)
      const { fields } = await app.call('vault.open-fields', { id: everything, kinds: ['mobile'], ...purpose }, head)
      expect(fields).toEqual([{ kind: 'mobile', value: '13800000000' }])
    })

    it('refuses data without source or evidence, sensitive data without a separate consent, children without a guardian', async () => {
      const { source: _source, ...sourceless } = newCustomer({ mobile: '13800000002' })
      await expect(app.invoke('vault.register-customer', sourceless, service)).rejects.toMatchObject({ code: 'input.invalid' })
      const { consent: _consent, ...baseless } = newCustomer({ mobile: '13800000002' })
      await expect(app.invoke('vault.register-customer', baseless, service)).rejects.toMatchObject({ code: 'input.invalid' })
      const plain = { ...newCustomer({}).consent, separate: false }
      await expect(register({ 'id-card': fictional['id-card'] }, { consent: plain })).rejects.toMatchObject({
        reasons: [{ code: 'consent.separate-missing' }],
      })
      await expect(register({ name: '测试童某', birthday: '2016-01-01' })).rejects.toMatchObject({
        reasons: [{ code: 'consent.guardian-missing' }],
      })
      const later = { ...newCustomer({}).consent, at: '2027-01-01T00:00:00Z' }
      await expect(register({ name: '测试乙某' }, { consent: later })).rejects.toMatchObject({ code: 'customer.evidence-later' })
    })

    it('names the kind of a wrong value and never the value', async () => {
      const failed = register({ 'id-card': '110101190001010000' })
      await expect(failed).rejects.toMatchObject({ code: 'customer.field-unfit', params: { field: '身份证号' } })
    })

    it('keeps personal data out of what stands in clear', async () => {
      const detail = { kind: 'form', detail: '客户电话 13800000000 登记' } as const
      await expect(register({ name: '测试乙某' }, { source: detail })).rejects.toMatchObject({ code: 'customer.personal-data-in-note' })
      const evidence = { ...newCustomer({}).consent, evidence: '测试乙某签字的同意书' }
      await expect(register({ name: '测试乙某' }, { consent: evidence })).rejects.toMatchObject({ code: 'customer.personal-data-in-note' })
    })

    it('takes no field of the table that it was not asked for (mass assignment)', async () => {
      const input = { ...newCustomer({ mobile: '13800000003' }), department_id: everything, state: 'erased', registered_by: null }
      await expect(app.invoke('vault.register-customer', input, service)).rejects.toMatchObject({ code: 'input.invalid' })
    })

    it('changes, adds and removes fields, finds by the new value alone, and says in the ledger which kinds', async () => {
      const id = await register({ name: '测试丙某', mobile: '13800000004' })
      const set = [{ kind: 'mobile', value: '138 0000 0005' }, { kind: 'email', value: 'c@example.com' }] as const
      await app.call('vault.update-customer', { id, set: [...set], remove: ['name'] }, service)
      const { fields } = await app.call('vault.view-customer', { id }, service)
      expect(fields.map(({ kind, masked }) => [kind, masked])).toEqual([['mobile', '138****0005'], ['email', '***@example.com']])
      const find = async (value: string) => (await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value }, service)).items.map((one) => one.id)
      expect([await find('13800000004'), await find('13800000005')]).toEqual([[], [id]])
      expect(await lastEntry('customer.changed')).toEqual({ subject_id: id, detail: { kinds: ['mobile', 'email'], removed: ['name'] } })
      const nothing = app.call('vault.update-customer', { id, remove: ['mobile', 'email'] }, service)
      await expect(nothing).rejects.toMatchObject({ code: 'customer.nothing-left' })
    })

    it('asks for a separate consent when a sensitive field is added later', async () => {
      const id = await register({ mobile: '13800000006' }, { consent: { ...newCustomer({}).consent, separate: false } })
      const set = [{ kind: 'bank-card' as const, value: fictional['bank-card'] }]
      await expect(app.call('vault.update-customer', { id, set }, service)).rejects.toMatchObject({ reasons: [{ code: 'consent.separate-missing' }] })
      await app.call('vault.update-customer', { id, set, consent: newCustomer({}).consent }, service)
    })
  })

  describe('finding (DAT-1)', () => {
    it('finds by a whole value in any writing, and by the last four signs', async () => {
      const find = async (input: Parameters<typeof app.call<'vault.find-customer'>>[1]) =>
        (await app.call('vault.find-customer', input, service)).items.map(({ id }) => id)
      expect(await find({ by: 'value', kind: 'mobile', value: '+86 138-0000-0000' })).toEqual([everything])
      expect(await find({ by: 'value', kind: 'email', value: 'ZHANG.SAN@example.com' })).toEqual([everything])
      expect(await find({ by: 'value', kind: 'wechat', value: 'WEIDUN_TEST01' })).toEqual([everything])
      expect(await find({ by: 'last-four', kind: 'id-card', value: '0006' })).toEqual([everything])
      expect(await find({ by: 'last-four', kind: 'bank-card', value: '0004' })).toContain(everything)
      expect(await find({ by: 'value', kind: 'mobile', value: '13900000000' })).toEqual([])
    })

    it('finds nothing in another department, and shows legal every one', async () => {
      const search = { by: 'value', kind: 'mobile', value: '13800000000' } as const
      expect((await app.call('vault.find-customer', search, otherService)).items).toEqual([])
      expect((await app.call('vault.find-customer', search, legal)).items.map(({ id }) => id)).toEqual([everything])
    })

    it('counts every search, and refuses the one beyond the hour’s limit, also of many at once', async () => {
      await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 5, shownSeconds: 60 }, administrator)
      const guess = (last: number) =>
        app.call('vault.find-customer', { by: 'last-four', kind: 'mobile', value: String(last).padStart(4, '0') }, operator)
      const answers = await Promise.allSettled([1, 2, 3, 4, 5, 6, 7, 8].map(guess))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
      await expect(guess(9)).rejects.toMatchObject({ reasons: [{ code: 'search.too-many' }] })
      app.clock.advance(3_600_001)
      await expect(guess(9)).resolves.toMatchObject({ more: false })
      await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 60, shownSeconds: 60 }, administrator)
    })
  })

  describe('reading (DAT-2, DAT-3)', () => {
    it('lists masked customers of one’s own department, and records whom it showed', async () => {
      const { items } = await app.call('vault.list-customers', { pageSize: 100 }, service)
      const shown = items.find(({ id }) => id === everything)
      expect(shown).toMatchObject({ name: '测***', mobile: '138****0000', state: 'active' })
      expect(await lastEntry('customer.listed')).toMatchObject({ detail: { customers: items.map(({ id }) => id) } })
      expect((await app.call('vault.list-customers', {}, otherService)).items).toEqual([])
    })

    it('answers a customer of another department as one that does not exist, whatever is asked', async () => {
      const id = everything
      const missing = { code: 'record.not-found' }
      await expect(app.call('vault.view-customer', { id }, otherService)).rejects.toMatchObject(missing)
      await expect(app.call('vault.open-fields', { id, kinds: ['mobile'], ...purpose }, otherService)).rejects.toMatchObject(missing)
      await expect(app.call('vault.update-customer', { id, remove: ['note'] }, otherService)).rejects.toMatchObject(missing)
      await expect(app.call('vault.ask-erasure', { id, reason: '本人要求删除' }, otherService)).rejects.toMatchObject(missing)
    })

    it('opens what was asked for and no more, with purpose and reason, on record without the values', async () => {
      const answer = await app.call('vault.open-fields', { id: everything, kinds: ['mobile', 'name'], ...purpose, reason: '回访测试甲某，试吃' }, service)
      expect(answer.fields.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
        { kind: 'mobile', value: '13800000000' },
        { kind: 'name', value: '测试甲某' },
      ])
      expect(answer).toMatchObject({ seconds: 60 })
      const entry = await lastEntry('customer.fields-opened')
      expect(entry).toMatchObject({ subject_id: everything, detail: { count: 2, purpose: 'contact', reason: '回访***，试吃' } })
    })

    it('refuses without purpose, without reason, and with personal data in the reason', async () => {
      const open = (input: object) => app.invoke('vault.open-fields', { id: everything, kinds: ['mobile'], ...input }, service)
      await expect(open({ reason: '回访夏季试吃' })).rejects.toMatchObject({ code: 'input.invalid' })
      await expect(open({ purpose: 'curiosity', reason: '回访夏季试吃' })).rejects.toMatchObject({ code: 'input.invalid' })
      await expect(open({ purpose: 'contact', reason: ' 　 ' })).rejects.toMatchObject({ code: 'input.invalid' })
      await expect(open({ purpose: 'contact', reason: '回访手机13800000000' })).rejects.toMatchObject({ code: 'customer.personal-data-in-note' })
    })

    it('wants a factor proven anew', async () => {
      const stale = service.kind === 'person' ? { ...service, provenAt: new Date(0) } : service
      const open = app.call('vault.open-fields', { id: everything, kinds: ['mobile'], ...purpose }, stale)
      await expect(open).rejects.toMatchObject({ code: 'session.prove-again' })
    })

    it('leaves sensitive fields, and every field of a child, to whoever has that right', async () => {
      const child = await register(
        { name: '测试童某', mobile: '13800000007', birthday: '2016-01-01' },
        { consent: { ...newCustomer({}).consent, guardian: true } },
      )
      const sensitive = { reasons: [{ code: 'open.sensitive' }] }
      await expect(app.call('vault.open-fields', { id: everything, kinds: ['id-card'], ...purpose }, service)).rejects.toMatchObject(sensitive)
      await expect(app.call('vault.open-fields', { id: child, kinds: ['mobile'], ...purpose }, service)).rejects.toMatchObject(sensitive)
      const { fields } = await app.call('vault.open-fields', { id: everything, kinds: ['id-card'], ...purpose, purpose: 'verify' }, head)
      expect(fields).toEqual([{ kind: 'id-card', value: fictional['id-card'] }])
      const view = await app.call('vault.view-customer', { id: everything }, service)
      expect(view.fields.find(({ kind }) => kind === 'id-card')).toMatchObject({ sensitive: true, openable: false })
    })

    it('stays within the limit of the hour when many calls race', async () => {
      await app.call('vault.update-settings', { fieldsAnHour: 6, searchesAnHour: 60, shownSeconds: 60 }, administrator)
      app.clock.advance(3_600_001)
      const open = () => app.call('vault.open-fields', { id: everything, kinds: ['mobile', 'name'], ...purpose }, service)
      const answers = await Promise.allSettled([1, 2, 3, 4, 5, 6].map(open))
      expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(3)
      await expect(open()).rejects.toMatchObject({ reasons: [{ code: 'open.too-many' }] })
      app.clock.advance(3_600_001)
      await expect(open()).resolves.toMatchObject({ left: 4 })
      await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 60, shownSeconds: 60 }, administrator)
    })

    it('shows who saw what, when, from where and why, lists and searches included', async () => {
      const id = await register({ name: '测试丁某', mobile: '13800000008' })
      await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: '13800000008' }, service)
      await app.call('vault.list-customers', {}, service)
      await app.call('vault.view-customer', { id }, service)
      await app.invoke('vault.open-fields', { id, kinds: ['mobile'], ...purpose }, service)
      const { total, items } = await app.call('vault.view-access-record', { id }, auditor)
      expect(total).toBe(5)
      expect(new Set(items.map(({ type }) => type))).toEqual(
        new Set(['customer.registered', 'customer.searched', 'customer.listed', 'customer.viewed', 'customer.fields-opened']),
      )
      expect(items.find(({ type }) => type === 'customer.fields-opened')).toMatchObject({
        actor: { name: '客服员' }, text: '查看原文', fields: ['手机号'], purpose: '与客户联系', reason: '回访夏季试吃', ip: '203.0.113.7',
      })
      // Looking at the record is on the record.
      expect((await app.call('vault.view-access-record', { id }, legal)).total).toBe(6)
    })

    it('gives administrators no customer, and readers no limits to set', async () => {
      const refused = { code: 'permission.missing' }
      await expect(app.call('vault.list-customers', {}, administrator)).rejects.toMatchObject(refused)
      await expect(app.call('vault.open-fields', { id: everything, kinds: ['mobile'], ...purpose }, administrator)).rejects.toMatchObject(refused)
      await expect(app.call('vault.open-fields', { id: everything, kinds: ['mobile'], ...purpose }, auditor)).rejects.toMatchObject(refused)
      await expect(app.call('vault.view-settings', {}, service)).rejects.toMatchObject(refused)
    })
  })

  describe('erasing (DAT-5)', () => {
    it('takes two people, destroys the key, and no copy of the fields opens any more', async () => {
      const id = await register({ name: '测试戊某', mobile: '13800000009' })
      const copy = await rowsOf(id)
      const reason = '本人要求删除，工单 0001'
      await expect(app.call('vault.erase-customer', { id, reason }, legal)).rejects.toMatchObject({ reasons: [{ code: 'erasure.not-asked' }] })
      await app.call('vault.ask-erasure', { id, reason }, service)
      expect(await app.call('vault.erase-customer', { id, reason }, legal)).toEqual({ outcome: 'erased', fields: 2, why: [] })
      expect(await lastEntry('customer.erased')).toMatchObject({ subject_id: id, detail: { fields: 2, keyDestroyed: true } })
      expect(await rowsOf(id)).toEqual([])
      // Somebody puts a copy of the rows back: there is no key for them.
      await vaultDb.insertInto('customer_field').values(copy).execute()
      expect(await keyOf(id)).toBeUndefined()
      expect((await app.call('vault.view-customer', { id }, service)).fields).toEqual([])
      const open = app.call('vault.open-fields', { id, kinds: ['mobile'], ...purpose }, head)
      await expect(open).rejects.toMatchObject({ reasons: [{ code: 'open.erased' }] })
      // Not even under the key of somebody else.
      const key = await keyOf(everything)
      for (const { kind, value } of copy) {
        expect(() => key !== undefined && openField(key, value, { kind, customerId: id })).toThrow(CannotOpen)
      }
      expect((await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: '13800000009' }, service)).items).toEqual([])
      await vaultDb.deleteFrom('customer_field').where('customer_id', '=', id).execute()
    })

    it('restricts instead while the law demands keeping, and erases when that is over', async () => {
      const id = await register({ name: '测试己某', mobile: '13800000010' }, { kept: { until: '2026-06-30', for: 'transaction' } })
      await app.call('vault.ask-erasure', { id, reason: '本人要求删除' }, service)
      const restricted = await app.call('vault.erase-customer', { id, reason: '本人要求删除' }, legal)
      expect(restricted).toMatchObject({ outcome: 'restricted', fields: 0 })
      expect(restricted.why[0]).toContain('2026-06-30')
      // Which kinds there are is shown, and nothing of them.
      expect((await app.call('vault.view-customer', { id }, head)).fields.map((one) => [one.kind, one.masked])).toEqual([['name', '****'], ['mobile', '****']])
      const open = (why: 'contact' | 'legal-duty') => app.call('vault.open-fields', { id, kinds: ['mobile'], purpose: why, reason: '税务机关核查' }, head)
      await expect(open('contact')).rejects.toMatchObject({ reasons: [{ code: 'open.restricted' }] })
      await expect(open('legal-duty')).resolves.toMatchObject({ fields: [{ kind: 'mobile' }] })
      await expect(app.call('vault.update-customer', { id, remove: ['name'] }, service)).rejects.toMatchObject({ code: 'customer.not-active' })
      app.clock.set(new Date('2026-06-30T16:00:00Z'))
      expect(await app.call('vault.erase-customer', { id, reason: '保存期满' }, legal)).toMatchObject({ outcome: 'erased', fields: 2 })
    })
  })

  it('leaves no value that was put in in clear anywhere in the database', async () => {
    await app.runJobs()
    const everywhere = await dumpOf(app.db)
    // What may stand in clear is found: the search can find something.
    expect(everywhere).toContain(newCustomer({}).consent.evidence)
    const changed = ['13800000005', '138 0000 0005', '13800000010', '测试丙某', '测试戊某', '测试己某', 'zhang.san@example.com']
    for (const value of [...Object.values(fictional), ...changed]) {
      expect([value, everywhere.includes(value)]).toEqual([value, false])
      // Three signs in four, lest the end be another one.
      const base64 = Buffer.from(value).toString('base64').replaceAll('=', '').slice(0, -1)
      expect([value, everywhere.includes(base64)]).toEqual([value, false])
    }
  })

  it('measures the share that is sealed by the bytes: one value written in clear is found', async () => {
    const measure = async () => {
      await app.call('score.measure-now', {}, administrator)
      const { controls } = await app.call('score.view-score', {}, administrator)
      return controls.find(({ id }) => id === 'vault.fields-sealed')
    }
    expect(await measure()).toMatchObject({ state: 'holds', share: 1 })
    const id = await register({ mobile: '13800000011' })
    await vaultDb.updateTable('customer_field').set({ value: new Uint8Array(Buffer.from('in clear, longer than any overhead of a seal')) }).where('customer_id', '=', id).execute()
    const measured = await measure()
    expect(measured?.state).toBe('partly')
    // Nothing at all is not sealed either.
    await vaultDb.updateTable('customer_field').set({ value: new Uint8Array() }).where('customer_id', '=', id).execute()
    expect((await measure())?.state).toBe('partly')
    await vaultDb.deleteFrom('customer_field').where('customer_id', '=', id).execute()
  })

  it('has a kind for each of the fixture’s values', () => {
    expect(Object.keys(fictional).toSorted()).toEqual([...kindNames].toSorted())
  })
})
