import type { Sentence } from '../../kernel/sentence.ts'

/** What other systems can be told about. */
export const webhookEvents = ['check.completed', 'material.decided'] as const
export type WebhookEvent = (typeof webhookEvents)[number]

export const webhooksPermissions = {
  'webhooks.manage': { zh: '管理结果通知的接收地址', en: 'Manage where results are sent' },
} as const satisfies Record<string, Sentence>

/** What the ledger can say about webhooks. Each single delivery is in the delivery log, not in the ledger. */
export const webhooksLedgerEvents = {
  'webhook.added': { zh: '登记结果通知的接收地址', en: 'A webhook endpoint was registered' },
  'webhook.changed': { zh: '修改结果通知的接收地址', en: 'A webhook endpoint was changed' },
  'webhook.removed': { zh: '删除结果通知的接收地址', en: 'A webhook endpoint was removed' },
  'webhook.secret-rotated': { zh: '更换结果通知的签名密钥', en: 'The signing secret of a webhook endpoint was rotated' },
  'webhook.enabled': { zh: '启用结果通知的接收地址', en: 'A webhook endpoint was enabled' },
  'webhook.disabled': { zh: '停用结果通知的接收地址', en: 'A webhook endpoint was disabled' },
  'webhook.tested': { zh: '向接收地址发送测试通知', en: 'A test was sent to a webhook endpoint' },
} as const satisfies Record<string, Sentence>

export type WebhooksPermission = keyof typeof webhooksPermissions
export type WebhooksLedgerEvent = keyof typeof webhooksLedgerEvents
