import { randomBytes } from 'node:crypto'
import { json, type Peer, type PeerReply, servePeer } from './serve.ts'

type Options = { clientId: string; clientSecret: string; redirectUri: string }

/** Somebody with DingTalk; `userId` where they are a member of the company or an outside contact of it. */
export type DingtalkPerson = { unionId: string; nick: string; userId?: string; outside?: boolean }

export type DingtalkPeer = Peer & {
  /** The browser at DingTalk: checks what it was sent with, and comes back with these parameters. */
  signIn: (url: URL, person: DingtalkPerson) => URLSearchParams
  /** Tokens of the app given so far. */
  given: () => number
}

/** Errors of the newer interface have HTTP 4xx and a code in words. */
const error = (code: string, status = 400): PeerReply => json({ code, requestid: 'r', message: 'not shown' }, status)

/** Stand-in for DingTalk's sign-in: user token by a code that is good once, who it is, whether of the company. */
export const startDingtalk = async ({ clientId, clientSecret, redirectUri }: Options): Promise<DingtalkPeer> => {
  const codes = new Map<string, DingtalkPerson>()
  const tokens = new Map<string, DingtalkPerson>()
  const people = new Map<string, DingtalkPerson>()
  const appTokens = new Set<string>()
  const random = (): string => randomBytes(16).toString('hex')

  const peer = await servePeer(({ url, method, headers, body }) => {
    const asked = (body === '' ? {} : JSON.parse(body)) as Record<string, string>
    switch (`${method} ${url.pathname}`) {
      case 'POST /v1.0/oauth2/userAccessToken': {
        if (asked['clientId'] !== clientId || asked['clientSecret'] !== clientSecret)
          return error('invalidClientIdOrSecret')
        if (asked['grantType'] !== 'authorization_code') return error('invalidParameter.grantType')
        const person = codes.get(asked['code'] ?? '')
        codes.delete(asked['code'] ?? '')
        if (person === undefined) return error('invalidParameter.authCode.notFound')
        const accessToken = random()
        tokens.set(accessToken, person)
        return json({ accessToken, refreshToken: random(), expireIn: 7200 })
      }
      case 'GET /v1.0/contact/users/me': {
        const person = tokens.get(String(headers['x-acs-dingtalk-access-token']))
        if (person === undefined) return error('Forbidden.AccessDenied', 403)
        return json({ nick: person.nick, unionId: person.unionId, openId: `open-${person.unionId}` })
      }
      case 'POST /v1.0/oauth2/accessToken': {
        if (asked['appKey'] !== clientId || asked['appSecret'] !== clientSecret) return error('invalidClientIdOrSecret')
        const accessToken = random()
        appTokens.add(accessToken)
        return json({ accessToken, expireIn: 7200 })
      }
      case 'POST /topapi/user/getbyunionid': {
        if (!appTokens.has(url.searchParams.get('access_token') ?? ''))
          return json({ errcode: 40_014, errmsg: 'token' })
        const person = people.get(asked['unionid'] ?? '')
        if (person?.userId === undefined) return json({ errcode: 60_121, errmsg: '找不到该用户' })
        return json({
          errcode: 0,
          errmsg: 'ok',
          result: { contact_type: person.outside === true ? 1 : 0, userid: person.userId },
        })
      }
      default:
        return { status: 404, body: '' }
    }
  })

  return {
    ...peer,
    given: () => appTokens.size,
    signIn: (url, person) => {
      const asked = url.searchParams
      const wanted = {
        client_id: clientId,
        redirect_uri: redirectUri,
        response_type: 'code',
        scope: 'openid',
        prompt: 'consent',
      }
      for (const [name, value] of Object.entries(wanted)) {
        if (asked.get(name) !== value) throw new Error(`DingTalk refuses ${name}`)
      }
      if (url.pathname !== '/oauth2/auth') throw new Error('DingTalk knows no such page')
      const code = random()
      codes.set(code, person)
      people.set(person.unionId, person)
      return new URLSearchParams({ authCode: code, code, state: asked.get('state') ?? '' })
    },
  }
}
