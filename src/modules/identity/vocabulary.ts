import type { Sentence } from '../../kernel/sentence.ts'

/** What a post may be allowed to do here. */
export const identityPermissions = {
  'identity.view-people': { zh: '查看人员与岗位', en: 'See people and their posts' },
  'identity.manage-people': {
    zh: '管理人员、部门与岗位',
    en: 'Manage people, departments and posts',
  },
  'identity.manage-api-keys': { zh: '发放和撤销接口密钥', en: 'Give and revoke API keys' },
  'identity.view-matrix': { zh: '查看权限矩阵', en: 'See the permission matrix' },
} as const satisfies Record<string, Sentence>

/** What the ledger can say about people and their sign-ins. */
export const identityEvents = {
  'company.set-up': { zh: '完成公司初始设置', en: 'The company was set up' },
  'department.added': { zh: '新增部门', en: 'A department was added' },
  'department.changed': { zh: '修改部门', en: 'A department was changed' },
  'people.viewed': { zh: '查看人员名单', en: 'The list of people was viewed' },
  'person.invited': { zh: '邀请人员加入', en: 'A person was invited' },
  'person.joined': { zh: '接受邀请并设置密码', en: 'A person accepted the invitation and set a password' },
  'person.changed': { zh: '修改人员信息', en: 'A person was changed' },
  'person.suspended': { zh: '停用人员', en: 'A person was suspended' },
  'person.reinstated': { zh: '恢复人员', en: 'A person was reinstated' },
  'posts.changed': { zh: '变更岗位', en: 'The posts of a person were changed' },
  'person.signed-in': { zh: '登录成功', en: 'A person signed in' },
  'person.sign-in-failed': { zh: '登录失败', en: 'A sign-in failed' },
  'person.password-accepted': { zh: '密码正确，等待第二重验证', en: 'The password was right; the second factor is awaited' },
  'person.check-failed': { zh: '已登录人员的身份复核未通过', en: 'A signed-in person failed to prove who they are again' },
  'password.changed': { zh: '修改密码', en: 'A password was changed' },
  'totp.begun': { zh: '开始绑定动态验证码', en: 'Set-up of one-time codes began' },
  'totp.enabled': { zh: '启用动态验证码', en: 'One-time codes were switched on' },
  'totp.disabled': { zh: '停用动态验证码', en: 'One-time codes were switched off' },
  'totp.reset': { zh: '管理员重置动态验证码', en: 'An administrator reset the one-time codes of a person' },
  'session.ended': { zh: '会话结束', en: 'A session was ended' },
  'api-key.given': { zh: '发放接口密钥', en: 'An API key was given' },
  'api-key.revoked': { zh: '撤销接口密钥', en: 'An API key was revoked' },
  'sign-in-settings.changed': { zh: '修改登录设置', en: 'The sign-in settings were changed' },
} as const satisfies Record<string, Sentence>

export type IdentityPermission = keyof typeof identityPermissions
export type IdentityEvent = keyof typeof identityEvents
