import type { WebhookEvent } from './vocabulary.ts'

/** Row types of migrations/0010-webhooks.sql. */

type EndpointRow = {
  id: string
  name: string
  url: string
  events: WebhookEvent[]
  sealed_secret: Uint8Array
  previous_sealed_secret: Uint8Array | null
  previous_until: Date | null
  state: 'active' | 'disabled'
  failures: number
  failing_since: Date | null
  last_attempt_at: Date | null
  last_outcome: string | null
  added_by: string
  added_at: Date
}

type DeliveryRow = {
  id: string
  endpoint_id: string
  event: WebhookEvent | 'webhook.test'
  cause_id: string | null
  sealed_payload: Uint8Array | null
  created_at: Date
  state: 'waiting' | 'delivered' | 'failed'
  attempts: number
  next_attempt_at: Date
  claimed_until: Date | null
  last_outcome: string | null
  ended_at: Date | null
}

export type WebhooksTables = { webhook_endpoint: EndpointRow; webhook_delivery: DeliveryRow }
