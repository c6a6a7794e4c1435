import { z } from 'zod'
import { dingtalkAddresses, dingtalkSignIn } from '../dingtalk/sign-in.ts'
import { feishuAddresses, feishuSignIn } from '../feishu/sign-in.ts'
import { oidcSignIn } from '../oidc/sign-in.ts'
import { address, type Environment, settingsFrom, word } from '../settings.ts'
import type { OutsideSignIn } from './outside-sign-in.ts'

const schemas = {
  oidc: z.object({
    WEIDUN_OIDC_ISSUER: address,
    WEIDUN_OIDC_CLIENT: word,
    WEIDUN_OIDC_SECRET: word,
    WEIDUN_OIDC_TITLE: z.string().trim().min(1).max(30).default('统一身份认证'),
  }),
  dingtalk: z.object({
    WEIDUN_DINGTALK_CLIENT: word,
    WEIDUN_DINGTALK_SECRET: word,
    WEIDUN_DINGTALK_PAGE_URL: address.default(new URL(dingtalkAddresses.page)),
    WEIDUN_DINGTALK_URL: address.default(new URL(dingtalkAddresses.api)),
    WEIDUN_DINGTALK_OLD_URL: address.default(new URL(dingtalkAddresses.oldApi)),
  }),
  feishu: z.object({
    WEIDUN_FEISHU_CLIENT: word,
    WEIDUN_FEISHU_SECRET: word,
    WEIDUN_FEISHU_TENANT: word,
    WEIDUN_FEISHU_PAGE_URL: address.default(new URL(feishuAddresses.page)),
    WEIDUN_FEISHU_URL: address.default(new URL(feishuAddresses.api)),
  }),
}

const title = 'Sign-in through others cannot be used (第三方登录配置有误)'

/**
 * The ways to sign in through others that the environment names, besides WeCom, which is part of its connector.
 * @throws ConfigError naming every variable that is missing or wrong, without its value
 */
export const signInsFrom = (env: Environment): OutsideSignIn[] => {
  const oidc = settingsFrom({ schema: schemas.oidc, env, title })
  const dingtalk = settingsFrom({ schema: schemas.dingtalk, env, title })
  const feishu = settingsFrom({ schema: schemas.feishu, env, title })
  return [
    ...(oidc === undefined
      ? []
      : [
          oidcSignIn({
            issuer: oidc.WEIDUN_OIDC_ISSUER,
            clientId: oidc.WEIDUN_OIDC_CLIENT,
            clientSecret: oidc.WEIDUN_OIDC_SECRET,
            title: { zh: oidc.WEIDUN_OIDC_TITLE, en: oidc.WEIDUN_OIDC_TITLE },
          }),
        ]),
    ...(dingtalk === undefined
      ? []
      : [
          dingtalkSignIn({
            clientId: dingtalk.WEIDUN_DINGTALK_CLIENT,
            clientSecret: dingtalk.WEIDUN_DINGTALK_SECRET,
            page: dingtalk.WEIDUN_DINGTALK_PAGE_URL,
            api: dingtalk.WEIDUN_DINGTALK_URL,
            oldApi: dingtalk.WEIDUN_DINGTALK_OLD_URL,
          }),
        ]),
    ...(feishu === undefined
      ? []
      : [
          feishuSignIn({
            clientId: feishu.WEIDUN_FEISHU_CLIENT,
            clientSecret: feishu.WEIDUN_FEISHU_SECRET,
            tenant: feishu.WEIDUN_FEISHU_TENANT,
            page: feishu.WEIDUN_FEISHU_PAGE_URL,
            api: feishu.WEIDUN_FEISHU_URL,
          }),
        ]),
  ]
}
