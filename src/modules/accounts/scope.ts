import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Context } from '../../kernel/context.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { AccountsTables } from './tables.ts'

export const accountsPermissions = {
  'accounts.view': { zh: '查看营销账号', en: 'See the marketing accounts' },
  'accounts.manage': { zh: '登记与修改营销账号', en: 'Register and change marketing accounts' },
} as const satisfies Record<string, Sentence>

export const accountsEvents = {
  'account.registered': { zh: '登记营销账号', en: 'A marketing account was registered' },
  'account.changed': { zh: '修改营销账号', en: 'A marketing account was changed' },
  'account.closed': { zh: '停用营销账号', en: 'A marketing account was closed' },
  'account.reopened': { zh: '恢复营销账号', en: 'A marketing account was reopened' },
} as const satisfies Record<string, Sentence>

/** What accounts needs from the rest of the program; unknown ids are absent from the answers. */
export type AccountsPorts = {
  people: (
    db: AnyDatabase,
    ids: readonly string[],
  ) => Promise<ReadonlyMap<string, { name: string; active: boolean }>>
  departments: (db: AnyDatabase) => Promise<readonly { id: string; name: string }[]>
}

type Scope = {
  tables: AccountsTables
  event: keyof typeof accountsEvents
  permission: keyof typeof accountsPermissions
  ports: AccountsPorts
}

export type AccountsContext = Context<AccountsTables, Scope['event'], AccountsPorts>

export const defineOperation = operationsOf<Scope>()
