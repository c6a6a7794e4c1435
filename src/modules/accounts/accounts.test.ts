import { createSecretKey } from 'node:crypto'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { testDatabases } from '../../../test/database.ts'
import type { Actor } from '../../kernel/actor.ts'
import { newId } from '../../kernel/id.ts'
import { invoke } from '../../kernel/invoke.ts'
import { assemble } from '../../kernel/runtime.ts'
import { secretsOf } from '../../kernel/secrets/secrets.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import { accountBriefs, accountsModule } from './index.ts'

const now = new Date('2026-06-01T02:00:00Z')
const [marketing, service] = [newId(), newId()]
const [owner, leaver] = [newId(), newId()]
const input = {
  platform: 'douyin',
  name: '青禾旗舰店',
  platformId: 'qinghe',
  departmentId: marketing,
  ownerId: owner,
  core: true,
}
const listed = z.object({ total: z.number(), items: z.array(z.object({ id: z.string(), name: z.string() }).loose()) })

describe.each(testDatabases())('the register of marketing accounts on $name (ACC-1)', async (kind) => {
  const database = await kind.create<KernelTables>()
  for (const [id, name] of [[marketing, '市场部'], [service, '客服部']]) {
    await sql`insert into department (id, name, added_at) values (${id}, ${name}, ${now})`.execute(database.kysely)
  }
  for (const id of [owner, leaver]) {
    await sql`
      insert into person (id, name, login_name, department_id, state, added_at)
      values (${id}, '同事', ${id}, ${marketing}, 'active', ${now})
    `.execute(database.kysely)
  }
  const app = await assemble({
    database,
    modules: [
      accountsModule({
        people: async (_db, ids) =>
          new Map(
            ids.filter((id) => id === owner || id === leaver).map((id) => [id, { name: '同事', active: id === owner }]),
          ),
        departments: async () => [
          { id: marketing, name: '市场部' },
          { id: service, name: '客服部' },
        ],
      }),
    ],
    secrets: secretsOf(createSecretKey(Buffer.from('0123456789abcdef0123456789abcdef'))),
    log: pino({ level: 'silent' }),
    clock: { now: () => now },
  })
  afterAll(async () => {
    await app.queue.stop()
    await database.close()
  })
  const actor: Actor = {
    kind: 'person',
    id: owner,
    name: '同事',
    departmentId: marketing,
    posts: [],
    permissions: new Set(['accounts.view', 'accounts.manage']),
    sessionId: newId(),
  }
  const call = async (name: string, given: object): Promise<unknown> =>
    (await invoke(app, `accounts.${name}`, given, { actor, origin: { request: newId() }, locale: 'zh' })).output
  const register = async (change: object = {}): Promise<string> =>
    z.object({ id: z.string() }).parse(await call('register-account', { ...input, ...change })).id
  const list = async (filter: object) => listed.parse(await call('list-accounts', filter))
  const entriesOf = (id: string) =>
    database.kysely
      .selectFrom('ledger_entry')
      .select(['type', 'detail'])
      .where('subject_id', '=', id)
      .orderBy('id')
      .execute()

  it('registers an account in the hands of a department and a person, and records it', async () => {
    const id = await register()
    expect(await list({ search: 'qinghe' })).toEqual({
      total: 1,
      items: [
        {
          id,
          platform: 'douyin',
          name: '青禾旗舰店',
          platformId: 'qinghe',
          department: { id: marketing, name: '市场部' },
          owner: { id: owner, name: '同事' },
          core: true,
          state: 'active',
        },
      ],
    })
    expect(await entriesOf(id)).toMatchObject([{ type: 'account.registered', detail: { owner, core: true } }])
  })

  it('refuses the same account of a platform twice, and takes several without an id', async () => {
    await register({ platformId: 'twice' })
    await expect(register({ platformId: 'twice' })).rejects.toMatchObject({ code: 'account.registered-already' })
    await register({ platform: 'moments', platformId: null })
    await register({ platform: 'moments', platformId: null })
    expect((await list({ platform: 'moments' })).total).toBe(2)
  })

  it('gives no account to somebody who is not active, nor to a department that does not exist', async () => {
    await expect(register({ platformId: 'x1', ownerId: leaver })).rejects.toMatchObject({ code: 'account.owner-unfit' })
    await expect(register({ platformId: 'x2', ownerId: newId() })).rejects.toMatchObject({
      code: 'account.owner-unfit',
    })
    await expect(register({ platformId: 'x3', departmentId: newId() })).rejects.toMatchObject({
      code: 'account.department-unknown',
    })
  })

  it('records what a change was from and to, and can close an account of somebody who left', async () => {
    const id = await register({ platformId: 'left-behind' })
    await sql`update marketing_account set owner_id = ${leaver} where id = ${id}`.execute(database.kysely)
    const update = { ...input, id, platformId: 'left-behind', ownerId: leaver, departmentId: service, state: 'active' }
    await call('update-account', update)
    await call('update-account', { ...update, state: 'closed' })
    expect((await entriesOf(id)).map(({ type }) => type).toSorted()).toEqual([
      'account.changed',
      'account.closed',
      'account.registered',
    ])
    const changed = (await entriesOf(id)).find(({ type }) => type === 'account.changed')
    expect(changed?.detail).toEqual({ department_id: { from: marketing, to: service } })
    expect((await list({ state: 'closed' })).items.map((item) => item.id)).toEqual([id])
    expect(await accountBriefs(database.kysely, [id, newId()])).toEqual(
      new Map([[id, { name: '青禾旗舰店', platform: 'douyin', state: 'closed' }]]),
    )
  })

  it('answers not found for an account that does not exist', async () => {
    await expect(call('update-account', { ...input, id: newId(), state: 'active' })).rejects.toMatchObject({
      code: 'record.not-found',
    })
  })
})
