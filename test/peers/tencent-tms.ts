import { json, type Peer, servePeer } from './serve.ts'
import { tc3Refusal, tencentError as error, type TencentSecrets } from './tencent-signature.ts'

/** Stand-in for Tencent Cloud TMS: TC3 signature, limits and codes of TextModeration. Blocks 赌博, doubts 代开. */
export const startTencentTms = (secrets: TencentSecrets): Promise<Peer> =>
  servePeer((call) => {
    const { headers } = call
    if (headers['x-tc-action'] !== 'TextModeration' || headers['x-tc-version'] !== '2020-12-29') {
      return error('InvalidAction')
    }
    if (headers['x-tc-region'] === undefined) return error('MissingParameter')
    const refused = tc3Refusal(call, secrets)
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
