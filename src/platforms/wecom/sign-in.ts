import { z } from 'zod'
import type { OutsideSignIn, SignInFailure } from '../sign-in/outside-sign-in.ts'
import { delayedSignIn, refusedSignIn, returnedCode, shortText } from '../sign-in/outside-sign-in.ts'
import type { WecomCall } from './call.ts'
import type { WecomFailure } from './failure.ts'

export type WecomSignInSettings = {
  call: WecomCall
  corpId: string
  agentId: number
  /** Page with the QR code. */
  browserPage?: URL
  /** Page within WeCom. */
  appPage?: URL
}

const infoSchema = z.object({ userid: z.string().min(1).max(64).nullish() })
const memberSchema = z.object({ name: z.string().nullish(), main_department: z.int().nullish() })

/**
 * Sign-in by WeCom: a QR code in the browser (developer.work.weixin.qq.com/document/path/98152), without a question
 * within the app (path/91022); then auth/getuserinfo (path/91023). It knows no PKCE and no nonce: state alone ties it
 * to the session, and the code is good once, for five minutes.
 */
export const wecomSignIn = ({ call, corpId, agentId, ...pages }: WecomSignInSettings): OutsideSignIn => ({
  id: 'wecom',
  title: { zh: '企业微信', en: 'WeCom' },
  // Names of the contact book, which whoever keeps it for the company links as they stand.
  realm: null,

  authorizeUrl: async ({ state, redirectUri, place }) => {
    const { browserPage, appPage } = pages
    const common = { appid: corpId, agentid: String(agentId), redirect_uri: redirectUri.href, state }
    const url =
      place === 'browser'
        ? new URL(browserPage ?? 'https://login.work.weixin.qq.com/wwlogin/sso/login')
        : new URL(appPage ?? 'https://open.weixin.qq.com/connect/oauth2/authorize')
    const inApp = { response_type: 'code', scope: 'snsapi_base' }
    url.search = new URLSearchParams({
      ...common,
      ...(place === 'browser' ? { login_type: 'CorpApp' } : inApp),
    }).toString()
    if (place === 'app') url.hash = 'wechat_redirect'
    return { kind: 'url', url }
  },

  exchange: async ({ state }, returned, signal) => {
    const found = returnedCode(returned, { state, names: ['code'] })
    if (found.kind !== 'code') return found
    const info = await call({ path: 'auth/getuserinfo', query: { code: found.code }, answer: infoSchema, signal })
    if (info.kind !== 'done') return failureOf(info)
    // Whoever is no member comes with openid or external_userid instead.
    const userId = info.value.userid ?? null
    if (userId === null) return refusedSignIn('stranger')
    const member = await call({ path: 'user/get', query: { userid: userId }, answer: memberSchema, signal })
    // Nice to have: the id alone signs in.
    const { name, main_department } = member.kind === 'done' ? member.value : {}
    const departmentId = main_department === undefined || main_department === null ? null : String(main_department)
    return { kind: 'person', person: { subject: userId, loginHint: userId, name: shortText(name, 100), departmentId } }
  },
})

const failureOf = (failure: WecomFailure): SignInFailure => {
  if (failure.kind === 'refused') return refusedSignIn(failure.why === 'code' ? 'code' : 'settings')
  return delayedSignIn(failure.why === 'rate-limit' ? 'busy' : failure.why)
}
