import { createHash, randomBytes } from 'node:crypto'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'

type Options = { clientId: string; clientSecret: string; redirectUri: string }

/** Somebody with Feishu; `barred`: the app is not open to them. */
export type FeishuPerson = { openId: string; tenant: string; name: string; userId?: string; barred?: boolean }

export type FeishuPeer = Peer & {
  /** The browser at Feishu: checks what it was sent with, and comes back with these parameters. */
  signIn: (url: URL, person: FeishuPerson) => URLSearchParams
}

const error = (code: number, name: string, status = 400): PeerReply =>
  json({ code, error: name, error_description: 'not shown' }, status)

/** Stand-in for Feishu's sign-in: user token by a code that is good once, with PKCE, and who it is. */
export const startFeishu = async ({ clientId, clientSecret, redirectUri }: Options): Promise<FeishuPeer> => {
  const codes = new Map<string, { person: FeishuPerson; challenge: string }>()
  const tokens = new Map<string, FeishuPerson>()

  const peer = await servePeer(({ url, method, headers, body }) => {
    if (method === 'POST' && url.pathname === '/open-apis/authen/v2/oauth/token') {
      const asked = JSON.parse(body) as Record<string, string>
      if (headers['content-type'] !== 'application/json; charset=utf-8') return error(20_063, 'invalid_request')
      if (asked['client_id'] !== clientId) return error(20_048, 'invalid_client')
      if (asked['client_secret'] !== clientSecret) return error(20_002, 'invalid_client')
      if (asked['grant_type'] !== 'authorization_code') return error(20_036, 'unsupported_grant_type')
      const grant = codes.get(asked['code'] ?? '')
      codes.delete(asked['code'] ?? '')
      if (grant === undefined) return error(20_003, 'invalid_grant')
      if (asked['redirect_uri'] !== redirectUri) return error(20_071, 'invalid_grant')
      const challenge = createHash('sha256')
        .update(asked['code_verifier'] ?? '')
        .digest('base64url')
      if (challenge !== grant.challenge) return error(20_049, 'invalid_grant')
      if (grant.person.barred === true) return error(20_010, 'access_denied')
      const access_token = randomBytes(32).toString('hex')
      tokens.set(access_token, grant.person)
      return json({ code: 0, access_token, expires_in: 7200, token_type: 'Bearer', scope: 'auth:user.id:read' })
    }
    if (method === 'GET' && url.pathname === '/open-apis/authen/v1/user_info') {
      const person = tokens.get((headers.authorization ?? '').replace('Bearer ', ''))
      if (person === undefined) return json({ code: 20_005, msg: 'token invalid' }, 401)
      const { openId, tenant, name, userId } = person
      const data = {
        open_id: openId,
        union_id: `on-${openId}`,
        tenant_key: tenant,
        name,
        ...(userId === undefined ? {} : { user_id: userId }),
      }
      return json({ code: 0, msg: 'success', data })
    }
    return { status: 404, body: '' }
  })

  return {
    ...peer,
    signIn: (url, person) => {
      const asked = url.searchParams
      const wanted = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        code_challenge_method: 'S256',
      }
      for (const [name, value] of Object.entries(wanted)) {
        if (asked.get(name) !== value) throw new Error(`Feishu refuses ${name}`)
      }
      if (url.pathname !== '/open-apis/authen/v1/authorize') throw new Error('Feishu knows no such page')
      const code = randomBytes(16).toString('hex')
      codes.set(code, { person, challenge: asked.get('code_challenge') ?? '' })
      return new URLSearchParams({ code, state: asked.get('state') ?? '' })
    },
  }
}
