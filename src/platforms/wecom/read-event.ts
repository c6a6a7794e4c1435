import { Parser } from 'htmlparser2'

/** What a callback tells, as far as it concerns leaving and handing over. */
export type WecomEvent =
  /** `gone`: deleted by the company. `left`: by themselves. */
  | { kind: 'member-left'; userId: string; by: 'gone' | 'left' }
  | { kind: 'member-changed'; userId: string; newUserId: string | null; disabled: boolean }
  | { kind: 'transfer-failed'; userId: string; customer: string; why: 'customer-refused' | 'successor-full' | 'other' }
  | { kind: 'other'; name: string }

/** An event, and what is the same when WeCom sends it again: take each key once. */
export type ReadEvent = WecomEvent & { key: string }

const MAX_XML = 64 * 1024
const MAX_FIELD = 1000
const MAX_FIELDS = 100

/** The texts of the elements right below the root; entities of a document type are not expanded. */
const fieldsOf = (xml: string): Map<string, string> => {
  const fields = new Map<string, string>()
  const path: string[] = []
  const parser = new Parser(
    {
      onopentag: (name) => {
        path.push(name)
      },
      ontext: (text) => {
        const name = path[1]
        if (path.length !== 2 || name === undefined || (!fields.has(name) && fields.size >= MAX_FIELDS)) return
        fields.set(name, `${fields.get(name) ?? ''}${text}`.slice(0, MAX_FIELD))
      },
      onclosetag: () => {
        path.pop()
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.end(xml)
  return new Map([...fields].map(([name, text]) => [name, text.trim()]))
}

/** `Encrypt` of what was posted to the callback; '' when there is none. */
export const encryptedIn = (body: string): string =>
  body.length > 512 * 1024
    ? ''
    : (/<Encrypt>\s*<!\[CDATA\[([A-Za-z0-9+/=]{1,262144})\]\]>\s*<\/Encrypt>/.exec(body)?.[1] ?? '')

const reasons = { customer_refused: 'customer-refused', customer_limit_exceed: 'successor-full' } as const

/** Reads an opened message: change_contact (path/90970) and change_external_contact (path/92130). */
export const readEvent = (xml: string): ReadEvent => {
  const fields = xml.length > MAX_XML ? new Map<string, string>() : fieldsOf(xml)
  const field = (name: string): string => fields.get(name) ?? ''
  const key = ['FromUserName', 'CreateTime', 'MsgId', 'Event', 'ChangeType', 'UserID', 'ExternalUserID']
    .map(field)
    .join('|')
  return { ...eventOf(field), key }
}

/** Letters, digits and _ - @ . (path/90195). */
const isUserId = (text: string): boolean => /^[\w@.-]{1,64}$/.test(text)

const eventOf = (field: (name: string) => string): WecomEvent => {
  const name = `${field('Event')}/${field('ChangeType')}`
  const userId = field('UserID')
  if (!isUserId(userId)) return { kind: 'other', name: name.slice(0, 100) }
  if (name === 'change_contact/delete_user') return { kind: 'member-left', userId, by: 'gone' }
  if (name === 'change_contact/update_user') {
    // 5: has left the company by themselves.
    if (field('Status') === '5') return { kind: 'member-left', userId, by: 'left' }
    const newUserId = field('NewUserID')
    return {
      kind: 'member-changed',
      userId,
      newUserId: isUserId(newUserId) ? newUserId : null,
      disabled: field('Status') === '2',
    }
  }
  if (name === 'change_external_contact/transfer_fail') {
    const given = field('FailReason')
    const why = given === 'customer_refused' || given === 'customer_limit_exceed' ? reasons[given] : 'other'
    return { kind: 'transfer-failed', userId, customer: field('ExternalUserID'), why }
  }
  return { kind: 'other', name: name.slice(0, 100) }
}
