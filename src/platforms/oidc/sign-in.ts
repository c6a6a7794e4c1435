import {
  allowInsecureRequests,
  AuthorizationResponseError,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  ResponseBodyError,
} from 'openid-client'
import type { CallLimits } from '../../kernel/outbound/call-outside.ts'
import type { Sentence } from '../../kernel/sentence.ts'
import type { OutsideSignIn, SignInFailure, SignInStart } from '../sign-in/outside-sign-in.ts'
import { delayedSignIn, refusedSignIn, returnedCode, shortText } from '../sign-in/outside-sign-in.ts'
import { untilAborted } from '../until-aborted.ts'
import { fetchOutside, OutsideUnanswered } from './fetch-outside.ts'

export type OidcSettings = {
  /** Under which /.well-known/openid-configuration stands. */
  issuer: URL
  clientId: string
  clientSecret: string
  /** On the button. */
  title: Sentence
  limits?: Partial<CallLimits>
  now?: () => number
}

type Page = Awaited<ReturnType<OutsideSignIn['authorizeUrl']>>
type Person = Awaited<ReturnType<OutsideSignIn['exchange']>>

/** What the provider publishes of itself is read anew after an hour. */
const KEPT_MS = 3_600_000

/**
 * Sign-in by any provider of OpenID Connect Core 1.0: discovery, authorization code with PKCE (S256), state, nonce. The
 * ID token counts only when its signature, issuer, audience, times and nonce are right.
 */
export const oidcSignIn = ({
  issuer,
  clientId,
  clientSecret,
  title,
  limits,
  now = Date.now,
}: OidcSettings): OutsideSignIn => {
  let kept: { configuration: Promise<Configuration>; until: number } | null = null

  const discovered = (): Promise<Configuration> => {
    if (kept !== null && now() < kept.until) return kept.configuration
    const configuration = discovery(issuer, clientId, clientSecret, undefined, {
      [customFetch]: fetchOutside(limits ?? {}),
      // Also where the token came from the provider itself by TLS.
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : [])],
    })
    const mine = { configuration, until: now() + KEPT_MS }
    kept = mine
    // A failure is not kept.
    configuration.catch(() => {
      if (kept === mine) kept = null
    })
    return configuration
  }

  const pageOf = async ({ state, nonce, verifier, redirectUri }: SignInStart): Promise<Page> => {
    const url = buildAuthorizationUrl(await discovered(), {
      redirect_uri: redirectUri.href,
      scope: 'openid profile email',
      state,
      nonce,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    })
    return { kind: 'url', url }
  }

  const personOf = async (start: Omit<SignInStart, 'place'>, returned: URLSearchParams): Promise<Person> => {
    const { state, nonce, verifier, redirectUri } = start
    const current = new URL(redirectUri)
    current.search = returned.toString()
    const tokens = await authorizationCodeGrant(await discovered(), current, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    })
    const claims = tokens.claims()
    if (claims === undefined || claims.sub.length > 255) return refusedSignIn('untrusted')
    const text = (value: unknown, most: number): string | null =>
      typeof value === 'string' ? shortText(value, most) : null
    const loginHint = text(claims['preferred_username'], 200) ?? text(claims['email'], 200)
    const person = { subject: claims.sub, loginHint, name: text(claims['name'], 100), departmentId: null }
    return { kind: 'person', person }
  }

  return {
    id: 'oidc',
    title,
    realm: issuer.href,
    authorizeUrl: (start, signal) => untilAborted<Page>(signal, pageOf(start).catch(failureOf), delayedSignIn('time-out')),
    exchange: async (start, returned, signal) => {
      const found = returnedCode(returned, { state: start.state, names: ['code'] })
      if (found.kind !== 'code') return found
      return untilAborted<Person>(signal, personOf(start, returned).catch(failureOf), delayedSignIn('time-out'))
    },
  }
}

/** Errors of this library may hold tokens: nothing of them is passed on but the kind. */
const failureOf = (error: unknown): SignInFailure => {
  const cause = error instanceof Error ? error.cause : undefined
  if (cause instanceof OutsideUnanswered) return delayedSignIn(cause.reason)
  if (error instanceof ResponseBodyError) return refusedSignIn(error.error === 'invalid_grant' ? 'code' : 'settings')
  if (error instanceof AuthorizationResponseError) return refusedSignIn('cancelled')
  // Whatever did not pass a check: signature, issuer, audience, time, nonce, form.
  if (error instanceof ClientError) return refusedSignIn('untrusted')
  throw error
}
