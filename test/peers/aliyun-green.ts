import { createHash, createHmac } from 'node:crypto'
import { json, type Peer, type PeerCall, type PeerReply, servePeer } from './serve.ts'

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')

const error = (Code: string, status: number): PeerReply => json({ Code, Message: Code, RequestId: 'r-error' }, status)

type Secrets = { accessKeyId: string; accessKeySecret: string }

/** Written from the document, apart from the program. Remembers nonces: each is good once. */
const checker = ({ accessKeyId, accessKeySecret }: Secrets) => {
  const nonces = new Set<string>()
  return ({ headers, body }: PeerCall): PeerReply | null => {
    const parts = /^ACS3-HMAC-SHA256 Credential=([^,]+),SignedHeaders=([a-z0-9;-]+),Signature=([0-9a-f]{64})$/.exec(
      headers.authorization ?? '',
    )
    if (parts === null) return error('IncompleteSignature', 400)
    const [, id, signedHeaders = '', signature] = parts
    if (id !== accessKeyId) return error('InvalidAccessKeyId.NotFound', 404)
    const names = signedHeaders.split(';')
    const wanted = ['host', ...Object.keys(headers).filter((name) => name.startsWith('x-acs-'))]
    if (!wanted.every((name) => names.includes(name))) return error('IncompleteSignature', 400)
    if (names.join() !== names.toSorted().join()) return error('IncompleteSignature', 400)
    if (!(Math.abs(Date.now() - Date.parse(String(headers['x-acs-date']))) < 15 * 60_000)) {
      return error('InvalidTimeStamp.Expired', 400)
    }
    if (headers['x-acs-content-sha256'] !== hash(body)) return error('SignatureDoesNotMatch', 400)
    const block = names.map((name) => `${name}:${String(headers[name])}\n`).join('')
    const canonical = `POST\n/\n\n${block}\n${signedHeaders}\n${hash(body)}`
    const expected = createHmac('sha256', accessKeySecret).update(`ACS3-HMAC-SHA256\n${hash(canonical)}`).digest('hex')
    if (expected !== signature) return error('SignatureDoesNotMatch', 400)
    const nonce = String(headers['x-acs-signature-nonce'])
    if (nonces.has(nonce)) return error('SignatureNonceUsed', 400)
    nonces.add(nonce)
    return null
  }
}

/** Stand-in for Alibaba Cloud content safety 2.0: ACS3 signature, limits and codes of TextModerationPlus. */
export const startAliyunGreen = (secrets: Secrets): Promise<Peer> => {
  const check = checker(secrets)
  return servePeer((call) => {
    const refused = check(call)
    if (refused !== null) return refused
    if (call.headers['x-acs-action'] !== 'TextModerationPlus') return error('InvalidAction.NotFound', 404)
    const form = new URLSearchParams(call.body)
    const { content, dataId } = JSON.parse(form.get('ServiceParameters') ?? '{}') as { content: string; dataId: string }
    const RequestId = `green-${dataId.slice(0, 8)}`
    if (form.get('Service') === null || !content) return json({ Code: 400, Message: 'parameters', RequestId })
    if (Array.from(content).length > 600) return json({ Code: 402, Message: 'length', RequestId })
    const word = ['赌博', '代开'].find((one) => content.includes(one))
    const RiskLevel = word === '赌博' ? 'high' : word === '代开' ? 'medium' : 'none'
    const Result =
      word === undefined
        ? [{ Label: 'nonLabel', Description: '未检测出风险' }]
        : [{ Label: 'contraband_gambling', Confidence: 93.2, RiskWords: word, Description: '疑似赌博内容' }]
    return json({ Code: 200, Message: 'OK', RequestId, Data: { RiskLevel, Result, DataId: dataId } })
  })
}
