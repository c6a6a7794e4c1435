import { createHash, createHmac } from 'node:crypto'
import { json, type Peer, type PeerCall, type PeerReply, servePeer } from './serve.ts'

const hash = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex')
const mac = (key: Buffer | string, text: string): Buffer => createHmac('sha256', key).update(text, 'utf8').digest()

const error = (Code: string): PeerReply => json({ Response: { Error: { Code, Message: Code }, RequestId: 'r-error' } })

type Secrets = { secretId: string; secretKey: string }

const form = new RegExp(
  '^TC3-HMAC-SHA256 Credential=([^/]+)/(\\d{4}-\\d\\d-\\d\\d)/([a-z0-9]+)/tc3_request, ' +
    'SignedHeaders=([a-z0-9;-]+), Signature=([0-9a-f]{64})$',
)

/** What the service would say about the Authorization header; written from the document, apart from the program. */
const refusal = ({ headers, body }: PeerCall, { secretId, secretKey }: Secrets): string | null => {
  const parts = form.exec(headers.authorization ?? '')
  if (parts === null) return 'AuthFailure.InvalidAuthorization'
  const [, id, date = '', service = '', signedHeaders = '', signature] = parts
  if (id !== secretId) return 'AuthFailure.SecretIdNotFound'
  const names = signedHeaders.split(';')
  if (!names.includes('content-type') || !names.includes('host')) return 'AuthFailure.InvalidAuthorization'
  const timestamp = Number(headers['x-tc-timestamp'])
  if (!(Math.abs(Date.now() / 1000 - timestamp) < 300)) return 'AuthFailure.SignatureExpire'
  if (new Date(timestamp * 1000).toISOString().slice(0, 10) !== date) return 'AuthFailure.SignatureFailure'
  const value = (name: string): string =>
    name.startsWith('x-tc-') ? String(headers[name]).toLowerCase() : String(headers[name])
  const block = names.map((name) => `${name}:${value(name)}\n`).join('')
  const canonical = `POST\n/\n\n${block}\n${signedHeaders}\n${hash(body)}`
  const text = `TC3-HMAC-SHA256\n${timestamp}\n${date}/${service}/tc3_request\n${hash(canonical)}`
  const expected = mac(mac(mac(mac(`TC3${secretKey}`, date), service), 'tc3_request'), text).toString('hex')
  return expected === signature ? null : 'AuthFailure.SignatureFailure'
}

/** Stand-in for Tencent Cloud TMS: TC3 signature, limits and codes of TextModeration. Blocks 赌博, doubts 代开. */
export const startTencentTms = (secrets: Secrets): Promise<Peer> =>
  servePeer((call) => {
    const { headers } = call
    if (headers['x-tc-action'] !== 'TextModeration' || headers['x-tc-version'] !== '2020-12-29') {
      return error('InvalidAction')
    }
    if (headers['x-tc-region'] === undefined) return error('MissingParameter')
    const refused = refusal(call, secrets)
    if (refused !== null) return error(refused)
    const { Content, DataId } = JSON.parse(call.body) as { Content: string; DataId: string }
    const text = Buffer.from(Content, 'base64').toString('utf8')
    if (text === '') return error('InvalidParameterValue.EmptyContent')
    if (Array.from(text).length > 10_000) return error('InvalidParameterValue.InvalidContent')
    if (!/^[A-Za-z0-9_\-@#]{1,64}$/.test(DataId)) return error('InvalidParameterValue.InvalidParameter')
    const word = ['赌博', '代开'].find((one) => text.includes(one))
    const verdicts: Record<string, [string, string]> = { 赌博: ['Block', 'Illegal'], 代开: ['Review', 'Ad'] }
    const [Suggestion, Label] = verdicts[word ?? ''] ?? ['Pass', 'Normal']
    const Keywords = word === undefined ? [] : [word]
    return json({
      Response: {
        Suggestion, Label, SubLabel: '', Score: word === undefined ? 0 : 96, Keywords,
        DetailResults: word === undefined ? null : [{ Label, Suggestion, Score: 96, Keywords, LibType: 0 }],
        DataId, BizType: 'default', RequestId: `tms-${DataId.slice(0, 8)}`,
      },
    })
  })
