import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DatabaseError, isUniqueViolation, transact, type Database } from '../../src/kernel/database/index.ts'
import { testDatabases } from '../database.ts'

type Tables = { person: { email: string; age: number } }

const secret = 'zhang.san@example.com'

describe.each(testDatabases())('errors on $name', ({ createEmpty }) => {
  let database: Database<Tables>

  beforeAll(async () => {
    database = await createEmpty<Tables>()
    await sql`
      create table person (
        email text constraint person_email_key unique,
        age int not null constraint person_age_check check (age >= 0)
      )`.execute(database.kysely)
    await database.kysely.insertInto('person').values({ email: secret, age: 1 }).execute()
  })
  afterAll(() => database.close())

  async function failure(run: Promise<unknown>): Promise<DatabaseError> {
    const thrown: unknown = await run.then(() => undefined, (error: unknown) => error)
    if (!(thrown instanceof DatabaseError)) throw new Error('it did not fail with a DatabaseError', { cause: thrown })
    return thrown
  }

  it('tells a unique violation with its constraint and table, and works on afterwards', async () => {
    const error = await failure(database.kysely.insertInto('person').values({ email: secret, age: 2 }).execute())
    expect(isUniqueViolation(error)).toBe(true)
    expect(isUniqueViolation(error, 'person_email_key')).toBe(true)
    expect(isUniqueViolation(error, 'another_key')).toBe(false)
    expect(error).toMatchObject({ sqlstate: '23505', constraint: 'person_email_key', table: 'person' })
    expect(await database.kysely.selectFrom('person').select('age').execute()).toEqual([{ age: 1 }])
  })

  it.each([
    ['a broken check', sql`insert into person values (${secret + '2'}, ${-5})`, '23514'],
    ['a value of the wrong type', sql`select ${secret}::int`, '22P02'],
    ['a text that is no date', sql`select ${secret}::date`, '22007'],
    ['an exception of ours', sql.raw(`do $$ begin raise exception 'no ${secret}'; end $$`), 'P0001'],
    ['a table that does not exist', sql`select * from nowhere where a = ${secret}`, '42P01'],
  ])('keeps values out of the error for %s', async (_what, query, sqlstate) => {
    const error = await failure(query.execute(database.kysely))
    expect(error.sqlstate).toBe(sqlstate)
    const everything = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`
    expect(everything).not.toContain('zhang')
  })

  it('says in words what the program got wrong', async () => {
    expect((await failure(sql`select * from nowhere`.execute(database.kysely))).message).toContain('"nowhere" does not exist')
  })

  it('refuses a commit after a statement of the transaction failed, even when the failure was swallowed', async () => {
    const attempt = transact(database, async (trx) => {
      await trx.insertInto('person').values({ email: 'lost@example.com', age: 3 }).execute()
      await trx.insertInto('person').values({ email: secret, age: 3 }).execute().catch(() => undefined)
    })
    await expect(attempt).rejects.toThrow()
    expect(await database.kysely.selectFrom('person').select('email').execute()).toHaveLength(1)
  })
})
