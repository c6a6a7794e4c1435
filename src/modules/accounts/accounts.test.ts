import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { newId } from '../../kernel/id.ts'
import { startAccountHouse } from './accounts.fixture.ts'
import { accountBriefs } from './index.ts'

describe.each(testDatabases())('the register of marketing accounts on $name (ACC-1)', async ({ name: database }) => {
  const house = await startAccountHouse({ database })
  const { app, people, administrator, register } = house
  const list = (filter: object) => app.call('accounts.list-accounts', filter, administrator)
  const entriesOf = (id: string) =>
    app.db.selectFrom('ledger_entry').select(['type', 'detail']).where('subject_id', '=', id).orderBy('id').execute()

  it('registers an account in the hands of a department and a person, and records it', async () => {
    const id = await register({ platformId: 'qinghe' })
    const { departmentId } = house.fields()
    expect(await list({ search: 'qinghe' })).toEqual({
      total: 1,
      items: [
        {
          id,
          platform: 'douyin',
          name: '青禾旗舰店',
          platformId: 'qinghe',
          department: { id: departmentId, name: '市场部' },
          owner: { id: people.operator, name: '运营' },
          core: true,
          state: 'active',
          verificationExpiresOn: null,
          lacks: 4,
        },
      ],
    })
    const detail = { owner: people.operator, core: true }
    expect(await entriesOf(id)).toMatchObject([{ type: 'account.registered', detail }])
  })

  it('refuses the same account of a platform twice, and takes several without an id', async () => {
    await register({ platformId: 'twice' })
    await expect(register({ platformId: 'twice' })).rejects.toMatchObject({ code: 'account.registered-already' })
    await register({ platform: 'moments', core: false })
    await register({ platform: 'moments' })
    expect((await list({ platform: 'moments' })).total).toBe(2)
    expect((await list({ platform: 'moments', core: true })).total).toBe(1)
    expect((await list({ departmentId: newId() })).total).toBe(0)
  })

  it('gives no account to somebody who is not active, nor to a department that does not exist', async () => {
    await sql`update person set state = 'suspended' where id = ${people.second}`.execute(app.db)
    for (const ownerId of [people.second, newId()]) {
      await expect(register({ ownerId })).rejects.toMatchObject({ code: 'account.owner-unfit' })
    }
    const nowhere = register({ departmentId: newId() })
    await expect(nowhere).rejects.toMatchObject({ code: 'account.department-unknown' })
  })

  it('records what a change was from and to, and can close an account of somebody who left', async () => {
    const id = await register({ platformId: 'left-behind' })
    await sql`update marketing_account set owner_id = ${people.second} where id = ${id}`.execute(app.db)
    const update = { ...house.fields(), id, platformId: 'left-behind', ownerId: people.second, state: 'active' as const }
    await app.call('accounts.update-account', { ...update, name: '青禾二店' }, administrator)
    await app.call('accounts.update-account', { ...update, name: '青禾二店', state: 'closed' }, administrator)
    expect((await entriesOf(id)).map(({ type }) => type).toSorted()).toEqual([
      'account.changed',
      'account.closed',
      'account.registered',
    ])
    const changed = (await entriesOf(id)).find(({ type }) => type === 'account.changed')
    expect(changed?.detail).toEqual({ name: { from: '青禾旗舰店', to: '青禾二店' } })
    expect((await list({ state: 'closed' })).items.map((item) => item.id)).toEqual([id])
    expect(await accountBriefs(app.db, [id, newId()])).toEqual(
      new Map([[id, { name: '青禾二店', platform: 'douyin', state: 'closed', core: true }]]),
    )
  })

  it('answers not found for an account that does not exist', async () => {
    const update = { ...house.fields(), id: newId(), state: 'active' as const }
    await expect(app.call('accounts.update-account', update, administrator)).rejects.toMatchObject({
      code: 'record.not-found',
    })
    await expect(house.view(newId())).rejects.toMatchObject({ code: 'record.not-found' })
  })
})
