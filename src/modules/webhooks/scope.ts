import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { Context } from '../../kernel/context.ts'
import { jobsOf } from '../../kernel/jobs/job.ts'
import type { Owner } from '../../kernel/obligation/desk.ts'
import { operationsOf } from '../../kernel/operation.ts'
import type { Networks } from '../../kernel/outbound/networks.ts'
import type { KernelTables } from '../../kernel/tables.ts'
import type { WebhooksTables } from './tables.ts'
import type { WebhooksLedgerEvent, WebhooksPermission } from './vocabulary.ts'

/** What webhooks need from the rest of the program. */
export type WebhooksPorts = {
  /** Networks besides the public ones to which results may be sent (WEIDUN_WEBHOOK_ALLOW). */
  openedNetworks: Networks
  people: (db: AnyDatabase, ids: readonly string[]) => Promise<ReadonlyMap<string, { name: string }>>
  /** The active people whom an owner stands for today. */
  holders: (db: AnyDatabase, owner: Owner) => Promise<readonly string[]>
}

export type Scope = {
  tables: WebhooksTables
  event: WebhooksLedgerEvent
  permission: WebhooksPermission
  ports: WebhooksPorts
}

export type WebhooksContext = Context<WebhooksTables, WebhooksLedgerEvent, WebhooksPorts>
export type WebhooksDatabase = Kysely<WebhooksTables & KernelTables>

export const webhooksDatabase = (db: AnyDatabase): WebhooksDatabase => db as WebhooksDatabase

export const defineOperation = operationsOf<Scope>()
export const defineJob = jobsOf<Scope>()
