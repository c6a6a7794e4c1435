import { createHash, randomBytes } from 'node:crypto'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'

type Person = { sub: string; name?: string; preferred_username?: string; email?: string }

/** What is wrong with an ID token. */
export type Forgery = {
  /** Instead of the right claims. */
  claims?: Record<string, unknown>
  /** Signed by somebody else's key under the name of the right one. */
  otherKey?: boolean
  /** Not signed at all. */
  unsigned?: boolean
}

export type OidcPeer = Peer & {
  /** The browser at the provider: checks what it was sent with, and comes back with these parameters. */
  signIn: (url: URL, person: Person, forgery?: Forgery) => Promise<URLSearchParams>
  /** Ends the time of every code. */
  expireCodes: () => void
}

type Options = { clientId: string; clientSecret: string; redirectUri: string }
type Grant = { challenge: string; idToken: string; used: boolean; expired: boolean }

const error = (name: string, status = 400): PeerReply => json({ error: name, error_description: 'not shown' }, status)

/** A small provider of OpenID Connect: discovery, PKCE, codes that are good once, tokens signed with RS256. */
export const startOidc = async ({ clientId, clientSecret, redirectUri }: Options): Promise<OidcPeer> => {
  const [own, strange] = [await generateKeyPair('RS256'), await generateKeyPair('RS256')]
  const jwk = { ...(await exportJWK(own.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }
  const grants = new Map<string, Grant>()

  const token = (asked: URLSearchParams): PeerReply => {
    if (asked.get('client_id') !== clientId || asked.get('client_secret') !== clientSecret)
      return error('invalid_client', 401)
    if (asked.get('grant_type') !== 'authorization_code') return error('unsupported_grant_type')
    const grant = grants.get(asked.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(asked.get('code_verifier') ?? '')
      .digest('base64url')
    if (grant === undefined || grant.used || grant.expired || challenge !== grant.challenge)
      return error('invalid_grant')
    if (asked.get('redirect_uri') !== redirectUri) return error('invalid_grant')
    grant.used = true
    return json({
      access_token: randomBytes(16).toString('hex'),
      token_type: 'Bearer',
      expires_in: 300,
      id_token: grant.idToken,
    })
  }

  const peer = await servePeer(({ url, method, body }) => {
    const issuer = url.origin
    if (url.pathname === '/.well-known/openid-configuration') {
      return json({
        issuer,
        authorization_endpoint: `${issuer}/authorize`,
        token_endpoint: `${issuer}/token`,
        jwks_uri: `${issuer}/jwks`,
        response_types_supported: ['code'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
      })
    }
    if (url.pathname === '/jwks') return json({ keys: [jwk] })
    // The page itself; what one does on it is `signIn`.
    if (url.pathname === '/authorize') return { headers: { 'content-type': 'text/html' }, body: '<!doctype html><title>provider</title>' }
    if (url.pathname === '/token' && method === 'POST') return token(new URLSearchParams(body))
    return { status: 404, body: '' }
  })

  const idTokenOf = async (
    claims: Record<string, unknown>,
    { otherKey = false, unsigned = false }: Forgery,
  ): Promise<string> => {
    if (unsigned) {
      const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
      return `${part({ alg: 'none' })}.${part(claims)}.`
    }
    const key = otherKey ? strange.privateKey : own.privateKey
    return new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: 'key-1' }).sign(key)
  }

  return {
    ...peer,
    signIn: async (url, person, forgery = {}) => {
      const asked = url.searchParams
      const wanted = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(wanted)) {
        if (asked.get(name) !== value) throw new Error(`the provider refuses ${name}`)
      }
      const scope = (asked.get('scope') ?? '').split(' ')
      if (url.pathname !== '/authorize' || !scope.includes('openid')) throw new Error('the provider knows no such page')
      const now = Math.floor(Date.now() / 1000)
      const right = { iss: peer.url.origin, aud: clientId, iat: now, exp: now + 300, nonce: asked.get('nonce') }
      const idToken = await idTokenOf({ ...right, ...person, ...forgery.claims }, forgery)
      const code = randomBytes(16).toString('hex')
      grants.set(code, { challenge: asked.get('code_challenge') ?? '', idToken, used: false, expired: false })
      return new URLSearchParams({ code, state: asked.get('state') ?? '', iss: peer.url.origin })
    },
    expireCodes: () => {
      for (const grant of grants.values()) grant.expired = true
    },
  }
}
