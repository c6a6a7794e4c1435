import { describe, expect, it } from 'vitest'
import { outsideFrom, outsideNames } from './outside.ts'

describe('ways to the outside', () => {
  it('are none by default', () => {
    expect(outsideNames(outsideFrom({}))).toEqual([])
  })

  it('are those that the environment names; WeCom is a way to sign in as well', () => {
    const env = {
      WEIDUN_SMTP_HOST: 'smtp.example.com',
      WEIDUN_SMTP_FROM: 'weidun@example.com',
      WEIDUN_WECOM_CORP: 'wx5823bf96d3bd56c7',
      WEIDUN_WECOM_AGENT: '1000002',
      WEIDUN_WECOM_SECRET: 'example-secret',
      WEIDUN_OIDC_ISSUER: 'https://login.example.com',
      WEIDUN_OIDC_CLIENT: 'weidun',
      WEIDUN_OIDC_SECRET: 'example-secret',
    }
    expect(outsideNames(outsideFrom(env))).toEqual([
      '邮件 mail',
      '企业微信 WeCom',
      '登录 sign-in: 企业微信',
      '登录 sign-in: 统一身份认证',
    ])
  })
})
