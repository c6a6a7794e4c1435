import type { Candidate } from './types.ts'

const wechatWords =
  '(?:微信|薇信|威信|微x|v信|vx|wx|weixin|wechat)(?!公众|支付|小程序|视频|群|搜)(?:号码?|id|账号)?(?:同号)?[\\s:是为()·+-]{0,3}'

const native = /(?<![0-9A-Za-z_])wxid_[0-9a-z]{6,24}/gi

/** Six to twenty signs, a letter first (as WeChat demands); without a digit or a sign it is an English word. */
const wechat = new RegExp(`(?<![0-9A-Za-z])${wechatWords}([a-z][-_a-z0-9]{5,19})(?![-_0-9a-z@.])`, 'gi')

const qq = /(?<![0-9A-Za-z])(?:q{2}|扣扣|企鹅|q)(?!群|邮|音|阅|空间)(?:号码?|id)?[\s:是为()+-]{0,3}([1-9]\d{4,10})(?![0-9])/gi

const placed = (match: RegExpExecArray, kind: Candidate['kind']): Candidate => {
  const end = match.index + match[0].length
  return { kind, start: end - (match[1] ?? match[0]).length, end, confidence: 'certain' }
}

const saysNumber = /(?:号码?|id|账号)[^a-z0-9]{0,4}$|:[^a-z0-9]{0,2}$/i

/**
 * WeChat ids and QQ numbers, where the text says that they are. Numbers of groups and names of official accounts are
 * nobody's.
 */
export const findMessengerIds = (text: string): Candidate[] => {
  const found: Candidate[] = []
  for (const match of text.matchAll(native)) found.push(placed(match, 'wechat'))
  for (const match of text.matchAll(wechat)) {
    const id = match[1] ?? ''
    const lead = match[0].slice(0, match[0].length - id.length)
    if (!/[0-9_-]/.test(id) && !saysNumber.test(lead)) continue
    found.push(placed(match, 'wechat'))
  }
  for (const match of text.matchAll(qq)) found.push(placed(match, 'qq'))
  return found
}
