import { defineGate } from '../../kernel/gate.ts'
import { type Factor, isStrong } from './factors.ts'

/** Administrators that a core account needs at its platform: one may be ill when it is stolen. */
export const fewestAdministrators = 2

export type CoreFacts = {
  core: boolean
  factors: readonly Factor[]
  /** Active people with a live seat as owner or administrator. */
  administrators: number
  hasRecovery: boolean
  verifiedSubject: string | null
  /** The last day, YYYY-MM-DD; null where the platform names none. */
  verificationExpiresOn: string | null
  today: string
}

/** Whether a core account is protected as it must be; it asks for a person where it is not. Allows every other account. */
export const coreGate = defineGate<CoreFacts>([
  {
    code: 'account.core-without-strong-factor',
    otherwise: 'review',
    sentence: {
      zh: '核心账号须在平台上开启扫码确认、设备锁、动态验证码或通行密钥中的至少一种，只有密码和短信不够',
      en: 'A core account needs confirmation by scan, a device lock, one-time codes or a passkey at its platform; a password and SMS are not enough',
    },
    holds: ({ core, factors }) => !core || isStrong(factors),
  },
  {
    code: 'account.core-with-few-administrators',
    otherwise: 'review',
    sentence: {
      zh: '核心账号至少要有 {fewest} 名在岗的平台管理员，现有 {administrators} 名',
      en: 'A core account needs {fewest} active administrators at its platform; it has {administrators}',
    },
    holds: ({ core, administrators }) => !core || administrators >= fewestAdministrators,
    params: ({ administrators }) => ({ administrators, fewest: fewestAdministrators }),
  },
  {
    code: 'account.core-without-recovery',
    otherwise: 'review',
    sentence: {
      zh: '核心账号须登记找回手机或找回邮箱，被盗时才能申诉',
      en: 'A core account needs a recovery phone or mailbox on record, or nobody can appeal when it is stolen',
    },
    holds: ({ core, hasRecovery }) => !core || hasRecovery,
  },
  {
    code: 'account.core-not-verified',
    otherwise: 'review',
    sentence: {
      zh: '核心账号须完成主体认证，并登记认证主体',
      en: 'A core account must be verified at its platform, with the verified subject on record',
    },
    holds: ({ core, verifiedSubject }) => !core || verifiedSubject !== null,
  },
  {
    code: 'account.verification-expired',
    otherwise: 'review',
    sentence: {
      zh: '主体认证已于 {expiredOn} 到期，请在平台上重新认证后更新到期日',
      en: 'The verification ended on {expiredOn}; renew it at the platform and enter the new date',
    },
    holds: ({ core, verificationExpiresOn, today }) =>
      !core || verificationExpiresOn === null || verificationExpiresOn >= today,
    params: ({ verificationExpiresOn }) => ({ expiredOn: verificationExpiresOn ?? '' }),
  },
])
