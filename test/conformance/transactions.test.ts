import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { bossExecutor, NestedQueryError, takeAdvisoryLock, transact, type Database } from '../../src/kernel/database/index.ts'
import { testDatabases } from '../database.ts'

type Tables = { counter: { name: string; value: number } }

describe.each(testDatabases())('transactions on $name', ({ createEmpty }) => {
  let database: Database<Tables>

  beforeAll(async () => {
    database = await createEmpty<Tables>()
    await sql`create table counter (name text primary key, value int not null)`.execute(database.kysely)
  })
  afterAll(() => database.close())

  async function reset(name: string): Promise<void> {
    await database.kysely.insertInto('counter').values({ name, value: 0 })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: 0 })).execute()
  }

  async function valueOf(name: string): Promise<number> {
    return (await database.kysely.selectFrom('counter').select('value').where('name', '=', name).executeTakeFirstOrThrow()).value
  }

  it('commits what resolves and undoes what throws', async () => {
    await reset('a')
    await transact(database, (trx) => trx.updateTable('counter').set({ value: 1 }).where('name', '=', 'a').execute())
    const undone = transact(database, async (trx) => {
      await trx.updateTable('counter').set({ value: 2 }).where('name', '=', 'a').execute()
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    expect(await valueOf('a')).toBe(1)
  })

  it('goes on with a statement that came often, when a migration changes its columns meanwhile', async () => {
    await reset('kept')
    const all = (db: Database<Tables>['kysely']) => db.selectFrom('counter').selectAll().where('name', '=', 'kept').execute()
    for (let times = 0; times < 40; times += 1) expect(await all(database.kysely)).toEqual([{ name: 'kept', value: 0 }])
    await sql`alter table counter add column note text`.execute(database.kysely)
    const inside = () => transact(database, async (trx) => {
      await trx.updateTable('counter').set((each) => ({ value: each('value', '+', 1) })).where('name', '=', 'kept').execute()
      return all(trx)
    })
    expect(await inside()).toEqual([{ name: 'kept', value: 1, note: null }])
    expect(await all(database.kysely)).toEqual([{ name: 'kept', value: 1, note: null }])
    await sql`alter table counter drop column note`.execute(database.kysely)
    expect(await all(database.kysely)).toEqual([{ name: 'kept', value: 1 }])
    expect(await inside()).toEqual([{ name: 'kept', value: 2 }])
  })

  it('lets thirty transactions at once each add one', async () => {
    await reset('b')
    await Promise.all(Array.from({ length: 30 }, () => transact(database, async (trx) => {
      const { value } = await trx.selectFrom('counter').select('value').where('name', '=', 'b').forUpdate()
        .executeTakeFirstOrThrow()
      await trx.updateTable('counter').set({ value: value + 1 }).where('name', '=', 'b').execute()
    })))
    expect(await valueOf('b')).toBe(30)
  })

  it('runs again what the server asks to run again, at most three times', async () => {
    let runs = 0
    await transact(database, async (trx) => {
      runs += 1
      if (runs < 3) await sql.raw(`do $$ begin raise exception using errcode = '40001'; end $$`).execute(trx)
    })
    expect(runs).toBe(3)

    runs = 0
    const hopeless = transact(database, async (trx) => {
      runs += 1
      await sql.raw(`do $$ begin raise exception using errcode = '40P01'; end $$`).execute(trx)
    })
    await expect(hopeless).rejects.toMatchObject({ sqlstate: '40P01' })
    expect(runs).toBe(3)
  })

  it('refuses a query beside the open transaction instead of waiting for ever', async () => {
    await expect(transact(database, () => database.kysely.selectFrom('counter').selectAll().execute()))
      .rejects.toThrow(NestedQueryError)
    await expect(transact(database, () => transact(database, async () => undefined))).rejects.toThrow(NestedQueryError)
    await reset('after')
    expect(await valueOf('after')).toBe(0)
  })

  it('lets code that was started inside go on with the handle once the transaction is over', async () => {
    await reset('c')
    let later: Promise<number> | undefined
    const { promise: over, resolve } = Promise.withResolvers<undefined>()
    await transact(database, async () => { later = over.then(() => valueOf('c')) })
    resolve(undefined)
    expect(await later).toBe(0)
  })

  it('keeps what was done before a savepoint that is rolled back', async () => {
    await reset('d')
    await database.kysely.startTransaction().execute().then(async (trx) => {
      await trx.updateTable('counter').set({ value: 1 }).where('name', '=', 'd').execute()
      const inner = await trx.savepoint('half').execute()
      await inner.updateTable('counter').set({ value: 2 }).where('name', '=', 'd').execute()
      await inner.rollbackToSavepoint('half').execute()
      await trx.commit().execute()
    })
    expect(await valueOf('d')).toBe(1)
  })

  it('sends statements of one transaction in order, also when they are not awaited one by one', async () => {
    await reset('e')
    await transact(database, (trx) => Promise.all([1, 2, 3].map((value) =>
      trx.updateTable('counter').set({ value }).where('name', '=', 'e').execute())))
    expect(await valueOf('e')).toBe(3)
  })

  it('reads only where reading was promised', async () => {
    const attempt = transact(database, (trx) => trx.deleteFrom('counter').execute(), { readOnly: true })
    await expect(attempt).rejects.toMatchObject({ sqlstate: '25006' })
  })

  it('gives an advisory lock to one transaction at a time', async () => {
    let inside = 0
    let most = 0
    await Promise.all([1, 2, 3].map(() => transact(database, async (trx) => {
      await takeAdvisoryLock(trx, 'seal the ledger')
      inside += 1
      most = Math.max(most, inside)
      await sql`select 1`.execute(trx)
      inside -= 1
    })))
    expect(most).toBe(1)
  })

  it('enqueues a job if and only if the transaction commits', async () => {
    const boss = new PgBoss({ db: database.boss, backend: database.kind, schema: 'jobs_test', supervise: false, schedule: false })
    await boss.start()
    try {
      await boss.createQueue('mail')
      const undone = transact(database, async (trx) => {
        await boss.send('mail', { to: 'nobody' }, { db: bossExecutor(trx) })
        throw new Error('no')
      })
      await expect(undone).rejects.toThrow('no')
      await transact(database, (trx) => boss.send('mail', { to: 'somebody' }, { db: bossExecutor(trx) }))
      const jobs = await boss.fetch('mail', { batchSize: 10 })
      expect(jobs.map(({ data }) => data)).toEqual([{ to: 'somebody' }])
    } finally {
      await boss.stop({ graceful: false })
    }
  })

  it('keeps the event loop free while a statement runs', async () => {
    const slow = sql`select count(*) from generate_series(1, 3000000)`.execute(database.kysely)
    let ticks = 0
    const ticking = setInterval(() => { ticks += 1 }, 1)
    await slow.finally(() => clearInterval(ticking))
    expect(ticks).toBeGreaterThan(5)
  })
})
