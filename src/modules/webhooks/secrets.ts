import { open, seal } from '../../kernel/secrets/seal.ts'
import type { Secrets } from '../../kernel/secrets/secrets.ts'

type Key = Pick<Secrets, 'webhook'>
type Sealing = Pick<Secrets, 'webhook' | 'suite'>

const secretPlace = (endpointId: string): string => `webhook_endpoint|secret|${endpointId}`
const payloadPlace = (deliveryId: string): string => `webhook_delivery|payload|${deliveryId}`

export const sealSecret = ({ webhook, suite }: Sealing, endpointId: string, secret: string): Uint8Array =>
  new Uint8Array(seal(webhook, Buffer.from(secret), secretPlace(endpointId), suite))

export const openSecret = ({ webhook }: Key, endpointId: string, sealed: Uint8Array): string =>
  open(webhook, sealed, secretPlace(endpointId)).toString()

export const sealPayload = ({ webhook, suite }: Sealing, deliveryId: string, payload: string): Uint8Array =>
  new Uint8Array(seal(webhook, Buffer.from(payload), payloadPlace(deliveryId), suite))

export const openPayload = ({ webhook }: Key, deliveryId: string, sealed: Uint8Array): string =>
  open(webhook, sealed, payloadPlace(deliveryId)).toString()
