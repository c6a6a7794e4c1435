import { isIP } from 'node:net'
import { z } from 'zod'
import { mayConnect, type Networks } from '../../kernel/outbound/networks.ts'
import { webhookEvents } from './vocabulary.ts'

const unique = (items: readonly string[]): boolean => new Set(items).size === items.length

/** Endpoints that may be registered. */
export const mostEndpoints = 50
/** Hours during which the secret before still signs after a rotation. */
export const bothSecretsHours = 24

export const endpointFields = {
  name: z.string().trim().min(1).max(60),
  url: z.url().max(500),
  events: z.array(z.enum(webhookEvents)).min(1).max(webhookEvents.length).refine(unique, { error: '同一事件只能选择一次' }),
}

/**
 * Whether an address may be registered: TLS, no credentials, no fragment, and as far as can be told without asking the
 * network no way into this machine or an inner network. Where a name leads is checked again at every call.
 */
export const isFitUrl = (text: string, opened: Networks): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hash, hostname } = new URL(text)
  if (protocol !== 'https:' || username !== '' || password !== '' || hash !== '') return false
  const name = hostname.replace(/^\[|\]$/g, '')
  if (isIP(name) !== 0) return mayConnect(name, opened)
  return opened.length > 0 || !/(^|\.)(localhost|local|internal|lan|home|corp|intranet)\.?$|^[^.]+$/.test(name)
}
