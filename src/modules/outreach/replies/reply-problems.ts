import { defineProblem } from '../../../kernel/errors.ts'

export const replyAddressUnknown = defineProblem('not-found', 'outreach.reply-address-unknown', {
  zh: '没有这个回调地址，请从触达设置中重新复制。',
  en: 'There is no such address; copy it again from the sending settings.',
})

export const repliesMalformed = defineProblem('invalid', 'outreach.replies-malformed', {
  zh: '回调内容不是该短信服务商的格式，没有处理。',
  en: 'The body is not in the form of this supplier; nothing was done.',
})
