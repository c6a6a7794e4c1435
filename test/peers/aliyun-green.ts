import { acs3Checker, type AliyunSecrets, gatewayError } from './aliyun-signature.ts'
import { json, type Peer, servePeer } from './serve.ts'

/** Stand-in for Alibaba Cloud content safety 2.0: ACS3 signature, limits and codes of TextModerationPlus. */
export const startAliyunGreen = (secrets: AliyunSecrets): Promise<Peer> => {
  const check = acs3Checker(secrets)
  return servePeer((call) => {
    const refused = check(call)
    if (refused !== null) return refused
    if (call.headers['x-acs-action'] !== 'TextModerationPlus') return gatewayError('InvalidAction.NotFound', 404)
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
