import { defineGate } from '../../../kernel/gate.ts'
import type { CredentialKind } from './kinds.ts'

/** Check-outs of one person in an hour, over all passwords. */
export const mostRevealsAnHour = 3

export type RevealFacts = {
  kind: CredentialKind
  state: 'active' | 'leaked' | 'retired'
  /** Has a live seat on the account, or answers for the account or the credential. */
  connected: boolean
  /** The password opens a core account. */
  core: boolean
  /** The session may act on core accounts. */
  onCoreAccounts: boolean
  /** Check-outs of this person in the last hour. */
  recent: number
}

/** Whether somebody may see a shared password. */
export const revealGate = defineGate<RevealFacts>([
  {
    code: 'reveal.not-a-password',
    otherwise: 'deny',
    sentence: {
      zh: '只有共用密码可以借用；应用密钥、接口密钥和令牌只供系统使用，不向任何人显示',
      en: 'Only shared passwords are checked out; app secrets, API keys and tokens are used by the program and shown to nobody',
    },
    holds: ({ kind }) => kind === 'password',
  },
  {
    code: 'reveal.not-in-use',
    otherwise: 'deny',
    sentence: {
      zh: '这个密码已停用或疑似泄露，请等责任人更换后再借用',
      en: 'This password was retired or may have leaked; wait until its owner has changed it',
    },
    holds: ({ state }) => state === 'active',
  },
  {
    code: 'reveal.no-seat',
    otherwise: 'deny',
    sentence: {
      zh: '您在这个账号上没有席位，不能借用它的密码；如确有需要，请先由安全管理员登记席位',
      en: 'You have no seat on this account; ask a security administrator for one if you need it',
    },
    holds: ({ connected }) => connected,
  },
  {
    code: 'reveal.core-account',
    otherwise: 'deny',
    sentence: {
      zh: '这是核心账号的密码，须用安全密钥登录后才能借用。请在“我的账号”中验证或添加可用于核心账号的安全密钥',
      en: 'This password opens a core account: it is checked out after a sign-in with a security key. Verify yours, or add one on your account page',
    },
    holds: ({ core, onCoreAccounts }) => !core || onCoreAccounts,
  },
  {
    code: 'reveal.too-many',
    otherwise: 'deny',
    sentence: {
      zh: '您一小时内已借用 {recent} 次，请稍后再试；急需时请联系安全管理员',
      en: 'You checked out {recent} passwords within an hour; wait, or ask a security administrator when it is urgent',
    },
    holds: ({ recent }) => recent < mostRevealsAnHour,
    params: ({ recent }) => ({ recent }),
  },
])
