import { defineProblem } from '../../kernel/errors.ts'

/** One answer for a wrong name, a wrong password and a suspended person: nobody learns which it was. */
export const wrongCredentials = defineProblem('unauthenticated', 'sign-in.wrong-credentials', {
  zh: '登录名或密码不正确，请检查后重试。若忘记密码，请联系安全管理员。',
  en: 'The login name or the password is wrong; check and try again. If you forgot it, ask a security administrator.',
})

export const tooManyFailures = defineProblem('too-many', 'sign-in.too-many-failures', {
  zh: '失败次数过多，请在 {seconds} 秒后重试。',
  en: 'Too many failures; try again in {seconds} seconds.',
})

export const wrongCode = defineProblem('unauthenticated', 'sign-in.wrong-code', {
  zh: '验证码不正确或已经用过，请等待下一个验证码再试。',
  en: 'The code is wrong or was used before; wait for the next code and try again.',
})

export const signInExpired = defineProblem('unauthenticated', 'sign-in.expired', {
  zh: '本次登录已失效，请重新输入登录名和密码。',
  en: 'This sign-in has run out; enter your login name and password again.',
})

export const invitationExpired = defineProblem('not-found', 'invitation.expired', {
  zh: '邀请链接无效、已使用或已过期，请联系安全管理员重新发送。',
  en: 'The invitation is unknown, used or expired; ask a security administrator for a new one.',
})

export const setUpLinkExpired = defineProblem('not-found', 'set-up.link-expired', {
  zh: '初始设置链接无效或已过期，请重新启动程序，获取新的链接。',
  en: 'The set-up link is unknown or expired; start the program again to get a new one.',
})

export const alreadySetUp = defineProblem('conflict', 'set-up.already-done', {
  zh: '系统已完成初始设置，请直接登录。',
  en: 'This installation is set up already; please sign in.',
})

export const passwordRefused = defineProblem('invalid', 'password.refused', {
  zh: '密码不符合要求，请按所列各条修改。',
  en: 'The password does not meet the rules; change it as listed.',
})

export const currentPasswordWrong = defineProblem('invalid', 'password.current-wrong', {
  zh: '当前密码不正确，请重新输入。',
  en: 'The current password is wrong; enter it again.',
})

export const codeNotAccepted = defineProblem('invalid', 'totp.code-wrong', {
  zh: '验证码不正确或已经用过，请等待下一个验证码再试。',
  en: 'The code is wrong or was used before; wait for the next code and try again.',
})

export const totpAlreadyEnabled = defineProblem('conflict', 'totp.already-enabled', {
  zh: '动态验证码已经启用；如需更换设备，请先停用再重新绑定。',
  en: 'One-time codes are on already; to change the device, switch them off first.',
})

export const totpNotEnabled = defineProblem('conflict', 'totp.not-enabled', {
  zh: '动态验证码尚未启用。',
  en: 'One-time codes are not switched on.',
})

export const totpNotBegun = defineProblem('conflict', 'totp.not-begun', {
  zh: '绑定已超时，请重新扫描二维码。',
  en: 'The set-up has run out; scan a new code.',
})

export const loginNameTaken = defineProblem('conflict', 'person.login-name-taken', {
  zh: '登录名“{loginName}”已被使用，请换一个。',
  en: 'The login name "{loginName}" is taken; choose another one.',
})

export const personStateUnfit = defineProblem('conflict', 'person.state-unfit', {
  zh: '该人员当前状态不允许此操作，请刷新后再试。',
  en: 'The state of this person does not allow this; reload and try again.',
})

export const departmentNameTaken = defineProblem('conflict', 'department.name-taken', {
  zh: '已有名为“{name}”的部门。',
  en: 'There is a department called "{name}" already.',
})

export const departmentHeadUnfit = defineProblem('conflict', 'department.head-unfit', {
  zh: '负责人须是本部门的在岗人员，请先把其调入本部门。',
  en: 'The head must be an active person of this department; move them there first.',
})

export const unknownPost = defineProblem('invalid', 'posts.unknown', {
  zh: '没有“{post}”这个岗位。',
  en: 'There is no post "{post}".',
})

export const operationNotGrantable = defineProblem('refused', 'api-key.operation-not-grantable', {
  zh: '不能把 {operation} 授予接口密钥：它不对程序开放，或者超出您自己的权限。',
  en: '{operation} cannot be given to an API key: it is not for programs, or lies beyond your own permissions.',
})

export const apiKeyNameTaken = defineProblem('conflict', 'api-key.name-taken', {
  zh: '已有名为“{name}”的接口密钥，请换一个名称，或先撤销原来的密钥。',
  en: 'There is an API key called "{name}" already; choose another name, or revoke that key first.',
})

export const apiKeyEnded = defineProblem('conflict', 'api-key.revoked-already', {
  zh: '这个接口密钥已经撤销。',
  en: 'This API key was revoked already.',
})

export const tooManyApiKeys = defineProblem('conflict', 'api-key.too-many', {
  zh: '有效的接口密钥已有 {most} 个，请先撤销不再使用的密钥。',
  en: 'There are {most} valid API keys; revoke those that are no longer used first.',
})
