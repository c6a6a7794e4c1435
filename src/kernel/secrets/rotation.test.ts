import { createSecretKey, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { transact } from '../database/transact.ts'
import { newId } from '../id.ts'
import type { KernelTables } from '../tables.ts'
import { prefixOf, versionOf } from './envelope.ts'
import { localKeySource } from './key-source.ts'
import { beginRotation, carryOn, type Step } from './rotation.ts'
import { CannotOpen } from './seal.ts'
import { openerOf, sealerIn } from './sealing-keys.ts'

type Trx = Transaction<KernelTables>
const now = new Date('2026-06-01T02:00:00Z')
const suite = 'international' as const
const secrets = { keySources: [localKeySource(createSecretKey(randomBytes(32)), suite)] as const, suite }
const columns = [
  { table: 'sealed_thing', column: 'sealed_value', id: 'id' },
  { table: 'sealed_thing', column: 'sealed_other', id: 'id' },
]
const values = 4_500

describe.each(testDatabases())('keys of sealed values on $name (ACC-8, DAT-1)', async (kind) => {
  const database = await kind.create<KernelTables>()
  afterAll(() => database.close())
  const within = <Answer>(work: (db: Trx) => Promise<Answer>): Promise<Answer> => transact(database, work)
  const tools = (db: Trx) => ({ db, now, secrets })
  await sql`create table sealed_thing (id uuid primary key, sealed_value bytea, sealed_other bytea)`.execute(database.kysely)

  const place = (row: string) => ({ table: 'sealed_thing', column: 'sealed_value', row })
  const put = async (db: Trx, text: string): Promise<string> => {
    const id = newId()
    const seal = await sealerIn(tools(db))
    await sql`insert into sealed_thing (id, sealed_value) values (${id}, ${seal(text, place(id))})`.execute(db)
    return id
  }
  const bytesOf = async (db: Trx, id: string): Promise<Uint8Array> => {
    const { rows } = await sql<{ value: Uint8Array }>`select sealed_value as value from sealed_thing where id = ${id}`.execute(db)
    const value = rows[0]?.value
    if (value === undefined) throw new Error('it was put there')
    return value
  }
  const read = (id: string): Promise<string> =>
    within(async (db) => {
      const sealed = await bytesOf(db, id)
      return (await openerOf(tools(db), [sealed]))(sealed, place(id))
    })
  const step = (): Promise<Step> => within((db) => carryOn(tools(db), columns))
  const states = async () => (await database.kysely.selectFrom('sealing_key').select('state').orderBy('version').execute()).map(({ state }) => state)

  it('makes the first key once, however many start at once', async () => {
    const ids = await Promise.all([1, 2, 3, 4].map((n) => within((db) => put(db, `first ${n}`))))
    expect(await Promise.all(ids.map(read))).toEqual(['first 1', 'first 2', 'first 3', 'first 4'])
    expect(await states()).toEqual(['active'])
  })

  it('keeps no key in the clear', async () => {
    const { wrapped } = await database.kysely.selectFrom('sealing_key').select('wrapped').executeTakeFirstOrThrow()
    expect(wrapped).toHaveLength(61)
    const other = { keySources: [localKeySource(createSecretKey(randomBytes(32)), suite)] as const, suite }
    const opening = within(async (db) => openerOf({ db, secrets: other }, [prefixOf(1), new Uint8Array(200)]))
    await expect(opening).rejects.toThrow(CannotOpen)
  })

  it('rotates without downtime: everything opens at every step, new values lie under the new key', async () => {
    const ids = await within(async (db) => {
      const seal = await sealerIn(tools(db))
      const rows = Array.from({ length: values }, (_, n) => ({ id: newId(), text: `value ${n}` }))
      for (let at = 0; at < values; at += 500) {
        const part = rows.slice(at, at + 500).map(({ id, text }) => sql`(${id}::uuid, ${seal(text, place(id))}::bytea)`)
        await sql`insert into sealed_thing (id, sealed_value) values ${sql.join(part)}`.execute(db)
      }
      return rows.map(({ id }) => id)
    })
    const [one, last] = [ids[0], ids.at(-1)]
    if (one === undefined || last === undefined) throw new Error('they were put there')

    expect(await within((db) => beginRotation(tools(db), { columns, id: newId() }))).toEqual({ version: 2, total: values + 4 })
    expect(await within((db) => beginRotation(tools(db), { columns, id: newId() }))).toBeNull()
    const during = await within((db) => put(db, 'during'))
    expect(versionOf(await within((db) => bytesOf(db, during)))).toBe(2)

    expect(await step()).toEqual({ state: 'moving' })
    expect(await Promise.all([one, last, during].map(read))).toEqual(['value 0', `value ${values - 1}`, 'during'])
    const { done } = await database.kysely.selectFrom('key_rotation').select('done').executeTakeFirstOrThrow()
    expect(done).toBe(2_000)

    // A step that dies before its commit leaves nothing behind, and the next goes on from the one before it.
    await expect(within(async (db) => {
      await carryOn(tools(db), columns)
      throw new Error('the power went')
    })).rejects.toThrow('the power went')

    const steps: Step[] = []
    while (steps.at(-1)?.state !== 'finished' && steps.length < 20) steps.push(await step())
    expect(steps.at(-1)).toMatchObject({ state: 'finished', version: 2, values: values + 4 })
    expect(await states()).toEqual(['retired', 'active'])
    expect(await Promise.all([one, last, during].map(read))).toEqual(['value 0', `value ${values - 1}`, 'during'])
    expect(await step()).toEqual({ state: 'idle' })
  })

  it('retires no key that a value still needs: it looks again from the beginning', async () => {
    const id = await within((db) => put(db, 'late'))
    const old = await within((db) => bytesOf(db, id))
    await within((db) => beginRotation(tools(db), { columns, id: newId() }))
    for (let moving = 0; moving < 4; moving += 1) await step()
    await sql`update sealed_thing set sealed_value = ${old} where id = ${id}`.execute(database.kysely)
    const steps: Step[] = []
    while (steps.at(-1)?.state !== 'finished' && steps.length < 30) steps.push(await step())
    expect(steps.length).toBeGreaterThan(4)
    expect(versionOf(await within((db) => bytesOf(db, id)))).toBe(3)
    expect(await read(id)).toBe('late')
  })

  it('destroys the retired key: what was copied away before cannot be opened any more', async () => {
    const id = await within((db) => put(db, 'copied'))
    const copy = await within((db) => bytesOf(db, id))
    await within((db) => beginRotation(tools(db), { columns, id: newId() }))
    const steps: Step[] = []
    while (steps.at(-1)?.state !== 'finished' && steps.length < 30) steps.push(await step())
    const opening = within(async (db) => (await openerOf(tools(db), [copy]))(copy, place(id)))
    await expect(opening).rejects.toThrow(CannotOpen)
    expect(await read(id)).toBe('copied')
  })
})
