import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp, type TestApp } from '../../../../test/harness.ts'
import { fictional, newCustomer, vaultPeople } from '../vault.fixture.ts'
import { cellsOf, madeExport, manyCustomers, newExport, vaultDb } from './exporting.fixture.ts'
import { customerValues } from './mark/values.fixture.ts'

const hour = 3_600_000

/** Every row of every table as text, its bytes read as text as well. */
const dumpOf = async (db: TestApp['db']): Promise<string> => {
  const tables = await sql<{ name: string }>`select tablename as name from pg_tables where schemaname in ('public', 'jobs')`.execute(db)
  const parts: string[] = []
  for (const { name } of tables.rows) {
    const found = await sql<{ text: string }>`select dumped::text as text from ${sql.id(name)} as dumped`.execute(db).catch(() => ({ rows: [] }))
    const text = found.rows.map((row) => row.text).join('\n')
    parts.push(text, text.replaceAll(/\\{1,2}x([0-9a-f]+)/g, (_all, hex: string) => Buffer.from(hex, 'hex').toString()))
  }
  return parts.join('\n')
}

describe.each(testDatabases())('exports on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, head, operator, otherService, legal, auditor, administrator } = await vaultPeople(app)
  const departmentId = service.kind === 'person' ? service.departmentId : ''
  const values = Array.from({ length: 620 }, (_, seed) => customerValues(seed))
  const everybody = await manyCustomers(app, departmentId, values)
  const [one = '', two = '', three = ''] = everybody
  const ids = everybody.slice(0, 40)
  const stateOf = async (id: string) =>
    vaultDb(app).selectFrom('vault_export').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const piecesOf = async (id: string) =>
    (await vaultDb(app).selectFrom('vault_export_piece').select(['part', 'number', 'sealed']).where('export_id', '=', id).orderBy('number').execute())
  const nextDay = (): void => app.clock.advance(25 * hour)
  const measure = async () => {
    await app.call('score.measure-now', {}, administrator)
    return (await app.call('score.view-score', {}, administrator)).controls.find(({ id }) => id === 'vault.exports-marked')
  }

  it('makes a small export of contact data at once, and hands it to the asker alone (DAT-3)', async () => {
    const { id, customers, waits } = await app.call('vault.ask-export', newExport({ filter: { ids: [...ids] } }), service)
    expect([customers, waits]).toEqual([40, false])
    await app.runJobs()
    for (const other of [head, operator, otherService]) {
      await expect(app.call('vault.download-export', { id }, other)).rejects.toMatchObject({ code: 'record.not-found' })
    }
    await expect(app.call('vault.download-export', { id }, legal)).rejects.toMatchObject({ code: 'permission.missing' })
    const stale = service.kind === 'person' ? { ...service, provenAt: new Date(0) } : service
    await expect(app.call('vault.download-export', { id }, stale)).rejects.toMatchObject({ code: 'session.prove-again' })
    const { base64, fileName, left } = await app.call('vault.download-export', { id }, service)
    const [heading, ...rows] = cellsOf(base64)
    expect([fileName, left, heading]).toEqual([expect.stringMatching(/^客户导出-.*\.csv$/), 2, ['编号', '姓名', '手机号', '电子邮箱', '地址', '登记时间']])
    const mobiles = new Set(values.slice(0, 40).flat().flatMap(({ kind, value }) => (kind === 'mobile' ? [value] : [])))
    // Complete, and every number as it is.
    expect(new Set(rows.map(([, , mobile]) => mobile))).toEqual(mobiles)
  })

  it('shows every customer of an export who took them out, and each download (DAT-2)', async () => {
    const { items } = await app.call('vault.view-access-record', { id: one }, auditor)
    expect(items.map(({ text, actor, purpose, fields }) => [text, actor.name, purpose, fields.length])).toEqual([
      ['下载导出文件', '客服员', '营销活动触达', 4],
      ['写入导出文件', '客服员', '营销活动触达', 4],
    ])
    // One entry for all of them, however many.
    const made = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'export.made').execute()
    expect(made).toHaveLength(1)
    expect(JSON.stringify(made)).not.toContain(one)
  })

  it('asks a second person where the rows of a day are many, also when they were taken in slices (DAT-4)', async () => {
    nextDay()
    const first = await app.call('vault.ask-export', newExport({ filter: { ids: everybody.slice(0, 400) } }), service)
    const second = await app.call('vault.ask-export', newExport({ filter: { ids: everybody.slice(400, 601) } }), service)
    expect([first.waits, second.waits]).toEqual([false, true])
    await app.runJobs()
    expect((await stateOf(second.id)).state).toBe('asked')
    await expect(app.call('vault.download-export', { id: second.id }, service)).rejects.toMatchObject({ reasons: [{ code: 'download.gone' }] })
    // Not oneself, not another department's, not without the right.
    const agree = { id: second.id, agree: true, reason: '核对无误' }
    await expect(app.call('vault.decide-export', agree, service)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('vault.decide-export', agree, administrator)).rejects.toMatchObject({ code: 'permission.missing' })
    const desk = await app.call('desk.list-obligations', {}, head)
    expect(JSON.stringify(desk)).toContain('客服员')
    await app.call('vault.decide-export', agree, head)
    await expect(app.call('vault.decide-export', agree, legal)).rejects.toMatchObject({ code: 'export.wrong-state' })
    await app.runJobs()
    expect((await stateOf(second.id)).state).toBe('ready')
  })

  it('never lets the asker agree, and refuses another department’s head', async () => {
    nextDay()
    const { id, waits } = await app.call('vault.ask-export', newExport(), head)
    expect(waits).toBe(true)
    const agree = { id, agree: true, reason: '核对无误' }
    await expect(app.call('vault.decide-export', agree, head)).rejects.toMatchObject({ reasons: [{ code: 'agree.same-person' }] })
    const otherHead = head.kind === 'person' && otherService.kind === 'person' ? { ...head, id: otherService.id, departmentId: otherService.departmentId } : head
    await expect(app.call('vault.decide-export', agree, otherHead)).rejects.toMatchObject({ reasons: [{ code: 'agree.other-department' }] })
    await app.call('vault.decide-export', { ...agree, agree: false, reason: '名单过大' }, legal)
    expect(await stateOf(id)).toMatchObject({ state: 'refused', mark_key: null, decision_reason: '名单过大' })
  })

  it('leaves sensitive data to whoever may open them, and then to two', async () => {
    nextDay()
    const sensitive = newExport({ kinds: ['name', 'id-card'], filter: { ids: [one] } })
    await expect(app.call('vault.ask-export', sensitive, service)).rejects.toMatchObject({ reasons: expect.arrayContaining([expect.objectContaining({ code: 'export.sensitive' })]) })
    await expect(app.call('vault.ask-export', newExport({ filter: { ids: [one] } }), operator)).rejects.toMatchObject({ reasons: expect.arrayContaining([expect.objectContaining({ code: 'export.clear' })]) })
    expect(await app.call('vault.ask-export', sensitive, head)).toMatchObject({ waits: true })
    await expect(app.call('vault.ask-export', newExport({ purpose: 'analysis', filter: { ids: [one] } }), service)).rejects.toMatchObject({ reasons: [{ code: 'export.clear-not-needed' }] })
    await expect(app.call('vault.ask-export', newExport({ reason: '给13800000000回电' }), service)).rejects.toMatchObject({ code: 'customer.personal-data-in-note' })
  })

  it('holds nobody of another department, no child unasked, nobody restricted or erased', async () => {
    nextDay()
    const child = (await manyCustomers(app, departmentId, [customerValues(9_001)], { minor: true }))[0] ?? ''
    const kept = (await manyCustomers(app, departmentId, [customerValues(9_002)], { state: 'restricted' }))[0] ?? ''
    const wish = (filter: object) => app.call('vault.preview-export', { filter, kinds: ['name'], variant: 'masked', format: 'csv', purpose: 'analysis' }, service)
    expect(await wish({ ids: [one, child, kept] })).toMatchObject({ customers: 1, verdict: 'allow' })
    // Of a child everything is sensitive.
    expect(await wish({ ids: [child], withMinors: true })).toMatchObject({ customers: 1, verdict: 'review' })
    const other = await app.call('vault.preview-export', { filter: { ids: [one] }, kinds: ['name'], variant: 'masked', format: 'csv', purpose: 'analysis' }, otherService)
    expect(other).toMatchObject({ customers: 0, verdict: 'deny' })
  })

  it('masks what is to be masked, and keeps formulas texts', async () => {
    nextDay()
    const { id: odd } = await app.call('vault.register-customer', newCustomer({ name: '=cmd测试', mobile: '13800000013' }), service)
    const hidden = await madeExport(app, service, { variant: 'masked', purpose: 'analysis', kinds: ['name', 'mobile'], filter: { ids: [one] } })
    const [, veiled] = cellsOf((await app.call('vault.download-export', { id: hidden }, service)).base64)
    expect(veiled?.slice(1, 3)).toEqual([expect.stringMatching(/^.\*+$/), expect.stringMatching(/^138\*{4,5}0000$/)])
    const id = await madeExport(app, service, { kinds: ['name', 'mobile'], filter: { ids: [odd] } })
    const [, row] = cellsOf((await app.call('vault.download-export', { id }, service)).base64)
    expect(row?.[1]).toMatch(/^'=cmd测试/)
  })

  it('destroys the file after the third download, and after a day', async () => {
    nextDay()
    const [thrice, daily] = [await madeExport(app, service, { filter: { ids: [one] } }), await madeExport(app, service, { filter: { ids: [two] } })]
    for (const left of [2, 1, 0]) expect((await app.call('vault.download-export', { id: thrice }, service)).left).toBe(left)
    await expect(app.call('vault.download-export', { id: thrice }, service)).rejects.toMatchObject({ reasons: [{ code: 'download.gone' }] })
    expect(await piecesOf(daily)).toHaveLength(1)
    app.clock.advance(24 * hour)
    // Before the sweep comes, too.
    await expect(app.call('vault.download-export', { id: daily }, service)).rejects.toMatchObject({ reasons: [{ code: 'download.gone' }] })
    await app.runJob('vault.sweep-exports')
    for (const id of [thrice, daily]) {
      expect(await piecesOf(id)).toEqual([])
      expect(await stateOf(id)).toMatchObject({ state: 'destroyed', file_key: null, mark_key: expect.any(Uint8Array) })
    }
  })

  it('hands out no file with somebody who was erased since, and forgets by which number they were found', async () => {
    nextDay()
    const id = await madeExport(app, service, { filter: { ids: [three] } })
    await app.call('vault.ask-erasure', { id: three, reason: '本人要求删除' }, service)
    await app.call('vault.erase-customer', { id: three, reason: '本人要求删除' }, legal)
    await expect(app.call('vault.download-export', { id }, service)).rejects.toMatchObject({ reasons: [{ code: 'download.customers-gone' }] })
    expect(await stateOf(id)).toMatchObject({ state: 'destroyed', file_key: null })
    const members = await vaultDb(app).selectFrom('vault_export_customer').select('mobile_index').where('customer_id', '=', three).execute()
    expect(members.length > 0 && members.every(({ mobile_index: index }) => index === null)).toBe(true)
  })

  it('refuses the download to whoever lost the right or moved, and destroys the file', async () => {
    nextDay()
    const id = await madeExport(app, service, { filter: { ids: [one] } })
    const moved = service.kind === 'person' ? { ...service, permissions: new Set([...service.permissions].filter((right) => right !== 'vault.open')) } : service
    await expect(app.call('vault.download-export', { id }, moved)).rejects.toMatchObject({ reasons: [{ code: 'download.right-lost' }] })
    expect((await stateOf(id)).state).toBe('destroyed')
  })

  it('ends what is cancelled, also between two steps, and what nobody decided', async () => {
    nextDay()
    const { id } = await app.call('vault.ask-export', newExport({ filter: { ids: [one] } }), service)
    await expect(app.call('vault.end-export', { id }, otherService)).rejects.toMatchObject({ code: 'record.not-found' })
    await app.runJob('vault.make-export', { id })
    await app.call('vault.end-export', { id }, service)
    await app.runJobs()
    expect(await stateOf(id)).toMatchObject({ state: 'withdrawn', mark_key: null, file_key: null })
    expect(await vaultDb(app).selectFrom('vault_export_customer').select('place').where('export_id', '=', id).execute()).toEqual([])
    const asked = await app.call('vault.ask-export', newExport(), head)
    app.clock.advance(72 * hour)
    await app.runJob('vault.sweep-exports')
    expect((await stateOf(asked.id)).state).toBe('lapsed')
    await expect(app.call('vault.decide-export', { id: asked.id, agree: true, reason: '核对无误' }, legal)).rejects.toMatchObject({ code: 'export.wrong-state' })
  })

  it('limits what one person takes out in a day, also of askings at once', async () => {
    nextDay()
    await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 60, shownSeconds: 60, exportAlone: 100, exportADay: 100 }, administrator)
    const askings = Array.from({ length: 4 }, () => app.call('vault.ask-export', newExport({ filter: { ids: [...ids] } }), service))
    const answers = await Promise.allSettled(askings)
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(2)
    await app.call('vault.update-settings', { fieldsAnHour: 30, searchesAnHour: 60, shownSeconds: 60, exportAlone: 500, exportADay: 20_000 }, administrator)
  })

  it('goes on from the last step that committed, writes every row once, and steps that come twice do nothing', async () => {
    nextDay()
    const many = await manyCustomers(app, departmentId, Array.from({ length: 900 }, (_, at) => customerValues(20_000 + at)))
    const { id, customers } = await app.call('vault.ask-export', newExport(), head)
    await app.call('vault.decide-export', { id, agree: true, reason: '核对无误' }, legal)
    app.clock.advance(1_000)
    // Came in after somebody agreed to so many: not in it.
    await manyCustomers(app, departmentId, [customerValues(30_000)])
    for (let step = 0; step < 2; step += 1) await Promise.all([app.runJob('vault.make-export', { id }), app.runJob('vault.make-export', { id })])
    app.clock.advance(11_000)
    // Whoever looks sets it going again.
    await app.call('vault.list-exports', {}, head)
    await app.runJobs()
    await app.runJob('vault.make-export', { id })
    const [, ...rows] = cellsOf((await app.call('vault.download-export', { id }, head)).base64)
    expect(many).toHaveLength(900)
    expect(rows).toHaveLength(customers)
    expect(new Set(rows.map(([code]) => code)).size).toBe(rows.length)
    const made = await app.db.selectFrom('ledger_entry').select('id').where('type', '=', 'export.made').where('subject_id', '=', id).execute()
    expect(made).toHaveLength(1)
  })

  it('keeps no value in clear in any table while a file is made and kept (DAT-1)', async () => {
    nextDay()
    await app.call('vault.register-customer', newCustomer(fictional), service)
    const { id } = await app.call('vault.ask-export', newExport({ filter: { ids: [...ids] } }), service)
    await app.runJob('vault.make-export', { id })
    await app.runJob('vault.make-export', { id })
    const [rows] = await piecesOf(id)
    expect(rows?.part).toBe('rows')
    const during = await dumpOf(app.db)
    await app.runJobs()
    const after = await dumpOf(app.db)
    expect(after).toContain('夏季新品试饮邀约')
    for (const value of [fictional.mobile, ...values.slice(0, 40).flat().flatMap(({ kind, value: text }) => (['mobile', 'email', 'address'].includes(kind) ? [text] : []))]) {
      expect([value, during.includes(value), after.includes(value)]).toEqual([value, false, false])
    }
  })

  it('moves its keys with a rotation', async () => {
    nextDay()
    const id = await madeExport(app, service, { filter: { ids: [one] } })
    const before = await stateOf(id)
    await app.call('keys.rotate-keys', {}, administrator)
    await app.runJobs()
    const after = await stateOf(id)
    expect([after.mark_key, after.file_key]).not.toEqual([before.mark_key, before.file_key])
    expect((await app.call('vault.download-export', { id }, service)).left).toBe(2)
  })

  it('measures marks and destruction by the rows: a file put back, a mark taken away', async () => {
    nextDay()
    await app.runJob('vault.sweep-exports')
    await vaultDb(app).updateTable('vault_export').set({ ended_at: sql`least(ended_at, expires_at)` }).where('made_at', 'is not', null).where('state', '=', 'destroyed').execute()
    expect(await measure()).toMatchObject({ state: 'holds' })
    const id = await madeExport(app, service, { filter: { ids: [one] } })
    const pieces = await piecesOf(id)
    expect(await measure()).toMatchObject({ state: 'holds' })
    app.clock.advance(24 * hour)
    await app.runJob('vault.sweep-exports')
    app.clock.advance(hour)
    expect(await measure()).toMatchObject({ state: 'holds' })
    await vaultDb(app).insertInto('vault_export_piece').values(pieces.map((piece) => ({ ...piece, export_id: id }))).execute()
    expect((await measure())?.state).toBe('partly')
    await vaultDb(app).deleteFrom('vault_export_piece').where('export_id', '=', id).execute()
    await vaultDb(app).updateTable('vault_export').set({ mark_key: null }).where('id', '=', id).execute()
    expect((await measure())?.state).toBe('partly')
  })

  it('forgets marks and numbers after three years, and what never became a file; who was in which stays', async () => {
    nextDay()
    const id = await madeExport(app, service, { filter: { ids: [one] } })
    await app.call('vault.download-export', { id }, service)
    const { id: withdrawn } = await app.call('vault.ask-export', newExport({ filter: { ids: [one] } }), head)
    await app.call('vault.end-export', { id: withdrawn }, head)
    const idsOf = async () => (await vaultDb(app).selectFrom('vault_export').select('id').execute()).map((row) => row.id)
    const numbers = async () => vaultDb(app).selectFrom('vault_export_customer').select(['customer_id', sql<boolean>`mobile_index is not null`.as('found')]).where('export_id', '=', id).execute()
    app.clock.advance(3 * 365 * 24 * hour)
    await app.runJob('vault.sweep-exports')
    expect([(await stateOf(id)).mark_key === null, (await idsOf()).includes(withdrawn), await numbers()]).toEqual([false, true, [{ customer_id: one, found: true }]])
    app.clock.advance(48 * hour)
    await app.runJob('vault.sweep-exports')
    expect([(await stateOf(id)).mark_key === null, (await idsOf()).includes(withdrawn), await numbers()]).toEqual([true, false, [{ customer_id: one, found: false }]])
    const { items } = await app.call('vault.view-access-record', { id: one }, auditor)
    expect(items.map(({ text }) => text)).toContain('下载导出文件')
  })
})
