import { type Kysely, sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { serveTestApp } from '../../../../test/served.ts'
import type { Actor } from '../../../kernel/actor.ts'
import { readSheet } from '../../../kernel/files/read-workbook.ts'
import { jobRunner } from '../../../kernel/jobs/run-job.ts'
import { runInTransaction } from '../../../kernel/transaction.ts'
import { fictional, vaultPeople } from '../vault.fixture.ts'
import type { VaultTables } from '../tables.ts'
import { batch, checked, csvOf, imported, upload } from './importing.fixture.ts'
import { sheetOf, workbook } from './malformed.fixture.ts'

const csv = (...rows: string[]): Buffer => Buffer.from(`姓名,手机号,身份证号,生日,地址\n${rows.join('\n')}\n`)

describe.each(testDatabases())('importing customers on $name (DAT-5)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, otherService, operator, head, legal, auditor, administrator } = await vaultPeople(app)
  const db = app.database.kysely as unknown as Kysely<VaultTables>
  const count = async (table: keyof VaultTables, where = sql<boolean>`true`): Promise<number> =>
    (await db.selectFrom(table).where(where).select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n
  const find = async (value: string, actor: Actor = service) => (await app.call('vault.find-customer', { by: 'value', kind: 'mobile', value }, actor)).items
  const opened = async (id: string, kinds: ('name' | 'address')[]) =>
    (await app.call('vault.open-fields', { id, kinds, purpose: 'contact', reason: '核对导入结果' }, service)).fields.map(({ value }) => value).toSorted()
  const entries = (id: string) => app.db.selectFrom('ledger_entry').select(['type', 'detail']).where('subject_id', '=', id).orderBy('at').orderBy('id').execute()
  /** Every byte of the tables of an import and of customers, as text. */
  const dump = async (): Promise<string> => {
    const parts: string[] = []
    for (const table of ['customer_import', 'customer_import_slice', 'customer_import_chunk', 'customer_import_key', 'customer_import_fault', 'customer', 'customer_field', 'ledger_entry', 'jobs.job']) {
      const { rows } = await sql<{ text: string }>`select dumped::text as text from ${sql.table(table)} as dumped`.execute(db)
      const text = rows.map((row) => row.text).join('\n')
      parts.push(text, text.replaceAll(/\\{1,2}x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString()))
    }
    return parts.join('\n')
  }
  const step = async (name: string, id: string): Promise<void> => {
    const job = app.catalogue.jobs.get(name)
    if (job === undefined) throw new Error('There is one')
    const caller = { actor: { kind: 'job', id: name }, origin: { request: 'test' }, locale: 'zh' } as const
    await runInTransaction(app.inner, { name, module: app.catalogue.moduleOf(name), caller, run: (ctx) => job.run(ctx, { id }, undefined) })
  }
  const stateOf = async (id: string) => (await app.call('vault.view-import', { id }, service)).state

  it('writes every row once, in clear nowhere, and keeps the proof and nothing of the file', async () => {
    const people = await count('customer')
    const { id, view } = await checked(app, service, csvOf(1_300))
    expect(view).toMatchObject({ state: 'checked', fileName: '会员名单.csv', counts: { read: 1_300, ready: 1_300, faulty: 0 } })
    // A check keeps the file and its rows, and writes nobody.
    expect([await count('customer_import_slice'), await count('customer_import_chunk'), await count('customer') - people]).toEqual([1, 2, 0])
    for (const value of ['13800001299', '1299@example.com', '示例客户', '会员名单']) expect(await dump()).not.toContain(value)
    await app.call('vault.confirm-import', { id, ready: 1_300 }, service)
    await app.runJobs()
    const done = await app.call('vault.view-import', { id }, service)
    expect(done).toMatchObject({ state: 'done', permille: 1000, fileName: null, headings: null, counts: { added: 1_300, merged: 0, skipped: 0, refused: 0 } })
    expect([await count('customer_import_slice'), await count('customer_import_chunk'), await count('customer_import_key'), await count('customer') - people]).toEqual([0, 0, 0, 1_300])
    for (const value of ['13800001299', '1299@example.com', '示例客户', '会员名单']) expect(await dump()).not.toContain(value)
    const [customer] = await find('13800001299')
    expect(customer).toMatchObject({ mobile: '138****1299', source: 'store' })
    expect(await opened(customer?.id ?? '', ['name', 'address'])).toEqual(['浙江省杭州市西湖区示例路1299号', '示例客户'])
    const told = await entries(id)
    expect(told.map(({ type }) => type)).toEqual(
      ['begun', 'part-stored', 'uploaded', 'check-started', 'checked', 'confirmed', 'finished'].map((step) => `customer-import.${step}`),
    )
    expect(told.at(-1)?.detail).toEqual({ read: 1_300, ready: 1_300, faulty: 0, added: 1_300, merged: 0, skipped: 0, refused: 0, digest: expect.stringMatching(/^[0-9a-f]{64}$/) })
    // Whose key is gone opens no more, not even from a copy of the slices.
    expect(await db.selectFrom('customer_import').select('data_key').where('id', '=', id).executeTakeFirstOrThrow()).toEqual({ data_key: null })
    const record = await app.call('vault.view-access-record', { id: customer?.id ?? '' }, head)
    expect(record.items.map(({ type }) => type)).toContain('customer-import.confirmed')
  })

  it('takes nothing in without source and evidence, and keeps personal data out of both', async () => {
    const { source: _source, ...sourceless } = batch()
    await expect(app.invoke('vault.begin-import', sourceless, service)).rejects.toMatchObject({ code: 'input.invalid' })
    const { consent: _consent, ...baseless } = batch()
    await expect(app.invoke('vault.begin-import', baseless, service)).rejects.toMatchObject({ code: 'input.invalid' })
    const named = batch({ source: { kind: 'store', detail: '张先生 13800000000 提供' } })
    await expect(app.call('vault.begin-import', named, service)).rejects.toMatchObject({ code: 'customer.personal-data-in-note' })
    const later = batch({ consent: { ...batch().consent, at: '2027-01-01T00:00:00Z' } })
    await expect(app.call('vault.begin-import', later, service)).rejects.toMatchObject({ code: 'customer.evidence-later' })
  })

  it('leaves out sensitive data without a separate consent and children without a guardian, and says so in a sheet without a value', async () => {
    const rows = ['测试甲某,13800100001,,,', `测试乙某,13800100002,${fictional['id-card']},,`, '测试童某,13800100003,,2016-01-01,', '测试丁某,1380010000x,,,']
    const { id, view } = await checked(app, service, csv(...rows))
    expect(view.counts).toMatchObject({ read: 4, ready: 1, faulty: 3 })
    const { base64 } = await app.call('vault.export-import-faults', { id }, service)
    const sheet = await readSheet(Buffer.from(base64, 'base64'), '错误清单')
    if (typeof sheet === 'string') throw new Error(sheet)
    expect(sheet.rows.map(({ cells }) => cells.slice(0, 3))).toEqual([['3', '', ''], ['4', '', ''], ['4', '', ''], ['5', 'B', '手机号']])
    expect(JSON.stringify(sheet)).toContain('个人信息保护法第三十一条')
    expect(JSON.stringify(sheet)).not.toMatch(/测试|13800|1101011|2016/)
    await app.call('vault.confirm-import', { id, ready: 1 }, service)
    await app.runJobs()
    expect([(await find('13800100001')).length, (await find('13800100002')).length]).toEqual([1, 0])
  })

  it('joins who is known, by the chosen rule: adding, writing over, skipping, refusing', async () => {
    const first = csv('测试甲某,13800200001,,,', '测试乙某,13800200002,,,')
    await imported(app, service, first)
    const second = csv('测试新名,138 0020 0001,,,浙江省杭州市西湖区示例路1号', '测试丙某,13800200003,,,', '测试丙某,+86 13800200003,,,浙江省杭州市西湖区示例路3号')
    expect((await checked(app, service, second, { duplicates: 'refuse' })).view.counts).toMatchObject({ ready: 1, faulty: 2, twiceInFile: 1, knownAlready: 1 })
    expect((await imported(app, service, second, { duplicates: 'skip' })).view.counts).toMatchObject({ added: 1, merged: 0, skipped: 2 })
    const filled = await imported(app, service, second)
    expect(filled.view.counts).toMatchObject({ added: 0, merged: 3 })
    const [one] = await find('13800200001')
    expect(await opened(one?.id ?? '', ['name', 'address'])).toEqual(['测试甲某', '浙江省杭州市西湖区示例路1号'])
    await imported(app, service, second, { duplicates: 'overwrite' })
    expect(await opened(one?.id ?? '', ['name'])).toEqual(['测试新名'])
    for (const mobile of ['13800200001', '13800200002', '13800200003']) expect(await find(mobile)).toHaveLength(1)
    // The ledger names whose data changed, by which import and which kinds.
    const [entry] = (await entries(filled.id)).filter(({ type }) => type === 'customer.changed-by-import')
    expect(entry?.detail).toMatchObject({ customers: expect.arrayContaining([one?.id]), kinds: ['address'] })
  })

  it('makes no two customers of one number when one file is imported twice at once', async () => {
    const bytes = csvOf(600, { from: 30_000_000 })
    const both = await Promise.all([checked(app, service, bytes), checked(app, service, bytes)])
    for (const { id } of both) await app.call('vault.confirm-import', { id, ready: 600 }, service)
    const [job] = [app.catalogue.jobs.get('vault.write-import-rows')]
    if (job === undefined) throw new Error('There is one')
    // Each step of each by several hands at once, as two servers would.
    await Promise.all([...both, ...both].map(({ id }) => jobRunner(app.inner)(job, { id })))
    await app.runJobs()
    const views = await Promise.all(both.map(({ id }) => app.call('vault.view-import', { id }, service)))
    expect(views.map(({ counts }) => counts.added + counts.merged)).toEqual([600, 600])
    expect(views.reduce((sum, { counts }) => sum + counts.added, 0)).toBe(600)
    const { rows } = await sql`select exact_index from customer_field where kind = 'mobile' group by exact_index having count(*) > 1`.execute(db)
    expect(rows).toEqual([])
  })

  it('tells whoever tries which numbers are customers no more by files than by searches (DAT-4)', async () => {
    const thief = await app.as(await hire(app, { name: '试探员', department: '客服部', posts: ['customer-service'] }))
    const rowsTold = async (id: string): Promise<readonly number[]> => {
      const sheet = await readSheet(Buffer.from((await app.call('vault.export-import-faults', { id }, thief)).base64, 'base64'), '错误清单')
      return typeof sheet === 'string' ? [] : sheet.rows.map(({ cells }) => Number(cells[0]))
    }
    // 127 of 1,500 numbers are customers.
    await imported(app, service, csvOf(127, { from: 40_000_000 }))
    await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 10, shownSeconds: 60 }, administrator)
    const chosen = csvOf(1_500, { from: 40_000_000 })
    const first = await checked(app, thief, chosen, { duplicates: 'refuse' })
    // One answer for the total, and nine rows; the count of the others is not exact either.
    expect(first.view.counts).toMatchObject({ read: 1_500, ready: 1_491, faulty: 9, knownAlready: 120, untold: 110, faults: 9 })
    const told = await rowsTold(first.id)
    expect(told).toHaveLength(9)
    // The hour is spent, for files and searches alike, whatever the file holds.
    const spent = { reasons: [{ code: 'search.too-many', params: { recent: 10 } }] }
    await expect(checked(app, thief, csvOf(1, { from: 40_000_000 }), { duplicates: 'refuse' })).rejects.toMatchObject(spent)
    await expect(checked(app, thief, csvOf(1, { from: 40_000_500 }))).rejects.toMatchObject(spent)
    await expect(find('13840000000', thief)).rejects.toMatchObject(spent)
    // Confirming answers no more, and makes customers of the rest, which everybody sees.
    await app.call('vault.confirm-import', { id: first.id, ready: 1_491 }, thief)
    await app.runJobs()
    expect((await app.call('vault.view-import', { id: first.id }, thief)).counts).toMatchObject({ added: 1_373, refused: 118, untold: 110, faults: 9 })
    expect(await rowsTold(first.id)).toEqual(told)
    // The next hour has as many again, one number a check.
    app.clock.advance(61 * 60_000)
    const { id: tried, guess } = await upload(app, thief, csvOf(1, { from: 40_002_000 }))
    for (let at = 0; at < 10; at += 1) {
      await app.call('vault.check-import', { id: tried, columns: guess }, thief)
      await app.runJobs()
    }
    await expect(app.call('vault.check-import', { id: tried, columns: guess }, thief)).rejects.toMatchObject(spent)
    const open = await db.selectFrom('customer_import').select('id').where('begun_by', '=', thief.kind === 'person' ? thief.id : '').where('ended_at', 'is', null).execute()
    for (const { id } of open) await app.call('vault.cancel-import', { id }, thief)
    // Who imports what they have, and lets it be merged, is asked nothing and told nothing of rows.
    expect((await checked(app, service, chosen)).view.counts).toMatchObject({ ready: 1_500, faulty: 0, untold: 0 })
    await app.call('vault.update-settings', { fieldsAnHour: 1_000, searchesAnHour: 1_000, shownSeconds: 60 }, administrator)
  })

  it('reads a workbook and a list of JSON like a table of text', async () => {
    const sheet = sheetOf(['<c t="str"><v>测试甲某</v></c><c><v>1.3800300001E10</v></c>', '<c t="str"><v>测试乙某</v></c><c><v>13800300002</v></c>'])
    expect((await imported(app, service, workbook({ sheet }))).view.counts).toMatchObject({ added: 2, refused: 0 })
    const json = JSON.stringify([{ 姓名: '测试丙某', 手机号: '13800300003' }])
    expect((await imported(app, service, Buffer.from(json))).view.counts).toMatchObject({ added: 1 })
    for (const mobile of ['13800300001', '13800300002', '13800300003']) expect(await find(mobile)).toHaveLength(1)
  })

  it('destroys a file that cannot be read, says why, and changes no customer', async () => {
    const people = await count('customer')
    const broken = upload(app, service, workbook().subarray(0, 200))
    await expect(broken).rejects.toMatchObject({ code: 'import.file-unreadable', params: { why: expect.stringContaining('已损坏') } })
    const { view } = await checked(app, service, Buffer.concat([csvOf(1_500), Buffer.from('"没有关上的引号,1\n'), csvOf(10)]))
    expect(view).toMatchObject({ state: 'unreadable', why: expect.stringContaining('第 1502 行') })
    await app.runJobs()
    expect([await count('customer_import_slice', sql`import_id = ${view.id}`), await count('customer') - people]).toEqual([0, 0])
    await expect(app.call('vault.confirm-import', { id: view.id, ready: 1_000 }, service)).rejects.toMatchObject({ code: 'import.not-now' })
  })

  it('takes the parts of a file in order and no more than was said', async () => {
    const { id } = await app.call('vault.begin-import', batch({ size: 8 }), service)
    const part = (offset: number, text: string) => app.call('vault.store-import-part', { id, offset, base64: Buffer.from(text).toString('base64') }, service)
    await part(0, '姓名')
    await expect(part(0, '姓名')).rejects.toMatchObject({ code: 'import.part-out-of-order', params: { received: 6 } })
    await expect(part(6, 'abc')).rejects.toMatchObject({ code: 'import.more-than-stated' })
    await expect(app.call('vault.close-import-upload', { id }, service)).rejects.toMatchObject({ code: 'import.incomplete' })
    expect(await app.call('vault.cancel-import', { id }, service)).toEqual({ outcome: 'discarded', written: 0 })
    await expect(part(6, 'a')).rejects.toMatchObject({ code: 'import.not-now' })
  })

  it('is of one department: others do not find it, overseers see counts and no names, nobody without the right goes on with it', async () => {
    const { id } = await checked(app, service, csvOf(3, { from: 40_000_000 }))
    for (const stranger of [otherService, operator]) {
      await expect(app.call('vault.view-import', { id }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
      await expect(app.call('vault.export-import-faults', { id }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
      await expect(app.call('vault.confirm-import', { id, ready: 3 }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
      await expect(app.call('vault.cancel-import', { id }, stranger)).rejects.toMatchObject({ code: 'record.not-found' })
    }
    for (const overseer of [legal, auditor]) {
      expect(await app.call('vault.view-import', { id }, overseer)).toMatchObject({ state: 'checked', fileName: null, headings: null, guess: null })
      await expect(app.call('vault.confirm-import', { id, ready: 3 }, overseer)).rejects.toMatchObject({ code: 'permission.missing' })
    }
    await expect(app.call('vault.confirm-import', { id, ready: 2 }, service)).rejects.toMatchObject({ code: 'import.counts-changed' })
    // The same numbers in another department are another customer: whether they are known there is not told.
    const { view } = await imported(app, otherService, csvOf(3, { from: 20_000_000 }), { duplicates: 'refuse' })
    expect(view.counts).toMatchObject({ added: 3, knownAlready: 0 })
  })

  it('stops in the middle: what was written stays, the rest is destroyed', async () => {
    const { id } = await checked(app, service, csvOf(2_500, { from: 50_000_000 }))
    await app.call('vault.confirm-import', { id, ready: 2_500 }, service)
    // Two steps of the job, and no third.
    for (const _ of [1, 2]) await step('vault.write-import-rows', id)
    expect(await app.call('vault.cancel-import', { id }, service)).toEqual({ outcome: 'cancelled', written: 2_000 })
    await app.runJobs()
    expect([await stateOf(id), await count('customer', sql`import_id = ${id}`), await count('customer_import_chunk', sql`import_id = ${id}`)]).toEqual(['cancelled', 2_000, 0])
    expect((await entries(id)).at(-1)).toMatchObject({ type: 'customer-import.cancelled', detail: { added: 2_000 } })
  })

  it('carries on what lost its job, checks anew with other columns, and destroys what lay unused for a day', async () => {
    const { id } = await checked(app, service, csvOf(5, { from: 60_000_000 }))
    await app.call('vault.check-import', { id, columns: ['name', 'mobile', null, null], duplicates: 'skip' }, service)
    await app.runJobs()
    await expect(app.call('vault.check-import', { id, columns: ['name', 'name', null, null] }, service)).rejects.toMatchObject({ code: 'import.columns-unfit' })
    await app.call('vault.confirm-import', { id, ready: 5 }, service)
    await sql`delete from jobs.job where name = 'vault.write-import-rows'`.execute(db)
    app.clock.advance(90_000)
    expect(await app.call('vault.view-import', { id }, service)).toMatchObject({ state: 'running', still: true })
    await app.runJob('vault.wake-imports')
    await app.runJobs()
    expect(await stateOf(id)).toBe('done')
    const { id: unused } = await checked(app, service, csvOf(5, { from: 61_000_000 }))
    // A day later the file goes, another day later what is known of its faults.
    for (const _ of [1, 2]) {
      app.clock.advance(25 * 3_600_000)
      await app.runJob('vault.wake-imports')
      await app.runJobs()
    }
    expect([await stateOf(unused), await count('customer_import_slice', sql`import_id = ${unused}`), await count('customer_import_fault')]).toEqual(['expired', 0, 0])
  })

  it('brings nobody back who was erased while the import waited, but by an import with new evidence (DAT-5)', async () => {
    const [one, two] = ['13800500001', '13800500002']
    await imported(app, service, csv(`测试甲某,${one},,,`, `测试乙某,${two},,,`))
    const waiting = await checked(app, service, csv(`测试甲某,${one},,,`, `测试乙某,${two},,,`, '测试丙某,13800500003,,,'))
    // Another department's file has them as well.
    const elsewhere = await checked(app, otherService, csv(`测试甲某,${one},,,`, '测试丁某,13800500004,,,'))
    const [customer] = await find(one)
    const id = customer?.id ?? ''
    app.clock.advance(60_000)
    await app.call('vault.ask-erasure', { id, reason: '本人要求删除' }, service)
    await app.call('vault.erase-customer', { id, reason: '本人要求删除' }, legal)
    await app.call('vault.confirm-import', { id: waiting.id, ready: 3 }, service)
    await app.call('vault.confirm-import', { id: elsewhere.id, ready: 2 }, otherService)
    await app.runJobs()
    const view = await app.call('vault.view-import', { id: waiting.id }, service)
    expect(view.counts).toMatchObject({ added: 1, merged: 1, refused: 1 })
    expect(view.faultKinds).toMatchObject([{ wrong: expect.stringContaining('已按规定删除'), firstRow: 2 }])
    expect((await app.call('vault.view-import', { id: elsewhere.id }, otherService)).counts).toMatchObject({ added: 1, refused: 1 })
    expect([(await find(one)).length, (await find(one, otherService)).length, (await find(two)).length]).toEqual([0, 0, 1])
    // Old evidence does not do, nor does a new file with it; the person's new consent does.
    const late = await imported(app, service, csv(`测试甲某,${one},,,`))
    expect(late.view.counts).toMatchObject({ added: 0, refused: 1 })
    app.clock.advance(60_000)
    const fresh = batch().consent
    await imported(app, service, csv(`测试甲某,${one},,,`), { consent: { ...fresh, at: app.clock.now().toISOString() } })
    expect(await find(one)).toHaveLength(1)
    // Nothing of them is kept once nothing waits.
    app.clock.advance(25 * 3_600_000)
    for (const _ of [1, 2]) {
      await app.runJob('vault.wake-imports')
      await app.runJobs()
    }
    expect(await count('customer_erased_index')).toBe(0)
  })

  it('is given by programs with a key of their own, for the department that they name', async () => {
    const server = await serveTestApp(app)
    const { key, id: keyId } = await app.call('identity.create-api-key', { name: `会员系统`, operations: ['content.check'], days: 30 }, administrator)
    // As a company would give it whose matrix lets somebody.
    const operations = ['begin-import', 'store-import-part', 'close-import-upload', 'check-import', 'confirm-import', 'view-import'].map((name) => `vault.${name}`)
    await sql`update api_key set operations = ${operations}::text[], posts = '{customer-service}'::text[], given_by = ${service.kind === 'person' ? service.id : ''} where id = ${keyId}`.execute(db)
    const post = async (name: string, body: unknown) => server.post(`/api/v1/vault/${name}`, body, { authorization: `Bearer ${key}` })
    const bytes = Buffer.from('{"name":"测试甲某","mobile":"13800400001"}\n{"name":"测试乙某","mobile":"13800400002"}\n')
    expect((await post('begin-import', batch({ size: bytes.length }))).body).toMatchObject({ code: 'import.department-needed' })
    const departmentId = service.kind === 'person' ? service.departmentId : ''
    const { id } = (await post('begin-import', { ...batch({ size: bytes.length }), departmentId })).body
    await post('store-import-part', { id, offset: 0, base64: bytes.toString('base64') })
    expect((await post('close-import-upload', { id })).body).toEqual({ headings: ['name', 'mobile'], guess: ['name', 'mobile'] })
    await post('check-import', { id, columns: ['name', 'mobile'] })
    await app.runJobs()
    expect((await post('confirm-import', { id, ready: 2 })).status).toBe(200)
    await app.runJobs()
    expect((await post('view-import', { id })).body).toMatchObject({ state: 'done', begunBy: null, counts: { added: 2 } })
    expect(await find('13800400001')).toHaveLength(1)
    // A key sees its own imports and no others.
    const { id: other } = await checked(app, service, csvOf(2, { from: 70_000_000 }))
    expect((await post('view-import', { id: other })).body).toMatchObject({ code: 'record.not-found' })
  })
})
