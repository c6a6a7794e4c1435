import type { CallFailure } from '../../kernel/outbound/call-outside.ts'
import { sameBytes } from '../../kernel/secrets/compare.ts'
import type { Sentence } from '../../kernel/sentence.ts'

/** What is made anew for every sign-in and kept with the browser's session until it comes back. */
export type SignInSecrets = {
  /** 32 to 128 letters and digits: WeCom takes no other signs. */
  state: string
  /** For providers of OpenID Connect. */
  nonce: string
  /** PKCE (RFC 7636): 43 to 128 letters, digits and - . _ ~. */
  verifier: string
}

export type SignInStart = SignInSecrets & {
  /** Where the provider sends the browser back to; registered there. */
  redirectUri: URL
  /** `app`: within the provider's own app, where a QR code would be of no use. */
  place: 'browser' | 'app'
}

/** What the provider says of whoever signed in. It is one factor: the second one is asked for as always. */
export type OutsidePerson = {
  /** The same for the same person for ever, within this provider. */
  subject: string
  /** A name by which the person is perhaps known here, such as a mail address or a staff number; proves nothing. */
  loginHint: string | null
  name: string | null
  departmentId: string | null
}

export type SignInFailure =
  | { kind: 'refused'; why: SignInRefusal; sentence: Sentence }
  | { kind: 'try-later'; why: CallFailure | 'unreadable'; afterSeconds: number }

/** A way to sign in through somebody else. Neither function throws for what the other side does. */
export type OutsideSignIn = {
  id: 'oidc' | 'wecom' | 'dingtalk' | 'feishu'
  title: Sentence
  /** Within what subjects are unique, where another configuration may give the same one to somebody else. */
  realm: string | null
  /** Where the browser is sent. */
  authorizeUrl: (start: SignInStart, signal: AbortSignal) => Promise<{ kind: 'url'; url: URL } | SignInFailure>
  /** `returned`: the parameters with which the browser came back to the address of `start`. */
  exchange: (
    start: Omit<SignInStart, 'place'>,
    returned: URLSearchParams,
    signal: AbortSignal,
  ) => Promise<{ kind: 'person'; person: OutsidePerson } | SignInFailure>
}

const refusals = {
  cancelled: {
    zh: '登录已取消，请回到登录页重新选择登录方式。',
    en: 'The sign-in was cancelled; go back and choose how to sign in.',
  },
  state: {
    zh: '这次登录不是从本页面发起的，或已超时，请回到登录页重新开始。',
    en: 'This sign-in was not started here, or took too long; go back and start again.',
  },
  code: {
    zh: '授权码无效或已过期，请回到登录页重新登录。',
    en: 'The code is invalid or has expired; go back and sign in again.',
  },
  stranger: {
    zh: '您不是本企业的成员，或不在应用的可用范围内，请联系管理员。',
    en: 'You are no member of this company, or the app is not open to you; ask an administrator.',
  },
  settings: {
    zh: '这种登录方式的配置有误，请改用其他方式登录，并告知管理员核对应用编号、密钥和权限。',
    en: 'This way to sign in is configured wrongly; use another one and have an administrator check its settings.',
  },
  untrusted: {
    zh: '身份提供方的答复未通过核验，未予登录，请改用其他方式登录并告知管理员。',
    en: 'The identity provider’s answer did not pass verification; sign in another way and tell an administrator.',
  },
} as const satisfies Record<string, Sentence>

export type SignInRefusal = keyof typeof refusals

export const refusedSignIn = (why: SignInRefusal): SignInFailure => ({ kind: 'refused', why, sentence: refusals[why] })

export const delayedSignIn = (why: CallFailure | 'unreadable'): SignInFailure => ({
  kind: 'try-later',
  why,
  afterSeconds: 10,
})

const MAX_CODE = 2048

/**
 * The code with which the browser came back, where it came back from the sign-in that was started in the same session.
 * `names`: the parameters in which the provider puts it, the first that is there.
 */
export const returnedCode = (
  returned: URLSearchParams,
  { state, names }: { state: string; names: readonly string[] },
): { kind: 'code'; code: string } | SignInFailure => {
  if (!sameBytes(Buffer.from(returned.get('state') ?? ''), Buffer.from(state))) return refusedSignIn('state')
  const code = names.map((name) => returned.get(name)).find((value) => value !== null && value !== '')
  // Whoever says no comes back without a code, at some providers with an error besides.
  if (code === undefined || code === null || returned.has('error')) return refusedSignIn('cancelled')
  return code.length > MAX_CODE ? refusedSignIn('code') : { kind: 'code', code }
}

/** Cut to length, without control characters; null when nothing is left. */
export const shortText = (text: string | null | undefined, most: number): string | null => {
  const clean = (text ?? '')
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, most)
    .toWellFormed()
  return clean === '' ? null : clean
}
