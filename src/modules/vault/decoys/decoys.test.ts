import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { newId } from '../../../kernel/id.ts'
import type { VaultTables } from '../tables.ts'
import { subjectsAt } from '../subject/find-subjects.ts'
import { newCustomer, vaultPeople } from '../vault.fixture.ts'

const minute = 60_000
const idOf = (actor: Actor): string => (actor.kind === 'person' ? actor.id : '')

describe.each(testDatabases())('decoy customers on $name (DAT-4)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, head, operator, legal, auditor, administrator } = await vaultPeople(app)
  const departmentId = service.kind === 'person' ? service.departmentId : ''
  const db = app.database.kysely as unknown as Kysely<VaultTables>
  const register = async (mobile: string) => {
    app.clock.advance(minute)
    return (await app.call('vault.register-customer', newCustomer({ name: '测试甲某', mobile, address: '浙江省杭州市西湖区无名路0号' }), service)).id
  }
  const make = (value: string, when: 'now' | 'with-next', actor = administrator) =>
    app.call('vault.make-decoy', { departmentId, label: '商城泄露监测', contacts: [{ kind: 'mobile', value }], when }, actor)
  const listed = async () => (await app.call('vault.list-customers', { pageSize: 100 }, service)).items
  const open = (id: string) => app.call('vault.open-fields', { id, kinds: ['mobile'], purpose: 'contact', reason: '回访夏季试吃' }, service)
  const alerts = () => db.selectFrom('reading_alert').selectAll().where('kind', '=', 'decoy').orderBy('raised_at').execute()
  const real: string[] = []
  let decoyId = ''
  let decoy = ''

  it('is not made where it would stand out, nor by anybody but who keeps decoys', async () => {
    await expect(make('13800009999', 'now')).rejects.toMatchObject({ code: 'decoy.too-few-customers' })
    for (let index = 0; index < 8; index += 1) real.push(await register(`1380000010${index}`))
    for (const actor of [service, head, operator, legal, auditor]) {
      await expect(make('13800009999', 'now', actor)).rejects.toMatchObject({ code: 'permission.missing' })
      await expect(app.call('vault.list-decoys', {}, actor)).rejects.toMatchObject({ code: 'permission.missing' })
    }
  })

  it('is among the customers like the others: same list, same search, same page, same numbers', async () => {
    const before = await app.call('vault.list-customers', {}, service)
    app.clock.advance(minute)
    decoyId = (await make('13800009999', 'now')).id
    const items = await listed()
    decoy = items.find(({ id }) => !real.includes(id))?.id ?? ''
    expect(items.length).toBe(before.total + 1)
    // Registered now, the latest of all: nothing appears in the past of a list that somebody kept.
    expect(items[0]?.id).toBe(decoy)
    const shape = (value: object) => JSON.stringify(Object.entries(value).map(([key, one]) => [key, one === null ? null : typeof one]))
    const [ofDecoy, ofReal] = [items.find(({ id }) => id === decoy), items.find(({ id }) => id === real[7])]
    expect(shape(ofDecoy ?? {})).toBe(shape(ofReal ?? {}))
    expect({ ...ofDecoy, id: '', name: '', mobile: '', registeredAt: '' }).toEqual({ ...ofReal, id: '', name: '', mobile: '', registeredAt: '' })
    const view = (id: string, actor: Actor) => app.call('vault.view-customer', { id }, actor)
    const [decoyPage, realPage] = [await view(decoy, head), await view(real[7] ?? '', head)]
    expect(decoyPage.fields.map(({ kind }) => kind)).toEqual(realPage.fields.map(({ kind }) => kind))
    const rest = ({ fields: _fields, id: _id, registeredAt: _at, changedAt: _changed, consent: { at: _evidenceAt, ...consent }, ...page }: typeof decoyPage) => ({ ...page, consent })
    expect(rest(decoyPage)).toEqual(rest(realPage))
    // Its id is as old as its registration.
    expect(parseInt(decoy.replaceAll('-', '').slice(0, 12), 16)).toBe(Date.parse(decoyPage.registeredAt))
    const found = await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: '138 0000 9999' }, service)
    expect(found.items.map(({ id }) => id)).toEqual([decoy])
    expect((await open(decoy)).fields).toEqual([{ kind: 'mobile', value: '13800009999' }])
  })

  it('has an access record like the others, on every page of it, and the ledger says nothing untrue', async () => {
    const record = (id: string, page = 1, pageSize = 100) => app.call('vault.view-access-record', { id, page, pageSize }, head)
    const last = async (id: string) => {
      const { total, items } = await record(id)
      expect(items.length).toBe(total)
      return items.at(-1)
    }
    const [ofDecoy, ofReal] = [await last(decoy), await last(real[7] ?? '')]
    expect({ ...ofDecoy, id: '', at: '' }).toEqual({ ...ofReal, id: '', at: '' })
    const { total } = await record(decoy, 1, 1)
    // Each look at the record is an entry of it, so the last page moves on.
    expect((await record(decoy, total + 1, 1)).items.map(({ type }) => type)).toEqual(['customer.registered'])
    expect((await record(decoy, total + 1, 1)).items.map(({ type }) => type)).not.toContain('customer.registered')
    const entries = await app.db.selectFrom('ledger_entry').select(['type', 'subject_id', 'detail']).where('type', 'like', 'decoy.%').execute()
    expect(entries.length).toBeGreaterThan(0)
    expect(JSON.stringify(entries)).not.toContain(decoy)
    expect(await app.db.selectFrom('ledger_entry').select('id').where('subject_id', '=', decoy).where('type', '=', 'customer.registered').execute()).toEqual([])
  })

  it('is named nowhere in the tables of decoys, and no digest of theirs is one by which customers are found', async () => {
    const rows: string[] = []
    for (const table of ['decoy', 'decoy_contact', 'decoy_use', 'reading_alert', 'obligation', 'notice']) {
      const found = await sql<{ text: string }>`select dumped::text as text from ${sql.id(table)} as dumped`.execute(app.db)
      rows.push(...found.rows.map(({ text }) => text))
    }
    const dump = rows.join('\n')
    for (const secret of [decoy, decoy.replaceAll('-', ''), '13800009999', '商城泄露监测']) expect([secret, dump.includes(secret)]).toEqual([secret, false])
    const { rows: shared } = await sql`select 1 from decoy_contact join customer_field on exact_index = digest or last_four_index = digest`.execute(app.db)
    expect(shared).toEqual([])
  })

  it('raises who read it behind their back: nothing in their own call differs, and neither they nor their head is told', async () => {
    const typesOf = async (id: string) => {
      const before = await app.db.selectFrom('ledger_entry').select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
      await app.call('vault.view-customer', { id }, service)
      await open(id)
      const entries = await app.db.selectFrom('ledger_entry').select('type').orderBy('at').orderBy('id').offset(before.n).execute()
      return entries.map(({ type }) => type)
    }
    expect(await alerts()).toEqual([])
    expect(await typesOf(decoy)).toEqual(await typesOf(real[7] ?? ''))
    await app.runJob('vault.watch-decoys')
    const raised = await alerts()
    const ofPerson = (actor: Actor) => raised.filter(({ person_id: person }) => person === idOf(actor)).map(({ grade, reasons }) => [grade, reasons.map(({ code }) => code).toSorted()])
    expect(ofPerson(head)).toEqual([['raised', ['decoy.viewed']]])
    expect(ofPerson(service)).toEqual([['throttled', ['decoy.found', 'decoy.opened', 'decoy.viewed']]])
    await app.runJob('vault.watch-decoys')
    expect((await alerts()).length).toBe(2)
    expect((await app.call('vault.list-readings', {}, head)).total).toBe(0)
    expect((await app.call('vault.list-readings', {}, administrator)).total).toBe(2)
    const notices = await app.db.selectFrom('notice').select('person_id').where('kind', '=', 'reading.unusual').execute()
    expect(new Set(notices.map(({ person_id: person }) => person))).toEqual(new Set([idOf(administrator)]))
    // Reading goes on at its pace, or the pace would tell.
    await open(decoy)
    await open(real[1] ?? '')
  })

  it('raises anew after a decision only for what was read after it', async () => {
    const first = (await alerts()).find(({ person_id: person }) => person === idOf(head))
    await app.call('vault.decide-reading', { id: first?.id ?? '', decision: 'harmless', reason: '主管巡查，当面核实' }, administrator)
    await app.runJob('vault.watch-decoys')
    expect((await alerts()).length).toBe(2)
    app.clock.advance(minute)
    await app.call('vault.view-customer', { id: decoy }, head)
    await app.runJob('vault.watch-decoys')
    expect((await alerts()).length).toBe(3)
  })

  it('is never sent anything, with a reason that many others have', async () => {
    const ask = async (purpose: 'marketing' | 'service' | 'statutory') => {
      const { answers } = await app.call('outreach.decide-sends', { people: [decoy, real[0] ?? ''], purpose, channel: 'sms', materialId: null }, operator)
      return answers.map(({ verdict, reasons }) => [verdict, reasons.map(({ code }) => code)])
    }
    const [toDecoy, toReal] = await ask('marketing')
    expect(toDecoy).toEqual(toReal)
    expect(toDecoy?.[1]).toContain('no-consent')
    expect(await ask('service')).toEqual([['deny', ['withdrawn']], ['allow', []]])
    expect(await ask('statutory')).toEqual([['deny', ['platform-limit']], ['allow', []]])
  })

  it('proves a leak when its number is reached: by hand or by a system, once for each, with who read it', async () => {
    const told = { kind: 'mobile', address: '+86 138 0000 9999', channel: 'sms', at: app.clock.now().toISOString() } as const
    const key = { kind: 'machine', id: 'gateway', permissions: new Set(['vault.manage-decoys']) } as const
    const answer = await app.call('vault.tell-contact', told, key)
    await app.call('vault.tell-contact', told, key)
    // Whoever has the key learns nothing by trying.
    expect(await app.call('vault.tell-contact', { ...told, address: '13800000100' }, key)).toEqual(answer)
    await app.call('vault.report-decoy-use', { id: decoyId, channel: 'call', at: app.clock.now().toISOString(), note: '自称贷款公司来电推销' }, administrator)
    await expect(app.call('vault.report-decoy-use', { id: decoyId, channel: 'call', at: '2027-01-01T00:00:00Z', note: null }, administrator)).rejects.toMatchObject({ code: 'decoy.used-later' })
    const seen = await app.call('vault.view-decoy', { id: decoyId }, administrator)
    expect(seen.uses.map(({ channel, reportedBy }) => [channel, reportedBy?.name ?? null]).toSorted()).toEqual([['call', '管理员'], ['sms', null]])
    expect(new Set(seen.readings.map(({ person, how }) => `${person.name} ${how}`))).toEqual(
      new Set(['客服员 listed', '客服员 found', '客服员 opened', '客服员 viewed', '客服主管 viewed']),
    )
    expect(await app.db.selectFrom('obligation').select(['kind', 'state']).where('kind', '=', 'vault.customer-leak').execute()).toHaveLength(2)
    const { items } = await app.call('vault.list-decoys', {}, administrator)
    expect(items[0]).toMatchObject({ label: '商城泄露监测', state: 'planted', alerts: 3, uses: 2 })
  })

  it('waits for the next registration of its department, and appears after it', async () => {
    const waiting = await make('13800009998', 'with-next')
    await expect(make('13800009998', 'with-next')).rejects.toMatchObject({ code: 'decoy.contact-taken' })
    await app.runJobs()
    const stateOf = async () => (await app.call('vault.list-decoys', {}, administrator)).items.find(({ id }) => id === waiting.id)?.state
    expect(await stateOf()).toBe('waiting')
    const before = (await listed()).length
    await register('13800000200')
    const jobs = await app.db.selectFrom('ledger_entry').select('id').where('type', '=', 'decoy.planted').execute()
    await app.runJobs()
    expect([await stateOf(), (await listed()).length]).toEqual(['planted', before + 2])
    expect((await app.db.selectFrom('ledger_entry').select('id').where('type', '=', 'decoy.planted').execute()).length).toBe(jobs.length + 1)
  })

  it('has no rights of a person: whoever asks with its number is answered like with one that is not on file', async () => {
    const at = (value: string) => subjectsAt({ db: app.database.kysely, secrets: app.inner.secrets }, { kind: 'mobile', value })
    const [of = ''] = real
    expect(await at('13800000100')).toEqual([of])
    expect([await at('13800009999'), await at('13800009997')]).toEqual([[], []])
    // The customer is there all the same.
    expect((await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: '13800009999' }, service)).items).toHaveLength(1)
  })

  it('is erased like anybody, and still answers for its number', async () => {
    await app.call('vault.ask-erasure', { id: decoy, reason: '本人要求删除' }, service)
    expect(await app.call('vault.erase-customer', { id: decoy, reason: '核对无误，同意办理' }, legal)).toMatchObject({ outcome: 'erased' })
    expect(await app.call('vault.view-decoy', { id: decoyId }, administrator)).toMatchObject({ appearsAs: null, contacts: [{ value: '13800009999' }] })
    await app.runJob('vault.watch-decoys')
    await expect(app.call('vault.view-decoy', { id: newId() }, administrator)).rejects.toMatchObject({ code: 'record.not-found' })
  })

  it('ends by retention like the others, and its pages stand', async () => {
    const second = (await app.call('vault.list-decoys', {}, administrator)).items.find(({ id }) => id !== decoyId)?.id ?? ''
    const items = (await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value: '13800009998' }, service)).items
    const ofDecoy = items[0]?.id ?? ''
    app.clock.advance(3 * 366 * 24 * 60 * minute)
    await app.runJob('vault.expire')
    await app.runJobs()
    const view = (id: string) => app.call('vault.view-customer', { id }, legal)
    const [decoyPage, realPage] = [await view(ofDecoy), await view(real[7] ?? '')]
    const rest = ({ id: _id, registeredAt: _at, changedAt: _changed, consent: _consent, ...page }: typeof decoyPage) => page
    expect(decoyPage).toMatchObject({ state: 'erased', fields: [] })
    expect(rest(decoyPage)).toEqual(rest(realPage))
    const lastOf = async (id: string) => (await app.call('vault.view-access-record', { id, pageSize: 100 }, legal)).items.map(({ type }) => type).filter((type) => type === 'customer.erased' || type === 'customer.registered')
    expect(await lastOf(ofDecoy)).toEqual(await lastOf(real[7] ?? ''))
    const seen = await app.call('vault.view-decoy', { id: second }, administrator)
    expect(seen).toMatchObject({ appearsAs: null, contacts: [{ value: '13800009998' }] })
    // Who read it and what was reached stays with it.
    expect((await app.call('vault.view-decoy', { id: decoyId }, administrator)).uses.length).toBe(2)
    await app.runJob('vault.watch-decoys')
  })

  it('moves with a rotation of keys', async () => {
    await app.call('keys.rotate-keys', {}, administrator)
    await app.runJobs()
    const row = await db.selectFrom('decoy').select('sealed').where('id', '=', decoyId).executeTakeFirstOrThrow()
    expect(Buffer.from(row.sealed).readUInt32BE(1)).toBe(2)
    expect((await app.call('vault.list-decoys', {}, administrator)).total).toBe(2)
  })
})
