import type { Sentence } from '../../../kernel/sentence.ts'

/** Through whom people can sign in, in the order of the buttons. */
export const signInProviders = ['wecom', 'dingtalk', 'feishu', 'oidc'] as const
export type SignInProvider = (typeof signInProviders)[number]

/** What they are called where nothing else is configured. */
export const providerTitles: Readonly<Record<SignInProvider, Sentence>> = {
  wecom: { zh: '企业微信', en: 'WeCom' },
  dingtalk: { zh: '钉钉', en: 'DingTalk' },
  feishu: { zh: '飞书', en: 'Feishu' },
  oidc: { zh: '统一身份认证', en: 'single sign-on' },
}
