import { createHash, randomBytes } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { type DingtalkPerson, startDingtalk } from '../../../test/peers/dingtalk.ts'
import { type FeishuPerson, startFeishu } from '../../../test/peers/feishu.ts'
import { type Forgery, startOidc } from '../../../test/peers/oidc.ts'
import { dingtalkSignIn } from '../dingtalk/sign-in.ts'
import { feishuSignIn } from '../feishu/sign-in.ts'
import { oidcSignIn } from '../oidc/sign-in.ts'
import { soon, wecomForTest } from '../wecom/wecom.fixture.ts'
import type { OutsideSignIn, SignInStart } from './outside-sign-in.ts'
import { signInsFrom } from './sign-in-from.ts'

const redirectUri = new URL('https://weidun.example.com/sign-in/returned')
const registered = { clientId: 'example-client', clientSecret: 'example-secret', redirectUri: redirectUri.href }
const limits = { timeoutMs: 400, attempts: 2, backoffMs: 1 }

const oidc = await startOidc(registered)
const dingtalk = await startDingtalk(registered)
const feishu = await startFeishu(registered)
const wecom = await wecomForTest()
afterAll(() => Promise.all([oidc, dingtalk, feishu, wecom.peer].map((peer) => peer.close())))

wecom.company.hire('zhangsan', { name: '张三' })

type Change = { clientSecret?: string; tenant?: string }

const byOidc = (change: Change = {}): OutsideSignIn =>
  oidcSignIn({
    ...registered,
    ...change,
    issuer: oidc.url,
    title: { zh: '统一身份认证', en: 'Single sign-on' },
    limits,
  })
const byDingtalk = (change: Change = {}): OutsideSignIn =>
  dingtalkSignIn({ ...registered, ...change, page: dingtalk.url, api: dingtalk.url, oldApi: dingtalk.url, limits })
const byFeishu = (change: Change = {}): OutsideSignIn =>
  feishuSignIn({ ...registered, tenant: 'tenant-1', ...change, page: feishu.url, api: feishu.url, limits })
const byWecom = ({ clientSecret }: Change = {}): OutsideSignIn =>
  wecom.connect(clientSecret === undefined ? {} : { secret: clientSecret }).signIn

const start = (place: SignInStart['place'] = 'browser'): SignInStart => ({
  state: randomBytes(16).toString('hex'),
  nonce: randomBytes(16).toString('hex'),
  verifier: randomBytes(32).toString('hex'),
  redirectUri,
  place,
})

const pageOf = async (way: OutsideSignIn, secrets: SignInStart): Promise<URL> => {
  const answer = await way.authorizeUrl(secrets, soon())
  if (answer.kind !== 'url') throw new Error(`no page: ${JSON.stringify(answer)}`)
  return answer.url
}

const employee: DingtalkPerson = { unionId: 'u1', nick: '张三', userId: 'zhangsan' }
const colleague: FeishuPerson = { openId: 'ou_1', tenant: 'tenant-1', name: '张三', userId: 'zhangsan' }

/** How each provider's browser part goes, and whom it lets in. */
const ways = [
  {
    id: 'oidc',
    by: byOidc,
    peer: () => oidc,
    browse: (url: URL) => oidc.signIn(url, { sub: 'zhangsan', name: '张三', preferred_username: 'zhangsan' }),
  },
  { id: 'dingtalk', by: byDingtalk, peer: () => dingtalk, browse: (url: URL) => dingtalk.signIn(url, employee) },
  { id: 'feishu', by: byFeishu, peer: () => feishu, browse: (url: URL) => feishu.signIn(url, colleague) },
  {
    id: 'wecom',
    by: byWecom,
    peer: () => wecom.peer,
    browse: (url: URL) =>
      new URLSearchParams({ code: wecom.peer.codeFor('zhangsan'), state: url.searchParams.get('state') ?? '' }),
  },
] as const

describe.each(ways)('signing in through $id (ACC-3)', ({ id, by, peer, browse }) => {
  it('says who it is, and by what name they may be known here', async () => {
    const [way, secrets] = [by(), start()]
    const returned = await browse(await pageOf(way, secrets))
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({
      kind: 'person',
      person: { subject: id === 'feishu' ? 'ou_1' : 'zhangsan', loginHint: 'zhangsan', name: '张三' },
    })
  })

  it('sends no secret to the page', async () => {
    const secrets = start()
    const page = (await pageOf(by(), secrets)).href
    expect(page).not.toContain(registered.clientSecret)
    expect(page).not.toContain(secrets.verifier)
  })

  it('takes a code once', async () => {
    const [way, secrets] = [by(), start()]
    const returned = await browse(await pageOf(way, secrets))
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'person' })
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'code' })
  })

  it('does not take what was started in another browser, and does not even ask', async () => {
    const [way, secrets] = [by(), start()]
    const returned = await browse(await pageOf(way, secrets))
    const before = peer().calls.length
    for (const state of [start().state, '', `${secrets.state}0`]) {
      expect(await way.exchange({ ...secrets, state }, returned, soon())).toMatchObject({
        kind: 'refused',
        why: 'state',
      })
    }
    returned.delete('state')
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'state' })
    expect(peer().calls.length).toBe(before)
  })

  it('takes no for an answer', async () => {
    const secrets = start()
    const returned = new URLSearchParams({ state: secrets.state, error: 'access_denied' })
    expect(await by().exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'cancelled' })
    returned.delete('error')
    expect(await by().exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'cancelled' })
  })

  it('ends with the caller', async () => {
    const [way, secrets] = [by(), start()]
    // So that what is kept, tokens of the app and addresses of the provider, is there.
    expect(await way.exchange(secrets, await browse(await pageOf(way, secrets)), soon())).toMatchObject({ kind: 'person' })
    const returned = await browse(await pageOf(way, secrets))
    peer().next({ body: '', after: Infinity })
    const ending = way.exchange(secrets, returned, AbortSignal.timeout(50))
    expect(await ending).toMatchObject({ kind: 'try-later', why: 'time-out' })
  })

  it('does not ask with a code that is too long', async () => {
    const secrets = start()
    const returned = new URLSearchParams({ state: secrets.state, code: 'x'.repeat(5000) })
    expect(await by().exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'code' })
  })

  it('says that the settings are wrong where the secret is, without saying it', async () => {
    const secrets = start()
    const returned = await browse(await pageOf(by(), secrets))
    const outcome = await by({ clientSecret: 'hush-hush' }).exchange(secrets, returned, soon())
    expect(outcome).toMatchObject({ kind: 'refused', why: 'settings', sentence: { zh: expect.stringMatching(/请/) } })
    expect(JSON.stringify(outcome)).not.toMatch(/hush-hush|not shown/)
  })

  it('says to try later where the provider is silent or down', async () => {
    const [way, secrets] = [by(), start()]
    const page = await pageOf(way, secrets)
    for (const reply of [
      { body: '', after: Infinity },
      { status: 503, body: '' },
    ]) {
      const returned = await browse(page)
      peer().next(reply, reply)
      expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'try-later' })
      peer().clear()
    }
  })
})

describe('tokens of OpenID Connect that are not believed (ACC-3)', () => {
  const now = Math.floor(Date.now() / 1000)
  const forgeries: [string, Forgery][] = [
    ['of another issuer', { claims: { iss: 'https://evil.example.com' } }],
    ['for another client', { claims: { aud: 'other-client' } }],
    ['of another sign-in', { claims: { nonce: 'replayed' } }],
    ['without a nonce', { claims: { nonce: undefined } }],
    ['whose time is over', { claims: { iat: now - 7200, exp: now - 3600 } }],
    ['without a subject', { claims: { sub: undefined } }],
    ['with a subject beyond all measure', { claims: { sub: 'x'.repeat(300) } }],
    ['signed by another key', { otherKey: true }],
    ['that is not signed', { unsigned: true }],
  ]
  it.each(forgeries)('one %s', async (_, forgery) => {
    const [way, secrets] = [byOidc(), start()]
    const returned = await oidc.signIn(await pageOf(way, secrets), { sub: 'zhangsan' }, forgery)
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'untrusted' })
  })

  it('one that comes with the name of another provider', async () => {
    const [way, secrets] = [byOidc(), start()]
    const returned = await oidc.signIn(await pageOf(way, secrets), { sub: 'zhangsan' })
    returned.set('iss', 'https://evil.example.com')
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'untrusted' })
  })

  it('one whose code was caught by somebody without the verifier (RFC 7636)', async () => {
    const [way, secrets] = [byOidc(), start()]
    const returned = await oidc.signIn(await pageOf(way, secrets), { sub: 'zhangsan' })
    const caught = { ...secrets, verifier: start().verifier }
    expect(await way.exchange(caught, returned, soon())).toMatchObject({ kind: 'refused', why: 'code' })
  })

  it('reads what the provider says of itself once, and again after a failure', async () => {
    const way = byOidc()
    oidc.next({ status: 404, body: '' })
    expect(await way.authorizeUrl(start(), soon())).toMatchObject({ kind: 'refused' })
    const before = oidc.calls.length
    await Promise.all([pageOf(way, start()), pageOf(way, start())])
    await pageOf(way, start())
    expect(oidc.calls.length - before).toBe(1)
  })

  it('does not go where the provider’s word alone leads', async () => {
    const way = byOidc()
    const metadata = { issuer: oidc.url.origin, authorization_endpoint: `${oidc.url.origin}/authorize` }
    const inward = { ...metadata, token_endpoint: 'http://169.254.169.254/latest', jwks_uri: `${oidc.url.origin}/jwks` }
    oidc.next({ body: JSON.stringify(inward) })
    const secrets = start()
    await pageOf(way, secrets)
    const returned = new URLSearchParams({ code: 'x', state: secrets.state, iss: oidc.url.origin })
    expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'try-later', why: 'unreachable' })
  })
})

describe('people who do not belong here (ACC-3)', () => {
  it('are refused by DingTalk’s contact book: strangers and outside contacts', async () => {
    for (const person of [
      { unionId: 'u2', nick: '路人' },
      { unionId: 'u3', nick: '客户', userId: 'x', outside: true },
    ]) {
      const [way, secrets] = [byDingtalk(), start()]
      const returned = dingtalk.signIn(await pageOf(way, secrets), person)
      expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'stranger' })
    }
  })

  it('are refused by Feishu’s tenant, and where the app is not open to them', async () => {
    for (const person of [
      { ...colleague, tenant: 'tenant-2' },
      { ...colleague, barred: true },
    ]) {
      const [way, secrets] = [byFeishu(), start()]
      const returned = feishu.signIn(await pageOf(way, secrets), person)
      expect(await way.exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'stranger' })
    }
  })

  it('are refused by WeCom, who come as outside contacts', async () => {
    const secrets = start()
    const returned = new URLSearchParams({ code: wecom.peer.codeFor('stranger'), state: secrets.state })
    expect(await byWecom().exchange(secrets, returned, soon())).toMatchObject({ kind: 'refused', why: 'stranger' })
  })
})

describe('particulars of the providers (ACC-3)', () => {
  it('Feishu wants the verifier of the challenge', async () => {
    const [way, secrets] = [byFeishu(), start()]
    const page = await pageOf(way, secrets)
    expect(page.searchParams.get('code_challenge')).toBe(
      createHash('sha256').update(secrets.verifier).digest('base64url'),
    )
    const returned = feishu.signIn(page, colleague)
    expect(await way.exchange({ ...secrets, verifier: start().verifier }, returned, soon())).toMatchObject({
      why: 'code',
    })
  })

  it('DingTalk’s token of the app is kept', async () => {
    const way = byDingtalk()
    const before = dingtalk.given()
    for (let count = 0; count < 3; count++) {
      const secrets = start()
      await way.exchange(secrets, dingtalk.signIn(await pageOf(way, secrets), employee), soon())
    }
    expect(dingtalk.given() - before).toBe(1)
  })

  it('WeCom shows a QR code in the browser, and asks nothing within the app', async () => {
    const browser = await pageOf(byWecom(), start('browser'))
    expect(`${browser.origin}${browser.pathname}`).toBe('https://login.work.weixin.qq.com/wwlogin/sso/login')
    expect(browser.searchParams.get('login_type')).toBe('CorpApp')
    const app = await pageOf(byWecom(), start('app'))
    expect(`${app.origin}${app.pathname}`).toBe('https://open.weixin.qq.com/connect/oauth2/authorize')
    expect([app.searchParams.get('scope'), app.hash]).toEqual(['snsapi_base', '#wechat_redirect'])
  })

  it('WeCom’s code is over after five minutes', async () => {
    const secrets = start()
    const returned = new URLSearchParams({ code: wecom.peer.codeFor('zhangsan'), state: secrets.state })
    wecom.pass(301)
    expect(await byWecom().exchange(secrets, returned, soon())).toMatchObject({ why: 'code' })
  })
})

describe('which ways there are', () => {
  const all = {
    WEIDUN_OIDC_ISSUER: 'https://login.example.com',
    WEIDUN_OIDC_CLIENT: 'c',
    WEIDUN_OIDC_SECRET: 'hush-hush',
    WEIDUN_DINGTALK_CLIENT: 'c',
    WEIDUN_DINGTALK_SECRET: 'hush-hush',
    WEIDUN_FEISHU_CLIENT: 'c',
    WEIDUN_FEISHU_SECRET: 'hush-hush',
    WEIDUN_FEISHU_TENANT: 't',
  }

  it('is none by default, and each that is named in full', () => {
    expect(signInsFrom({})).toEqual([])
    expect(signInsFrom(all).map(({ id }) => id)).toEqual(['oidc', 'dingtalk', 'feishu'])
  })

  it.each([
    [{ ...all, WEIDUN_FEISHU_TENANT: '' }, /FEISHU_TENANT: is missing/],
    [{ ...all, WEIDUN_OIDC_ISSUER: 'http://login.example.com' }, /OIDC_ISSUER: must begin with/],
  ])('says which variable is missing or wrong, never its value', (env, message) => {
    expect(() => signInsFrom(env)).toThrow(message)
    expect(() => signInsFrom(env)).not.toThrow(/hush-hush|login\.example\.com/)
  })
})
