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

export const signInUnusual = defineProblem('refused', 'sign-in.unusual', {
  zh: '本次登录与平时明显不同，需要更强的验证，而该账号没有启用，已拒绝登录并通知本人。请换回常用的设备和网络，或联系安全管理员。',
  en: 'This sign-in is unlike the person and needs a stronger factor, which the account does not have. It was refused and its person told. Use your usual device and network, or ask a security administrator.',
})

export const passkeyDemanded = defineProblem('refused', 'sign-in.passkey-demanded', {
  zh: '本次登录与平时明显不同，只能用通行密钥验证。',
  en: 'This sign-in is unlike the person: it takes a passkey and nothing else.',
})

export const proofNotAccepted = defineProblem('unauthenticated', 'sign-in.proof-not-accepted', {
  zh: '验证未通过：验证码不正确或已经用过，或通行密钥不匹配。请重试。',
  en: 'This was not accepted: the code is wrong or was used before, or the passkey does not fit. Try again.',
})

export const passkeyNotKnown = defineProblem('unauthenticated', 'sign-in.passkey-not-known', {
  zh: '这把通行密钥没有在本系统登记，或已停用。请改用登录名和密码登录。',
  en: 'This passkey is not registered here, or was ended. Sign in with login name and password instead.',
})

export const passkeyCloned = defineProblem('refused', 'passkey.cloned', {
  zh: '这把密钥的使用计数倒退，可能已被复制，系统已将其停用。请改用其他方式验证，并立即报告安全管理员。',
  en: 'The counter of this key went backwards: it may have been copied, and was ended. Use another factor and report it.',
})

export const passkeyNotAccepted = defineProblem('invalid', 'passkey.not-accepted', {
  zh: '未能添加：浏览器的答复无效或已超时。请重试，并确认您使用的是本系统的网址。',
  en: 'This could not be added: the answer of the browser is not valid or came too late. Try again at the address of this system.',
})

export const passkeyTaken = defineProblem('conflict', 'passkey.taken', {
  zh: '这把密钥已经登记过。',
  en: 'This key is registered already.',
})

export const tooManyPasskeys = defineProblem('conflict', 'passkey.too-many', {
  zh: '每人最多 {most} 把通行密钥，请先移除不再使用的。',
  en: 'A person has at most {most} passkeys; remove those that are no longer used.',
})

export const proofTooWeak = defineProblem('refused', 'proof.too-weak', {
  zh: '本次登录使用了通行密钥，请仍用通行密钥验证。',
  en: 'This session rests on a passkey; verify it with one again.',
})

export const noFactorToRecover = defineProblem('conflict', 'recovery-codes.no-factor', {
  zh: '请先启用一种第二重验证，再生成恢复码。',
  en: 'Set up a second factor before you make recovery codes.',
})

export const noFactorToReset = defineProblem('conflict', 'factors.none', {
  zh: '该人员没有启用第二重验证。',
  en: 'This person has no second factor.',
})

export const phoneAlreadyOn = defineProblem('conflict', 'phone.already-on', {
  zh: '已绑定手机号，如需更换，请先解绑。',
  en: 'A mobile number is set up already; remove it first to change it.',
})

export const smsNotConfigured = defineProblem('unavailable', 'sms.not-configured', {
  zh: '本系统没有配置短信服务，请改用动态验证码或通行密钥。',
  en: 'No SMS service is configured here; use one-time codes or a passkey.',
})

export const smsTooOften = defineProblem('too-many', 'sms.too-often', {
  zh: '短信发送过于频繁，请在 {seconds} 秒后重试。',
  en: 'Codes were sent too often; try again in {seconds} s.',
})

export const signInExpired = defineProblem('unauthenticated', 'sign-in.expired', {
  zh: '本次登录已失效，请重新登录。',
  en: 'This sign-in has run out; start again.',
})

export const signInElsewhere = defineProblem('unauthenticated', 'sign-in.elsewhere', {
  zh: '这次登录是在另一台设备或浏览器上开始的，请回到那里继续，或在这里重新登录。',
  en: 'This sign-in was begun on another device or browser; go on there, or sign in here from the start.',
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

export const passwordNotJudged = defineProblem('unavailable', 'password.not-judged-now', {
  zh: '暂时无法判断密码是否容易被猜中，密码没有修改，请稍后再试。',
  en: 'Whether the password is easily guessed cannot be told at the moment; nothing was changed. Try again shortly.',
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

export const changesNothing = defineProblem('invalid', 'matrix.changes-nothing', {
  zh: '草稿与现行矩阵没有差别，请先勾选要授予或收回的权限。',
  en: 'The draft changes nothing of the matrix in force; choose what to give or take first.',
})

export const draftWaits = defineProblem('conflict', 'matrix.draft-waits', {
  zh: '已有一份草稿等待确认，请先确认或作废。',
  en: 'A draft waits for its decision already; confirm or discard it first.',
})

export const draftDecided = defineProblem('conflict', 'matrix.draft-decided', {
  zh: '这份草稿已经处理，或已换成另一份，请刷新后再看。',
  en: 'This draft was decided already, or another one has taken its place; reload.',
})

export const tooManyStanding = defineProblem('conflict', 'matrix.too-many-changes', {
  zh: '与出厂矩阵的差别超过 {most} 处，请改为修改 packs/permission-matrix.yaml。',
  en: 'The matrix would differ from the shipped one in more than {most} places; edit packs/permission-matrix.yaml instead.',
})

export const postNotHeld = defineProblem('conflict', 'posts.not-held', {
  zh: '该人员已不担任这个岗位，请刷新后再看。',
  en: 'This person does not hold that post any more; reload.',
})

export const postHeldAlready = defineProblem('conflict', 'posts.held-already', {
  zh: '该人员已经担任这个岗位，无需再临时授予。',
  en: 'This person holds that post already; there is nothing to give.',
})

export const postAskedAlready = defineProblem('conflict', 'temporary-post.asked-already', {
  zh: '您已经申请过这个岗位，请等待处理，或先撤回原来的申请。',
  en: 'You have asked for that post already; wait for the answer, or withdraw the request first.',
})

export const tooManyPostRequests = defineProblem('conflict', 'temporary-post.too-many-requests', {
  zh: '最多同时有 {most} 个待处理的申请，请先撤回不需要的。',
  en: 'At most {most} requests may wait at a time; withdraw those that you do not need.',
})

export const postRequestOver = defineProblem('conflict', 'temporary-post.request-over', {
  zh: '这个申请已经处理或撤回，请刷新后再看。',
  en: 'This request was decided or withdrawn already; reload.',
})

export const temporaryPostEnded = defineProblem('conflict', 'temporary-post.ended', {
  zh: '这个临时岗位已经结束，请刷新后再看。',
  en: 'This temporary post has ended already; reload.',
})

export const temporaryPostReviewed = defineProblem('conflict', 'temporary-post.reviewed', {
  zh: '这次紧急取得已经复核，或不需要复核。',
  en: 'This was reviewed already, or needs no review.',
})

export const reviewClosed = defineProblem('conflict', 'access-review.closed', {
  zh: '本次岗位复核已经截止，到期未确认的岗位已自动收回。',
  en: 'This access review is closed; what was not confirmed in time was withdrawn.',
})

export const reviewItemDecided = defineProblem('conflict', 'access-review.decided', {
  zh: '其中有岗位已经被复核过，请刷新后再看。',
  en: 'Some of these were decided already; reload.',
})
