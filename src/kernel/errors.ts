import type { Reason } from './decision.ts'
import type { Sentence, SentenceParams } from './sentence.ts'

/** The family of errors that a caller can act on; everything else is a defect and answered with 500. */
export type ProblemKind = 'unauthenticated' | 'refused' | 'not-found' | 'invalid' | 'too-large' | 'conflict' | 'too-many' | 'unavailable'

/** One offending field of an input: where it is, and what to do about it. */
export type InputIssue = { path: string; message: string }

type ProblemExtras = { reasons?: readonly Reason[]; issues?: readonly InputIssue[]; retryAfterSeconds?: number }

/** An error with a code that is also the key of its sentence; the sentence says what to do. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly code: string
  readonly sentence: Sentence
  readonly params: SentenceParams
  readonly reasons: readonly Reason[]
  readonly issues: readonly InputIssue[]
  readonly retryAfterSeconds: number | undefined

  constructor(kind: ProblemKind, code: string, sentence: Sentence, params: SentenceParams, extras: ProblemExtras) {
    super(code)
    this.name = 'Problem'
    this.kind = kind
    this.code = code
    this.sentence = sentence
    this.params = params
    this.reasons = extras.reasons ?? []
    this.issues = extras.issues ?? []
    this.retryAfterSeconds = extras.retryAfterSeconds
  }
}

const known = new Map<string, Sentence>()

/**
 * Declares a problem once, beside the rule that raises it, and returns the function that makes it.
 * @param code `module.what-is-wrong`, unique in the program
 * @throws Error at start when two declarations share a code
 */
export const defineProblem = (kind: ProblemKind, code: string, sentence: Sentence) => {
  if (known.has(code)) throw new Error(`Problem code declared twice: ${code}`)
  known.set(code, sentence)
  return (params: SentenceParams = {}, extras: ProblemExtras = {}): Problem =>
    new Problem(kind, code, sentence, params, extras)
}

export const invalidInput = defineProblem('invalid', 'input.invalid', {
  zh: '填写的内容有 {count} 处不符合要求，请按提示修改后重试。',
  en: '{count} fields do not meet the requirements; correct them as shown and try again.',
})

export const signInRequired = defineProblem('unauthenticated', 'session.required', {
  zh: '请先登录。',
  en: 'Please sign in first.',
})

/** One answer for keys that are wrong, expired and revoked: whoever tries them learns nothing. */
export const keyNotAccepted = defineProblem('unauthenticated', 'api-key.not-accepted', {
  zh: '接口密钥无效或已失效，请向安全管理员索取新的密钥。',
  en: 'This API key is not accepted; ask a security administrator for a new one.',
})

export const permissionMissing = defineProblem('refused', 'permission.missing', {
  zh: '您的岗位没有“{permission}”的权限，如确有需要，请联系安全管理员。',
  en: 'Your post does not carry the permission "{permission}"; ask a security administrator if you need it.',
})

export const secondFactorFirst = defineProblem('refused', 'session.second-factor-first', {
  zh: '请先启用第二重验证（通行密钥、动态验证码或短信验证码），然后继续。',
  en: 'Set up a second factor first (a passkey, one-time codes or codes by SMS), then go on.',
})

export const newPasswordFirst = defineProblem('refused', 'session.new-password-first', {
  zh: '密码已到更换期限或被要求更换，请先修改密码，然后继续。',
  en: 'Your password is due for a change; change it first, then go on.',
})

export const passkeyFirst = defineProblem('refused', 'session.passkey-first', {
  zh: '“{permission}”属于重要岗位，须用通行密钥或安全密钥登录后才能使用。请先验证通行密钥；还没有的，请在“我的账号”中添加。',
  en: '"{permission}" belongs to a privileged post and needs a sign-in with a passkey or security key. Verify yours, or add one on your account page.',
})

export const proveAgain = defineProblem('refused', 'session.prove-again', {
  zh: '这是敏感操作，请先再次验证身份，然后重试。',
  en: 'This is a sensitive operation: prove who you are once more, then try again.',
})

export const notGivenToKey = defineProblem('refused', 'api-key.operation-not-given', {
  zh: '这个接口密钥不能调用 {operation}，如确有需要，请由安全管理员另发密钥。',
  en: 'This API key may not call {operation}; ask a security administrator for another key if you need it.',
})

export const gateRefused = defineProblem('refused', 'gate.refused', {
  zh: '此操作未获放行：{first}',
  en: 'The gate did not let this pass: {first}',
})

export const notFound = defineProblem('not-found', 'record.not-found', {
  zh: '没有找到这条记录，可能已被删除，或不在您可查看的范围内。',
  en: 'This record does not exist, or lies outside what you may see.',
})

export const changedMeanwhile = defineProblem('conflict', 'record.changed-meanwhile', {
  zh: '这条记录刚被他人修改，请刷新后再试；您填写的内容没有丢失。',
  en: 'Somebody changed this record just now; reload and try again. What you typed is kept.',
})
