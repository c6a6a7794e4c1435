import type { Platform } from './platforms.ts'

export type AccountState = 'active' | 'closed'

type MarketingAccountRow = {
  id: string
  platform: Platform
  name: string
  platform_id: string | null
  department_id: string
  owner_id: string
  core: boolean
  state: AccountState
  registered_at: Date
}

/** Row types of migrations/0003-accounts.sql. */
export type AccountsTables = { marketing_account: MarketingAccountRow }
