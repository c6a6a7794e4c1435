import { defineProblem } from '../../../kernel/errors.ts'

export const noDirectory = defineProblem('conflict', 'directory.not-connected', {
  zh: '尚未连接企业微信，请先按《部署与备份》里的“连接外部系统”配置。',
  en: 'WeCom is not connected; configure it first (guide: connecting outside systems).',
})

export const readingUnderWay = defineProblem('conflict', 'directory.reading-under-way', {
  zh: '正在读取通讯录，请等它读完。',
  en: 'The contact book is being read; wait until it is done.',
})

export const proposalChanged = defineProblem('conflict', 'directory.proposal-changed', {
  zh: '其中有内容已经变化（{subject}），请刷新后重新核对。',
  en: 'Something of it has changed meanwhile ({subject}); reload and look again.',
})

export const loginNameUnfit = defineProblem('conflict', 'directory.login-name-unfit', {
  zh: '成员 {subject} 的账号不能用作登录名，或登录名已被占用，请先在“人员”里添加，再关联。',
  en: 'The id of member {subject} is no login name here, or is taken; add the person by hand and link them.',
})

export const departureNotHeld = defineProblem('conflict', 'directory.departure-not-held', {
  zh: '其中有人员的离开已经处理过，请刷新后再看。',
  en: 'Some of these were decided already; reload.',
})

export const headMovesByHand = defineProblem('conflict', 'directory.head-moves-by-hand', {
  zh: '{name} 是部门负责人，换部门会改变其审核范围，请在“人员”页面里修改。',
  en: '{name} heads a department, so moving changes what they decide on; do it on the page of people.',
})

export const callbackRefused = defineProblem('refused', 'directory.callback-refused', {
  zh: '回调未通过校验，请核对企业微信里的 Token、EncodingAESKey 和服务器时间。',
  en: 'The callback did not prove itself; check Token, EncodingAESKey and the clock of the server.',
})
