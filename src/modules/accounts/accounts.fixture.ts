import type { InputOf } from '../../client.ts'
import type { Operations } from '../../main.ts'
import { hire } from '../../../test/hire.ts'
import { startTestApp } from '../../../test/harness.ts'

type Fields = InputOf<Operations, 'accounts.register-account'>
type Options = Parameters<typeof startTestApp>[0]

/** The whole program with a marketing department, its people, and a core account in their hands. */
export const startAccountHouse = async (options: Options = {}) => {
  const app = await startTestApp(options)
  const somebody = (name: string, posts: readonly string[]) => hire(app, { name, department: '市场部', posts })
  const people = {
    administrator: await somebody('管理员', ['security-administrator']),
    head: await somebody('部门负责人', ['department-head']),
    operator: await somebody('运营', ['operations']),
    second: await somebody('运营二', ['operations']),
    auditor: await somebody('审计', ['auditor']),
  }
  type Name = keyof typeof people
  const as = (name: Name) => app.as(people[name])
  const administrator = await as('administrator')
  const departmentId = administrator.kind === 'person' ? administrator.departmentId : ''
  const fields = (change: Partial<Fields> = {}): Fields => ({
    platform: 'douyin',
    name: '青禾旗舰店',
    platformId: null,
    departmentId,
    ownerId: people.operator,
    core: true,
    ...change,
  })
  return {
    app,
    people,
    as,
    administrator,
    fields,
    register: async (change: Partial<Fields> = {}) =>
      (await app.call('accounts.register-account', fields(change), administrator)).id,
    grant: async (accountId: string, name: Name, right: InputOf<Operations, 'accounts.grant-seat'>['right']) =>
      (
        await app.call(
          'accounts.grant-seat',
          { accountId, personId: people[name], right, way: 'invited', endsAt: null },
          administrator,
        )
      ).id,
    view: (id: string) => app.call('accounts.view-account', { id }, administrator),
    suspend: (name: Name) =>
      app.call('identity.suspend-person', { id: people[name], reason: '离职' }, administrator),
    entries: (type: string) =>
      app.db.selectFrom('ledger_entry').select(['subject_id', 'detail', 'actor_kind']).where('type', '=', type).orderBy('id').execute(),
    obligations: () =>
      app.db.selectFrom('obligation').selectAll().where('kind', 'like', 'accounts.%').orderBy('opened_at').orderBy('id').execute(),
  }
}
