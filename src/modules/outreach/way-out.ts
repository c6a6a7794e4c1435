import type { Channel } from './vocabulary.ts'

/** What the sending system replaces by the link of each message. */
export const linkPlaceholder = '{退订链接}'

const placeholders = [linkPlaceholder, '{unsubscribe}', '{{unsubscribe}}']
const word = '(?:退订|拒收)'
const keyword = '(?:退订|TD|T|N|R)'
/** `拒收请回复R`, `退订回T`, `回复TD退订`; at most six characters lie between. */
const byReply = new RegExp(`${word}[^\\p{L}\\p{N}]{0,3}请?回复?[^\\p{L}\\p{N}]{0,3}${keyword}|回复?[^\\p{L}\\p{N}]{0,3}${keyword}[^\\p{L}\\p{N}]{0,3}${word}`, 'iu')

/** Whether copy tells its reader how to refuse further messages: by our link, in a text message also by a reply. */
export const offersWayOut = (channel: Channel, text: string): boolean =>
  placeholders.some((placeholder) => text.includes(placeholder)) || (channel === 'sms' && byReply.test(text))

/** A keyword in any width, case and punctuation, and nothing else. */
const isSaid = (reply: string, keywords: RegExp): boolean => keywords.test(reply.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''))

const out = /^(?:(?:退订|退訂|拒收|取消){1,3}|td|[tnr]|unsubscribe|stop|回复?(?:td|[tnr])(?:退订)?)$/
const back = /^(?:恢复|恢復|重新订阅|resume|start){1,2}$/

/** Whether a reply to a text message unsubscribes: 退订, 拒收, 取消, T, TD, N, R, and no sentence in which one of them stands. */
export const wantsOut = (reply: string): boolean => isSaid(reply, out)

/** Whether a reply takes an unsubscribe by reply back: 恢复. */
export const wantsBack = (reply: string): boolean => isSaid(reply, back)
