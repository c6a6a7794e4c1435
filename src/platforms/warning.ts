import type { SendSms, SmsOutcome } from './sms/message.ts'
import type { WecomFailure } from './wecom/failure.ts'
import type { WecomConnector } from './wecom/wecom-from.ts'

/** What one person has to know at once, outside the console as well. */
export type Warning = {
  /** The same for the same warning. */
  id: string
  /** A verified mobile number; null where none is to be used. */
  phone: string | null
  /** The person as WeCom knows them. */
  wecomUserId: string | null
  /** For the approved text of the text message. */
  time: string
  place: string
  title: string
  text: string
  link: URL
}

const timeoutMs = 30_000

/** Signs of a variable in a text message. */
const MOST_IN_VARIABLE = 20

type Ways = {
  sendSms: SendSms | undefined
  messageMember: WecomConnector['messageMember'] | undefined
  /** Told of what was not sent. */
  onFailure: (outcome: SmsOutcome | WecomFailure) => void
}

/**
 * Warns people of sign-ins by text message and as a card in WeCom, whichever is configured; undefined where neither is.
 * Rejects where it helps to try again, so that the job does: WeCom passes over a card that it had already, suppliers of text
 * messages are asked again only where the message surely did not go out.
 */
export const warningBy = ({ sendSms, messageMember, onFailure }: Ways): ((warning: Warning) => Promise<void>) | undefined => {
  if (sendSms === undefined && messageMember === undefined) return undefined
  return async ({ id, phone, wecomUserId, time, place, title, text, link }) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const card = wecomUserId === null ? undefined : await messageMember?.({ userId: wecomUserId, title, text, link }, signal)
    const params = { time, place: [...place].slice(0, MOST_IN_VARIABLE).join('') }
    const sms = phone === null ? undefined : await sendSms?.({ phone, template: 'unusual-sign-in', params, id }, signal)
    if (sms !== undefined && sms.kind !== 'sent') onFailure(sms)
    if (card !== undefined && card.kind !== 'done') onFailure(card)
    if (card?.kind === 'try-later' || (sms?.kind === 'try-later' && !sms.perhapsSent)) throw new Error('A warning has to be sent again')
  }
}
