import type { Sentence } from '../../kernel/sentence.ts'

/** What people may want of their data (个人信息保护法第四章). */
export const requestKinds = ['access', 'correct', 'delete', 'export', 'withdraw', 'object'] as const
export type RequestKind = (typeof requestKinds)[number]

export const kindNames: Readonly<Record<RequestKind, Sentence>> = {
  access: { zh: '查阅', en: 'See my data' },
  correct: { zh: '更正、补充', en: 'Correct my data' },
  delete: { zh: '删除', en: 'Delete my data' },
  export: { zh: '复制、转移', en: 'Take a copy with me' },
  withdraw: { zh: '撤回同意', en: 'Withdraw my consent' },
  object: { zh: '拒绝接收', en: 'Object to messages' },
}

/** By what a request came in. */
export const requestSources = ['page', 'phone', 'letter', 'mail', 'visit'] as const
export type RequestSource = (typeof requestSources)[number]

/** What proves who somebody outside is: a number or address on file. */
export const contactKinds = ['mobile', 'email'] as const
export type ContactKind = (typeof contactKinds)[number]

/** What there is to be told of a request: that it came, what is asked of the person, that there is an answer. */
export const newsAbouts = ['received', 'question', 'answer'] as const
export type NewsAbout = (typeof newsAbouts)[number]

/** On its way, left to a colleague, sent by the program, told by a colleague, overtaken by something newer. */
export const newsStates = ['sending', 'by-hand', 'sent', 'told', 'dropped'] as const
export type NewsState = (typeof newsStates)[number]

/** How the person was told; a colleague has the ways from `mail` on. */
export const newsWays = ['sms', 'mail', 'phone', 'letter', 'visit'] as const
export type NewsWay = (typeof newsWays)[number]

/** Where the page for people outside is. */
export const rightsPath = '/rights'

export const requestsPermissions = {
  'requests.view': { zh: '查看个人信息权利请求', en: 'See requests of people about their data' },
  'requests.handle': { zh: '登记、办理个人信息权利请求', en: 'Enter and handle requests of people about their data' },
  'requests.decide': { zh: '决定删除，或者拒绝个人信息权利请求', en: 'Decide on erasure, and refuse requests of people about their data' },
} as const satisfies Record<string, Sentence>

/** What the ledger can say about requests. No entry holds anything personal: ids, kinds and counts alone. */
export const requestsEvents = {
  'request.code-asked': { zh: '有人申请验证码', en: 'A code was asked for' },
  'request.code-sent': { zh: '验证码已发往登记的号码或邮箱', en: 'A code was sent to a number or address on file' },
  'request.code-refused': { zh: '验证码未通过', en: 'A code was not accepted' },
  'request.session-opened': { zh: '本人通过验证', en: 'Somebody proved to be the owner of a contact on file' },
  'request.session-ended': { zh: '本人结束办理', en: 'The person ended the visit' },
  'request.received': { zh: '收到权利请求', en: 'A request was received' },
  'request.proven': { zh: '身份已核实', en: 'The identity was proven' },
  'request.subject-chosen': { zh: '确定是哪位客户', en: 'The customer whose request it is was chosen' },
  'request.stopped': { zh: '停止处理，立即生效', en: 'Processing was stopped at once' },
  'request.taken': { zh: '开始办理', en: 'Work on the request began' },
  'request.waiting': { zh: '请本人补充，暂停计时', en: 'The person was asked for more; the clock stands still' },
  'request.replied': { zh: '本人已补充，恢复计时', en: 'The person replied; the clock goes on' },
  'request.erasure-asked': { zh: '核对完毕，提请决定删除', en: 'Handed over for a decision on erasure' },
  'request.answered': { zh: '已答复', en: 'The request was answered' },
  'request.refused': { zh: '已拒绝，并说明理由', en: 'The request was refused, with the reason' },
  'request.withdrawn': { zh: '本人撤回请求', en: 'The person took the request back' },
  'request.person-told': { zh: '已告知本人', en: 'The person was told' },
  'request.tell-by-hand': { zh: '无法自动告知，转由人工告知', en: 'The person could not be told by message; a colleague has to' },
  'request.contact-opened': { zh: '为告知本人查看请求所留的联系方式', en: 'The contact of a request was opened, to tell the person' },
  'request.viewed': { zh: '查看权利请求', en: 'A request was viewed' },
  'request.answer-fetched': { zh: '本人下载答复', en: 'The person fetched the answer' },
  'request.certificate-issued': { zh: '出具办理证明', en: 'A certificate was issued' },
  'request.contents-destroyed': { zh: '到期销毁请求内容和答复', en: 'What was written and the answer were destroyed' },
} as const satisfies Record<string, Sentence>

/**
 * What holders of personal data record in the transaction of a request; each belongs to its own module. A holder that records
 * something else adds it here.
 */
export const recordedOfOthers = [
  'customer.viewed',
  'customer.corrected',
  'customer.erasure-asked',
  'customer.erased',
  'customer.restricted',
  'consent.withdrawn',
  'recipient.unsubscribed',
  'recipient.identity-removed',
] as const

export type RequestsEvent = keyof typeof requestsEvents | (typeof recordedOfOthers)[number]
export type RequestsPermission = keyof typeof requestsPermissions
