import { json, type Peer, type PeerReply, servePeer } from './serve.ts'

const error = (error_code: number, error_msg: string): PeerReply => json({ log_id: 1, error_code, error_msg })

type Secrets = { apiKey: string; secretKey: string }

export type BaiduPeer = Peer & {
  /** Withdraws every token given so far, as the console can. */
  withdrawTokens: () => void
  /** Tokens given so far. */
  given: () => number
}

/** Stand-in for Baidu AI: token by client credentials, then text_censor with its limits and codes. */
export const startBaiduCensor = async ({ apiKey, secretKey }: Secrets): Promise<BaiduPeer> => {
  let valid = new Set<string>()
  let given = 0
  const peer = await servePeer(({ url, headers, body }) => {
    if (url.pathname === '/oauth/2.0/token') {
      const asked = url.searchParams
      const fits = asked.get('grant_type') === 'client_credentials' && asked.get('client_id') === apiKey
      if (!fits) return json({ error: 'invalid_client', error_description: 'unknown client id' }, 401)
      if (url.searchParams.get('client_secret') !== secretKey) {
        return json({ error: 'invalid_client', error_description: 'Client authentication failed' }, 401)
      }
      const token = `24.token-${++given}`
      valid.add(token)
      return json({ access_token: token, expires_in: 2_592_000, refresh_token: 'r', scope: 'brain_all_scope' })
    }
    if (url.pathname !== '/rest/2.0/solution/v1/text_censor/v2/user_defined') return error(3, 'Unsupported method')
    if (!valid.has(url.searchParams.get('access_token') ?? '')) return error(110, 'Access token invalid')
    if (headers['content-type'] !== 'application/x-www-form-urlencoded') return error(282000, 'internal error')
    const text = new URLSearchParams(body).get('text') ?? ''
    if (text === '') return error(282001, 'missing text')
    if (Buffer.byteLength(text) > 20_000) return error(282002, 'text too long')
    const word = ['赌博', '代开'].find((one) => text.includes(one))
    const conclusionType = word === '赌博' ? 2 : word === '代开' ? 3 : 1
    const data =
      word === undefined
        ? undefined
        : [
            {
              type: 12,
              subType: 4,
              conclusionType,
              msg: '存在恶意推广不合规',
              hits: [{ datasetName: '百度默认文本反作弊库', words: [word], probability: 0.97 }],
            },
          ]
    const conclusion = ['', '合规', '不合规', '疑似'][conclusionType]
    // The number is larger than JavaScript can hold.
    const answer = JSON.stringify({ log_id: 0, conclusion, conclusionType, data })
    return { body: answer.replace('"log_id":0', '"log_id":15556561295920002') }
  })
  return {
    ...peer,
    withdrawTokens: () => {
      valid = new Set()
    },
    given: () => given,
  }
}
