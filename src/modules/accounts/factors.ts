import { z } from 'zod'
import type { Sentence } from '../../kernel/sentence.ts'

/** What a platform can ask for at a sign-in, and what its settings call it. */
export const factorNames = {
  password: { zh: '登录密码', en: 'Password' },
  sms: { zh: '短信验证码', en: 'SMS code' },
  scan: { zh: '管理员扫码确认', en: 'Confirmation by scan' },
  'device-lock': { zh: '登录设备锁', en: 'Device lock' },
  totp: { zh: '动态验证码', en: 'One-time code' },
  passkey: { zh: '通行密钥', en: 'Passkey' },
} as const satisfies Record<string, Sentence>

export type Factor = keyof typeof factorNames

export const factorField = z.enum(Object.keys(factorNames) as [Factor, ...Factor[]])

/** Factors that a stolen password, or a SIM card in other hands, does not get past. */
const strongFactors: ReadonlySet<Factor> = new Set(['scan', 'device-lock', 'totp', 'passkey'])

/** Whether what is switched on holds against somebody who has the password and the SMS. */
export const isStrong = (factors: readonly Factor[]): boolean => factors.some((factor) => strongFactors.has(factor))
