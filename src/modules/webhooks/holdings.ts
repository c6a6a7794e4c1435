import type { Kysely } from 'kysely'
import type { AnyDatabase } from '../../kernel/database/any-database.ts'
import type { WebhooksTables } from './tables.ts'

/** Endpoints whose secret was shown to this person when they added it, and was never rotated since. */
const secretsSeenBy = (db: AnyDatabase, people: readonly string[]) =>
  (db as Kysely<WebhooksTables>)
    .selectFrom('webhook_endpoint')
    .select(['id', 'name', 'added_by as personId'])
    .where('added_by', 'in', people)
    .where('previous_until', 'is', null)
    .orderBy('name')
    .orderBy('id')
    .limit(1_000)
    .execute()

const reach = async ({ db }: { db: AnyDatabase }, people: readonly string[]) =>
  (await secretsSeenBy(db, people)).map(({ id, name, personId }) => ({
    personId,
    kind: 'webhook-secret',
    ref: id,
    opens: 'by-itself' as const,
    title: { zh: '看过接收地址“{name}”的签名密钥', en: 'They saw the signing secret of the endpoint "{name}"' },
    params: { name },
    link: '/settings',
  }))

const withdraw = async ({ db }: { db: AnyDatabase }, personId: string) =>
  (await secretsSeenBy(db, [personId])).map(({ id, name }) => ({
    kind: 'webhook-secret',
    ref: id,
    title: { zh: '更换接收地址“{name}”的签名密钥', en: 'Rotate the signing secret of the endpoint "{name}"' },
    params: { name },
    outcome: 'manual' as const,
  }))

/** What people hold in this module, and how it is taken back when they leave. */
export const holdings = { reach, withdraw }
