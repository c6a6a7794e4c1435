import { defineProblem } from '../../kernel/errors.ts'

export const personNeeded = defineProblem('refused', 'outreach.person-needed', {
  zh: '告知书和触达设置须由人员发布和修改，接口密钥不能代办。',
  en: 'Notices and sending settings are changed by people; an API key cannot do it.',
})

export const recipientUnknown = defineProblem('not-found', 'outreach.recipient-unknown', {
  zh: '查无此人，请核对编号。',
  en: 'Nobody of that id is known; check the id.',
})

export const noticeUnchanged = defineProblem('conflict', 'outreach.notice-unchanged', {
  zh: '内容与现行版本完全相同，不需要发布新版本。',
  en: 'Nothing differs from the version in force; there is nothing to publish.',
})

export const noticePurposeFixed = defineProblem('conflict', 'outreach.notice-purpose-fixed', {
  zh: '告知书的用途不能更改，请另发一份新的告知书。',
  en: 'The purpose of a notice cannot change; publish another notice.',
})

export const nothingToWithdraw = defineProblem('conflict', 'outreach.nothing-to-withdraw', {
  zh: '此人在这些渠道上没有有效的同意，不需要撤回。',
  en: 'This person has no consent in force over these channels; there is nothing to withdraw.',
})

export const replyNoKeyword = defineProblem('invalid', 'outreach.reply-no-keyword', {
  zh: '这条回复不是退订关键词（退订、拒收、取消、T、TD、N、R），没有作退订处理。',
  en: 'This reply is no keyword for unsubscribing (退订, 拒收, 取消, T, TD, N, R); nothing was changed.',
})

export const linkNotAccepted = defineProblem('not-found', 'outreach.link-not-accepted', {
  zh: '链接不完整或已失效，请从收到的消息中重新打开，或联系发送方。',
  en: 'This link is incomplete or no longer valid; open it from the message again, or write to the sender.',
})

export const noticeNotThere = defineProblem('not-found', 'outreach.notice-not-there', {
  zh: '没有这份告知书，请核对网址。',
  en: 'There is no such notice; check the address.',
})
