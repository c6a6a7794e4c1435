import { defineProblem } from '../../../kernel/errors.ts'

export const wayNotOffered = defineProblem('not-found', 'outside-sign-in.not-offered', {
  zh: '本系统没有开通这种登录方式，请改用其他方式登录。',
  en: 'This way to sign in is not offered here; use another one.',
})

/** One answer for a state that is unknown, used, too old, of another browser, another provider or another purpose. */
export const notStartedHere = defineProblem('unauthenticated', 'outside-sign-in.not-started-here', {
  zh: '这次操作不是从本浏览器发起的，或已用过、已超时，请重新开始。如反复出现，请允许浏览器保存本网站的 Cookie。',
  en: 'This was not started in this browser, was used already, or took too long; start again. If it happens again, allow cookies for this site.',
})

/** One answer for a subject that is linked to nobody, and for one whose person may not come in. */
export const identityNotKnown = defineProblem('unauthenticated', 'outside-sign-in.not-known', {
  zh: '该{zh}账号没有关联可以登录的人员。请先用登录名和密码登录，在“我的账号”中关联；仍不能登录的，请联系安全管理员。',
  en: 'This {en} account is linked to nobody who may sign in. Sign in with login name and password and link it on your account page; if that fails, ask a security administrator.',
})

/** The way's own sentence is the whole of it. */
export const refusedOutside = defineProblem('unauthenticated', 'outside-sign-in.refused', { zh: '{zh}', en: '{en}' })

export const providerDoesNotAnswer = defineProblem('unavailable', 'outside-sign-in.no-answer', {
  zh: '{zh}暂时没有响应，请在 {seconds} 秒后重试，或改用其他方式登录。',
  en: '{en} does not answer at the moment; try again in {seconds} seconds, or sign in another way.',
})

export const identityTaken = defineProblem('refused', 'outside-identity.taken', {
  zh: '该{zh}账号已关联其他人员，不能再关联。如果它确实属于您，请联系安全管理员。',
  en: 'This {en} account is linked to somebody else already. If it is yours, ask a security administrator.',
})

export const oneIdentityEach = defineProblem('conflict', 'outside-identity.one-each', {
  zh: '您已关联一个{zh}账号，如需更换，请先解除关联。',
  en: 'You have linked a {en} account already; unlink it first to change it.',
})

export const identityNotThere = defineProblem('conflict', 'outside-identity.not-there', {
  zh: '没有可解除的关联，可能刚被解除，请刷新后再看。',
  en: 'There is nothing to unlink; it may just have been removed. Reload.',
})
