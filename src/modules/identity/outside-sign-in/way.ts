import { createHash } from 'node:crypto'
import type { Problem } from '../../../kernel/errors.ts'
import type { Sentence } from '../../../kernel/sentence.ts'
import { deviceOf } from '../risk/device/device-of.ts'
import { providerDoesNotAnswer, refusedOutside, wayNotOffered } from './problems.ts'
import type { SignInProvider } from './provider.ts'

type Secrets = {
  /** Comes back with the browser; 64 hexadecimal digits. */
  state: string
  nonce: string
  /** PKCE (RFC 7636). */
  verifier: string
  /** Where the provider sends the browser back to; registered there. */
  redirectUri: URL
}

export type WayFailure =
  | { kind: 'refused'; why: string; sentence: Sentence }
  | { kind: 'try-later'; why: string; afterSeconds: number }

export type ExchangeAnswer = { kind: 'person'; person: { subject: string; name: string | null } } | WayFailure

/**
 * A way to sign in through somebody else, as this module needs it. What it says is one factor: that whoever sits at this
 * browser is the one with this subject there. Neither function throws for what the other side does.
 */
export type OutsideWay = {
  id: SignInProvider
  title: Sentence
  /** Within what subjects are unique, where another configuration may give the same one to somebody else. */
  realm: string | null
  authorizeUrl: (
    start: Secrets & { place: 'browser' | 'app' },
    signal: AbortSignal,
  ) => Promise<{ kind: 'url'; url: URL } | WayFailure>
  /** `returned`: the parameters with which the browser came back. */
  exchange: (start: Secrets, returned: URLSearchParams, signal: AbortSignal) => Promise<ExchangeAnswer>
}

type Ports = { outsideSignIns?: readonly OutsideWay[] }

/** @throws Problem `outside-sign-in.not-offered` */
export const wayOf = ({ outsideSignIns = [] }: Ports, provider: SignInProvider): OutsideWay => {
  const way = outsideSignIns.find(({ id }) => id === provider)
  if (way === undefined) throw wayNotOffered()
  return way
}

/** Where a provider sends the browser back to. One address each, so that an answer of one is not taken for another's (RFC 9700, section 4.4.2). */
export const redirectUriOf = (site: URL, provider: SignInProvider): URL => new URL(`/sign-in/return/${provider}`, site)

/**
 * The subject as it is kept: with a realm as a digest over both, so that nobody of another issuer comes in by an equal
 * subject after a change of configuration.
 */
export const keptSubject = ({ realm }: Pick<OutsideWay, 'realm'>, subject: string): string =>
  realm === null ? subject : createHash('sha256').update(JSON.stringify([realm, subject])).digest('base64url')

const appOf: Readonly<Record<string, SignInProvider>> = { WeCom: 'wecom', DingTalk: 'dingtalk', Feishu: 'feishu' }

/** The provider within whose own app the browser runs; undefined for any other. */
export const providerOfApp = (userAgent: string | undefined): SignInProvider | undefined =>
  appOf[deviceOf(userAgent ?? null).app ?? '']

/** What a failure at the provider's is answered with. */
export const problemOfFailure = ({ title }: Pick<OutsideWay, 'title'>, failure: WayFailure): Problem =>
  failure.kind === 'refused'
    ? refusedOutside({ ...failure.sentence })
    : providerDoesNotAnswer({ ...title, seconds: failure.afterSeconds }, { retryAfterSeconds: failure.afterSeconds })
