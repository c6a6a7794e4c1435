import { z } from 'zod'
import type { Sentence } from '../../../kernel/sentence.ts'

/** What a credential is. Only a password is ever shown to people; everything else the server alone uses. */
export const credentialKinds = {
  'app-secret': { zh: '应用密钥', en: 'App secret' },
  'api-key': { zh: '接口密钥', en: 'API key' },
  token: { zh: '访问令牌', en: 'Token' },
  password: { zh: '共用密码', en: 'Shared password' },
} as const satisfies Record<string, Sentence>

export type CredentialKind = keyof typeof credentialKinds
export const credentialKindField = z.enum(Object.keys(credentialKinds) as [CredentialKind, ...CredentialKind[]])

/** Why a shared password is looked at. */
export const revealReasons = {
  publish: { zh: '发布已批准的内容', en: 'To publish what was approved' },
  'platform-check': { zh: '平台要求重新登录或验证', en: 'The platform asks for a new sign-in or check' },
  incident: { zh: '处置安全事件', en: 'To handle an incident' },
  handover: { zh: '工作交接', en: 'Handover of work' },
  other: { zh: '其他', en: 'Other' },
} as const satisfies Record<string, Sentence>

export type RevealReason = keyof typeof revealReasons
export const revealReasonField = z.enum(Object.keys(revealReasons) as [RevealReason, ...RevealReason[]])
