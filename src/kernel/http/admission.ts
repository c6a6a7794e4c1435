import type { Context } from 'hono'
import { type Actor, mayCall, mayDo } from '../actor.ts'
import { defineProblem, keyNotAccepted, type Problem, signInRequired } from '../errors.ts'
import type { Front } from '../front.ts'
import type { Operation } from '../operation.ts'
import { networkOf } from './client-address.ts'
import type { RateLimit } from './rate-limit.ts'
import { applySession, isSameOrigin, type PresentedToken, presentedToken } from './session-cookie.ts'

/** Where a call comes from: its address and what the program that calls says of itself. */
export type Place = { ip: string; device: string; deviceToken?: string }

/** What is called: an operation, or a document that a module offers. */
export type Called = Pick<Operation, 'name' | 'permission' | 'byKey' | 'anonymousPerMinute'>

/** Who presents a session token, and the token that takes its place from now on, where it is time for one. */
type Session = { actor: Actor; renewed: { token: string; expiresAt: Date } | undefined }

/** Finds out who presents a session token; null when it is nobody's any more. */
export type Authenticate = (token: string, place: Place) => Promise<Session | null>

/** Finds out whose an API key is; null when it is nobody's any more. */
export type AuthenticateKey = (token: string, place: Place) => Promise<Actor | null>

export type AdmissionOptions = {
  https: boolean
  limit: RateLimit
  /** Of a session token. */
  authenticate: Authenticate
  /** Of an API key. */
  authenticateKey: AuthenticateKey
  /** Whoever calls without a token; nobody in particular unless said so. */
  localActor: Actor | undefined
}

const signedInPerMinute = 600
/** Wrong keys from one network that are told so within a minute. */
const wrongKeysPerMinute = 30
/** Calls of one key outside what it was given that are recorded within a minute: the ledger is no place to flood. */
const outsideCallsPerMinute = 30

const crossSite = defineProblem('refused', 'request.cross-site', {
  zh: '请求不是从本系统页面发出的，已拒绝。请从控制台操作。',
  en: 'This request did not come from a page of this system and was refused.',
})
const tooManyCalls = defineProblem('too-many', 'request.too-many', {
  zh: '操作过于频繁，请在 {seconds} 秒后重试。',
  en: 'Too many requests; try again in {seconds} s.',
})

/** All that a front may do whose protocol proves who calls. */
const frontPermissions: ReadonlySet<string> = new Set(['front'])

const tooMany = (seconds: number): Problem => tooManyCalls({ seconds }, { retryAfterSeconds: seconds })

/**
 * Decides, before the body is read, who calls and whether they may go on: token, cross-site check, number of calls.
 * `admit` is for operations and documents, `admitToFront` for fronts, which know no sessions; `countOutside` is asked
 * before a front calls what a key was not given.
 * @throws Problem `request.cross-site`, `request.too-many`, `api-key.not-accepted`, `session.required`
 */
export const createAdmission = ({ https, limit, authenticate, authenticateKey, localActor }: AdmissionOptions) => {
  const within = (key: string, perMinute: number): void => {
    const { waitSeconds } = limit.take(key, perMinute)
    if (waitSeconds > 0) throw tooMany(waitSeconds)
  }

  const byKey = async (c: Context, token: string, place: Place): Promise<Actor> => {
    const actor = await authenticateKey(token, place)
    if (actor !== null) return actor
    within(`wrong-key ${networkOf(place.ip)}`, wrongKeysPerMinute)
    // RFC 6750, section 3.
    c.header('www-authenticate', 'Bearer')
    throw keyNotAccepted()
  }

  const actorOf = async (c: Context, presented: PresentedToken, place: Place): Promise<Actor> => {
    if (presented === undefined) return localActor ?? { kind: 'anonymous' }
    if (presented.from === 'key') return byKey(c, presented.token, place)
    const session = await authenticate(presented.token, place)
    if (session === null) return { kind: 'anonymous' }
    if (session.renewed !== undefined) applySession(c, { kind: 'granted', ...session.renewed }, https)
    return session.actor
  }

  const countKey = (c: Context, actor: Extract<Actor, { kind: 'api-key' }>): void => {
    const { waitSeconds, left, fullInSeconds } = limit.take(actor.id, actor.callsPerMinute)
    // draft-ietf-httpapi-ratelimit-headers-09, sections 3 and 4.
    c.header('ratelimit-policy', `"key";q=${actor.callsPerMinute};w=60`)
    c.header('ratelimit', `"key";r=${left};t=${waitSeconds > 0 ? waitSeconds : fullInSeconds}`)
    if (waitSeconds > 0) throw tooMany(waitSeconds)
  }

  const countOutside = (actor: Actor): void => {
    if (actor.kind === 'api-key') within(`outside ${actor.id}`, outsideCallsPerMinute)
  }

  const count = (c: Context, actor: Actor, { operation, ip }: { operation: Called; ip: string }): void => {
    switch (actor.kind) {
      case 'anonymous':
        return within(`${operation.name} ${networkOf(ip)}`, operation.anonymousPerMinute)
      case 'person':
        return within(actor.sessionId, signedInPerMinute)
      case 'api-key':
        countKey(c, actor)
        if (!mayCall(actor, operation)) countOutside(actor)
        return
      default:
        return within(actor.id, signedInPerMinute)
    }
  }

  const admit = async (c: Context, operation: Called, place: Place): Promise<Actor> => {
    const presented = presentedToken(c, https)
    if (presented?.from === 'cookie' && !isSameOrigin(c)) throw crossSite()
    const actor = await actorOf(c, presented, place)
    count(c, actor, { operation, ip: place.ip })
    if (actor.kind === 'anonymous' && !mayDo(actor, operation.permission)) throw signInRequired()
    return actor
  }

  /** Cookies and sessions mean nothing here, so that no page of another site can use somebody's. */
  const admitToFront = async (c: Context, front: Front, place: Place): Promise<Actor> => {
    const byNetwork = (): void => within(`${front.name} ${networkOf(place.ip)}`, front.anonymousPerMinute)
    if (front.caller !== 'key') {
      byNetwork()
      return { kind: 'machine', id: front.name, permissions: frontPermissions }
    }
    const presented = presentedToken(c, https)
    if (presented?.from !== 'key') {
      byNetwork()
      c.header('www-authenticate', 'Bearer')
      throw keyNotAccepted()
    }
    const actor = await byKey(c, presented.token, place)
    if (actor.kind === 'api-key') countKey(c, actor)
    return actor
  }

  return { admit, admitToFront, countOutside }
}
