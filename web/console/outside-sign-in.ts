import { call } from './api.ts'
import type { Input, Output } from './api.ts'
import { provenCall } from './query.ts'
import { returned } from './returned.ts'
import { safeNext } from './safe-next.ts'

export type Provider = Input<'identity.begin-outside-sign-in'>['provider']

const providers: readonly string[] = ['wecom', 'dingtalk', 'feishu', 'oidc'] satisfies readonly Provider[]

/** Whether an address of return names a provider. */
export const isProvider = (text: string): text is Provider => providers.includes(text)

/** Why the browser went to the provider, and where to go afterwards. Not trusted: the server knows why as well. */
export type Errand = { purpose: 'sign-in' | 'link'; next: string }

const errandKey = 'weidun.outside-sign-in'

/**
 * Begins at the server and sends the browser to the provider; resolves while the browser is on its way.
 * @throws ApiProblem
 */
export const goOutside = async (provider: Provider, errand: Errand): Promise<void> => {
  const { url } =
    errand.purpose === 'sign-in'
      ? await call('identity.begin-outside-sign-in', { provider })
      : await provenCall(() => call('identity.begin-outside-link', { provider }))
  sessionStorage.setItem(errandKey, JSON.stringify(errand))
  window.location.assign(url)
}

const isErrand = (value: unknown): value is { purpose: unknown; next: unknown } =>
  typeof value === 'object' && value !== null && 'purpose' in value && 'next' in value

/** A sign-in unless this tab remembers otherwise. */
export const errandOf = (kept: string | null): Errand => {
  const fallback: Errand = { purpose: 'sign-in', next: '/' }
  if (kept === null) return fallback
  try {
    const value: unknown = JSON.parse(kept)
    return isErrand(value) ? { purpose: value.purpose === 'link' ? 'link' : 'sign-in', next: safeNext(value.next) } : fallback
  } catch {
    // Somebody else's entry under our name.
    return fallback
  }
}

export type Arrival =
  | { kind: 'nothing' }
  | { kind: 'signed-in'; answer: Output<'identity.finish-outside-sign-in'> }
  | ({ kind: 'linked' } & Output<'identity.finish-outside-link'>)

const finish = async (provider: Provider, { purpose }: Errand): Promise<Arrival> => {
  if (returned === '') return { kind: 'nothing' }
  if (purpose === 'link') return { kind: 'linked', ...(await call('identity.finish-outside-link', { provider, returned })) }
  return { kind: 'signed-in', answer: await call('identity.finish-outside-sign-in', { provider, returned }) }
}

let arrival: { errand: Errand; outcome: Promise<Arrival> } | null = null

/** Hands what the provider sent over to the server: once, however often the page is drawn. */
export const arriveOnce = (provider: Provider): { errand: Errand; outcome: Promise<Arrival> } => {
  if (arrival === null) {
    const errand = errandOf(sessionStorage.getItem(errandKey))
    sessionStorage.removeItem(errandKey)
    arrival = { errand, outcome: finish(provider, errand) }
  }
  return arrival
}
