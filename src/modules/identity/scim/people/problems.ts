import { defineProblem } from '../../../../kernel/errors.ts'

export const forKeysOnly = defineProblem('refused', 'scim.key-only', {
  zh: '此操作只供通讯录用接口密钥调用，请在“人员与岗位”中办理。',
  en: 'This is for a directory that calls with an API key; use the page of people instead.',
})

export const externalIdTaken = defineProblem('conflict', 'scim.external-id-taken', {
  zh: '这个 externalId 已经对应另一位人员，请在通讯录中核对。',
  en: 'This externalId belongs to another person already; check it in the directory.',
})

export const hasLeft = defineProblem('conflict', 'scim.person-has-left', {
  zh: '此人已办理离职，通讯录不能让其恢复。如重新入职，请安全管理员在“人员与岗位”中重新邀请。',
  en: 'This person has left, and a directory does not bring them back: a security administrator invites them anew.',
})

export const loginNameOfLeaver = defineProblem('conflict', 'scim.login-name-of-leaver', {
  zh: '登录名“{loginName}”属于已离职的人员。如重新入职，请安全管理员在“人员与岗位”中重新邀请；如是另一个人，请换一个 userName。',
  en: 'The login name "{loginName}" belongs to somebody who left. A security administrator invites them anew; somebody else needs another userName.',
})

export const suspendedHere = defineProblem('conflict', 'scim.person-suspended', {
  zh: '此人已被安全管理员停用，通讯录不能恢复，请在“人员与岗位”中办理。',
  en: 'An administrator suspended this person; only an administrator reinstates them.',
})

export const notInvitable = defineProblem('invalid', 'scim.inactive-newcomer', {
  zh: '不能添加已停用的人员，请在其启用后再同步。',
  en: 'Somebody who is not active cannot be added; send them once they are.',
})

export const versionStale = defineProblem('conflict', 'scim.version-stale', {
  zh: '此人的信息已有变化，请重新读取后再修改。',
  en: 'This person was changed meanwhile; read them again first.',
})

export const tooManyDepartments = defineProblem('conflict', 'scim.too-many-departments', {
  zh: '部门已有 {most} 个，不再自动新建，请先在微盾中整理。',
  en: 'There are {most} departments; no more are made for a directory.',
})

export const tooManyNewcomers = defineProblem('too-many', 'scim.too-many-newcomers', {
  zh: '通讯录在 24 小时内已添加 {most} 人，达到上限，请明天继续。',
  en: 'The directory added {most} people within a day, which is the most; go on tomorrow.',
})
