import * as fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { addDays, beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { newCustomer, vaultPeople } from '../vault.fixture.ts'
import { overBefore, retentionVerdict } from './retention-rules.ts'

const day = 86_400_000

describe('how long data are kept (DAT-5)', () => {
  const facts = { state: 'active' as const, changedOn: '2024-06-01', keptUntil: null, today: '2026-06-01', months: 24 }
  it.each([
    [{}, 'keep'],
    [{ today: '2026-06-02' }, 'erase'],
    [{ today: '2026-06-02', keptUntil: '2026-06-02' }, 'restrict'],
    [{ today: '2026-06-02', keptUntil: '2026-06-01' }, 'erase'],
    [{ state: 'restricted' as const, keptUntil: '2026-06-01' }, 'keep'],
    [{ state: 'restricted' as const, keptUntil: '2026-05-31' }, 'erase'],
    [{ state: 'restricted' as const }, 'erase'],
    [{ state: 'erased' as const, today: '2099-01-01' }, 'keep'],
  ])('%j: %s', (change, verdict) => {
    expect(retentionVerdict({ ...facts, ...change })).toBe(verdict)
  })

  it('is over for a query on the very day on which the rule says so', () => {
    const moment = fc.date({ min: new Date('2020-01-01T00:00:00Z'), max: new Date('2026-01-01T00:00:00Z'), noInvalidDate: true })
    fc.assert(
      fc.property(moment, fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 2_500 }), (changedAt, months, later) => {
        const today = addDays(beijingDate(changedAt), later)
        const verdict = retentionVerdict({ state: 'active', changedOn: beijingDate(changedAt), keptUntil: null, today, months })
        expect(changedAt < overBefore(today, months)).toBe(verdict === 'erase')
      }),
      { numRuns: 1_000 },
    )
  })
})

describe.each(testDatabases())('retention on $name (DAT-5)', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { service, legal, auditor, administrator } = await vaultPeople(app)
  const register = async (mobile: string, more: Parameters<typeof newCustomer>[1] = {}): Promise<string> =>
    (await app.call('vault.register-customer', newCustomer({ mobile }, more), service)).id
  const stateOf = async (id: string): Promise<string> => (await app.call('vault.view-customer', { id }, legal)).state
  const expireAll = async (): Promise<void> => {
    await app.runJob('vault.expire')
    await app.runJobs()
  }

  it('erases what is over with proof, restricts what the law wants kept, and erases that when its time has come', async () => {
    const over = await register('13800000201')
    const kept = await register('13800000202', { kept: { until: '2029-01-31', for: 'transaction' } })
    app.clock.set(new Date('2028-05-31T02:00:00Z'))
    const recent = await register('13800000203')
    app.clock.set(new Date('2028-06-01T15:59:00Z'))
    await expireAll()
    expect(await stateOf(over)).toBe('active')
    app.clock.set(new Date('2028-06-01T16:01:00Z'))
    await expireAll()
    expect([await stateOf(over), await stateOf(kept), await stateOf(recent)]).toEqual(['erased', 'restricted', 'active'])
    const { rows } = await sql<{ left: number; key: Uint8Array | null }>`
      select (select count(*) from customer_field where customer_id = ${over}) as left, data_key as key from customer where id = ${over}`.execute(app.db)
    expect(rows).toEqual([{ left: 0, key: null }])
    const { items } = await app.call('vault.view-access-record', { id: over }, legal)
    expect(items.find(({ type }) => type === 'customer.erased')).toMatchObject({ actor: { kind: 'job' }, fields: ['手机号'] })
    const entry = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'customer.erased').where('subject_id', '=', over).executeTakeFirstOrThrow()
    expect(entry.detail).toMatchObject({ by: 'retention', basis: 'consent', months: 24, keyDestroyed: true })
    // Doing it again finds nothing to do.
    const before = await app.db.selectFrom('ledger_entry').select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()
    await expireAll()
    expect(await app.db.selectFrom('ledger_entry').select((eb) => eb.fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).toEqual(before)
    app.clock.set(new Date('2029-01-31T16:01:00Z'))
    await expireAll()
    expect(await stateOf(kept)).toBe('erased')
  })

  it('goes on in steps until nothing is left, and a step that dies halfway leaves nothing half', async () => {
    const departmentId = service.kind === 'person' ? service.departmentId : ''
    const ids = sql`select gen_random_uuid() as id from generate_series(1, 450)`
    const old = new Date(app.clock.now().getTime() - 3 * 366 * day)
    await sql`
      insert into customer (id, department_id, data_key, state, source, source_detail, basis, evidence, evidence_at, separate_consent,
        guardian_consent, minor, registered_at, changed_at)
      select id, ${departmentId}, '\\x00'::bytea, 'active', 'form', '会员注册页', 'consent', '注册记录', ${old}, false, false, false, ${old}, ${old}
      from (${ids}) as made`.execute(app.db)
    const open = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`select count(*) as count from customer where state = 'active' and changed_at = ${old}`.execute(app.db)
      return rows[0]?.count ?? -1
    }
    // What the job does cannot be kept: the transaction fails as if the server died.
    await sql`alter table customer add constraint dies check (state <> 'erased' or changed_at <> ${sql.lit(app.clock.now().toISOString())}::timestamptz) not valid`.execute(app.db)
    await expect(app.runJob('vault.expire')).rejects.toThrow()
    expect(await open()).toBe(450)
    await sql`alter table customer drop constraint dies`.execute(app.db)
    await app.runJob('vault.expire')
    expect(await open()).toBe(250)
    await app.runJobs()
    expect(await open()).toBe(0)
  })

  it('lets legal set the time; a shorter one waits seven days and can be taken back', async () => {
    const rule = async () => (await app.call('vault.view-retention', {}, auditor)).rules.find(({ basis }) => basis === 'consent')
    await expect(app.call('vault.update-retention', { basis: 'consent', months: 12 }, administrator)).rejects.toMatchObject({ code: 'permission.missing' })
    await expect(app.call('vault.update-retention', { basis: 'consent', months: 0 }, legal)).rejects.toMatchObject({ code: 'input.invalid' })
    // Besides the one that the first test left.
    const id = await register('13800000204')
    app.clock.advance(400 * day)
    await app.call('vault.update-retention', { basis: 'consent', months: 12 }, legal)
    expect(await rule()).toMatchObject({ months: 24, shippedMonths: 24, coming: { months: 12 } })
    await expireAll()
    expect(await stateOf(id)).toBe('active')
    await app.call('vault.update-retention', { basis: 'consent', months: 24 }, legal)
    expect(await rule()).toMatchObject({ months: 24, coming: null })
    await app.call('vault.update-retention', { basis: 'consent', months: 12 }, legal)
    app.clock.advance(7 * day)
    expect(await rule()).toMatchObject({ months: 12, coming: null, due: 2 })
    await app.call('score.measure-now', {}, auditor)
    const { controls } = await app.call('score.view-score', {}, auditor)
    expect(controls.find(({ id: control }) => control === 'vault.retention-kept')).toMatchObject({ evidence: [{ text: '“本人同意”的客户信息有 2 份超期未处理' }] })
    await expireAll()
    expect(await stateOf(id)).toBe('erased')
  })
})
