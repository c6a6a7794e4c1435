import type { Locale } from '../../../kernel/sentence.ts'
import type { FormField } from '../tables.ts'

type Texts = {
  fields: Record<FormField, string>
  read: string
  separately: string
  agree: (what: string, channel: string) => string
  under14: string
  notForChildren: string
  guardian: string
  guardianAgrees: string
  relation: string
  choose: string
  parent: string
  otherGuardian: string
  send: string
  sendForCode: string
  free: string
  code: string
  codeTitle: string
  codeText: string
  confirm: string
  done: string
  doneText: string
  given: string
  withdrawLink: string
  keepLink: string
  withdrawTitle: string
  withdrawText: string
  withdraw: string
  withdrawn: string
  withdrawnText: string
  readNotice: string
}

const zh: Texts = {
  fields: { name: '姓名', mobile: '手机号', email: '邮箱' },
  read: '阅读告知书全文',
  separately: '涉及敏感个人信息，单独征求您的同意',
  agree: (what, channel) => `我同意通过${channel}接收${what}`,
  under14: '本人不满十四周岁',
  notForChildren: '本表单仅供年满十四周岁的人填写。',
  guardian: '不满十四周岁的，由监护人填写',
  guardianAgrees: '我是其父母或其他监护人，已阅读告知书，并同意以上勾选的内容',
  relation: '与本人的关系',
  choose: '请选择',
  parent: '父母',
  otherGuardian: '其他监护人',
  send: '提交',
  sendForCode: '提交并获取验证码',
  free: '是否勾选由您决定，不影响您使用其他服务。以后可以随时撤回，立即生效。',
  code: '验证码',
  codeTitle: '请输入验证码',
  codeText: '验证码已发送到您填写的手机号，10 分钟内有效。输入之后，您的同意才会登记。',
  confirm: '确认',
  done: '已登记您的同意',
  doneText: '您可以随时撤回，撤回后立即生效。',
  given: '您同意了：',
  withdrawLink: '撤回同意',
  keepLink: '请保存这个链接，以后可以用它一键撤回：',
  withdrawTitle: '撤回同意',
  withdrawText: '您曾同意：',
  withdraw: '撤回以上全部同意',
  withdrawn: '已撤回',
  withdrawnText: '撤回已经生效，我们不会再据此向您发送消息。',
  readNotice: '告知书',
}

const en: Texts = {
  fields: { name: 'Name', mobile: 'Mobile number', email: 'E-mail' },
  read: 'Read the whole notice',
  separately: 'About sensitive personal data: we ask for this separately',
  agree: (what, channel) => `I agree to receive ${what} by ${channel}`,
  under14: 'I am under 14',
  notForChildren: 'This form is for people of 14 and older.',
  guardian: 'For a child under 14, to be filled in by a guardian',
  guardianAgrees: 'I am a parent or guardian, have read the notice, and agree to what is ticked above',
  relation: 'Who you are',
  choose: 'Choose',
  parent: 'Parent',
  otherGuardian: 'Other guardian',
  send: 'Send',
  sendForCode: 'Send and get a code',
  free: 'You decide. Not ticking takes no other service from you, and you can withdraw at any time, at once.',
  code: 'Code',
  codeTitle: 'Enter the code',
  codeText: 'A code was sent to the number that you gave; it is valid for 10 minutes. Your consent is recorded once you enter it.',
  confirm: 'Confirm',
  done: 'Your consent is recorded',
  doneText: 'You can withdraw at any time, at once.',
  given: 'You agreed to:',
  withdrawLink: 'Withdraw',
  keepLink: 'Keep this link; by it you can withdraw with one click:',
  withdrawTitle: 'Withdraw your consent',
  withdrawText: 'You agreed to:',
  withdraw: 'Withdraw all of this',
  withdrawn: 'Withdrawn',
  withdrawnText: 'This is in force now: we send you nothing more on the strength of it.',
  readNotice: 'Notice',
}

export const formTexts: Readonly<Record<Locale, Texts>> = { zh, en }
