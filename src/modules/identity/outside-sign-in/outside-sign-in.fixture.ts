import { afterAll } from 'vitest'
import { z } from 'zod'
import { startDingtalk } from '../../../../test/peers/dingtalk.ts'
import { startFeishu } from '../../../../test/peers/feishu.ts'
import { type Forgery, startOidc } from '../../../../test/peers/oidc.ts'
import type { Actor } from '../../../kernel/actor.ts'
import type { Outcome } from '../../../kernel/transaction.ts'
import { dingtalkSignIn } from '../../../platforms/dingtalk/sign-in.ts'
import { feishuSignIn } from '../../../platforms/feishu/sign-in.ts'
import { oidcSignIn } from '../../../platforms/oidc/sign-in.ts'
import { wecomForTest } from '../../../platforms/wecom/wecom.fixture.ts'
import { type databaseKinds, startIdentity } from '../identity.fixture.ts'
import type { SignInProvider } from './provider.ts'

const limits = { timeoutMs: 2000, attempts: 2, backoffMs: 1 }
const registeredAt = (provider: SignInProvider) => ({
  clientId: 'example-client',
  clientSecret: 'example-secret',
  redirectUri: `https://weidun.example/sign-in/return/${provider}`,
})

/** The four providers, with the program's own clients of them and the browser's part at each. */
export const startProviders = async () => {
  const oidc = await startOidc(registeredAt('oidc'))
  const dingtalk = await startDingtalk(registeredAt('dingtalk'))
  const feishu = await startFeishu(registeredAt('feishu'))
  const wecom = await wecomForTest()
  const peers = { oidc, dingtalk, feishu, wecom: wecom.peer }
  afterAll(() => Promise.all(Object.values(peers).map((peer) => peer.close())))
  const title = { zh: '青禾统一登录', en: 'Qinghe sign-on' }
  const browse: Readonly<Record<SignInProvider, (url: URL, who: string, forgery?: Forgery) => Promise<URLSearchParams>>> = {
    oidc: (url, who, forgery) => oidc.signIn(url, { sub: who, name: who }, forgery),
    dingtalk: async (url, who) => dingtalk.signIn(url, { unionId: `u-${who}`, nick: who, userId: who }),
    feishu: async (url, who) => feishu.signIn(url, { openId: `ou-${who}`, tenant: 'tenant-1', name: who }),
    wecom: async (url, who) => {
      if (!wecom.company.members.has(who)) wecom.company.hire(who, { name: who })
      return new URLSearchParams({ code: wecom.peer.codeFor(who), state: url.searchParams.get('state') ?? '' })
    },
  }
  const oidcOf = (issuer: URL) => oidcSignIn({ ...registeredAt('oidc'), issuer, title, limits })
  return {
    peers,
    oidcOf,
    ways: [
      wecom.connect().signIn,
      dingtalkSignIn({ ...registeredAt('dingtalk'), page: dingtalk.url, api: dingtalk.url, oldApi: dingtalk.url, limits }),
      feishuSignIn({ ...registeredAt('feishu'), tenant: 'tenant-1', page: feishu.url, api: feishu.url, limits }),
      oidcOf(oidc.url),
    ],
    /** The browser at the provider, where somebody signs in; the parameters with which it comes back. */
    browse,
  }
}

/** What a sign-in goes on with. */
export const proofIn = ({ output }: Outcome) =>
  z.object({ next: z.literal('proof'), ticket: z.string(), factors: z.array(z.string()) }).parse(output)
const urlIn = (output: Record<string, unknown>): URL => new URL(z.object({ url: z.url() }).parse(output).url)

/** One browser: its cookie of the device, its network, what it says of itself. */
type Browser = { deviceToken?: string; ip?: string; device?: string }
/** Another browser than everybody's. */
export const elsewhere: Browser = { deviceToken: 'e'.repeat(43) }

/** A company, people who sign in through others, and what the browser and the provider do in between. */
export const startCompany = async (
  kind: (typeof databaseKinds)[number],
  providers: Awaited<ReturnType<typeof startProviders>>,
  options: { demanding?: true } = {},
) => {
  const ways = [...providers.ways]
  const app = await startIdentity(kind, { ...options, outsideSignIns: ways })
  const administrator = async () => ({ actor: await app.actor(app.administrator) })
  const present = async (token: string): Promise<{ actor: Actor }> => {
    const actor = await app.present(token)
    if (actor === null) throw new Error('The session is over')
    return { actor }
  }

  /** Somebody with one-time codes, in the session that set them up. */
  const colleague = async (posts: readonly string[] = ['operations']) => {
    const person = await app.join(posts)
    const by = await present(await app.sessionOf(person.loginName))
    const code = await app.enableTotp(by.actor)
    return { ...person, code, by: await present(code.token) }
  }
  type Colleague = Awaited<ReturnType<typeof colleague>>

  const beginSignIn = async (provider: SignInProvider, browser: Browser = {}) =>
    urlIn(await app.call('begin-outside-sign-in', { provider }, browser))
  const beginLink = async (provider: SignInProvider, by: { actor: Actor } & Browser) =>
    urlIn(await app.call('begin-outside-link', { provider }, by))
  const finish = (provider: SignInProvider, returned: URLSearchParams, browser: Browser = {}) =>
    app.run('finish-outside-sign-in', { provider, returned: returned.toString() }, browser)
  const finishLink = (provider: SignInProvider, returned: URLSearchParams, by: { actor: Actor } & Browser) =>
    app.run('finish-outside-link', { provider, returned: returned.toString() }, by)
  /** From the button to what the server answers to what the provider said. */
  const signInAs = async (who: string, provider: SignInProvider = 'oidc', browser: Browser = {}, forgery: Forgery = {}) =>
    finish(provider, await providers.browse[provider](await beginSignIn(provider, browser), who, forgery), browser)
  const linked = async (who: string, { provider = 'oidc', person }: { provider?: SignInProvider; person?: Colleague } = {}) => {
    const one = person ?? (await colleague())
    await finishLink(provider, await providers.browse[provider](await beginLink(provider, one.by), who), one.by)
    return one
  }
  const confirm = (outcome: Outcome, code: string, browser: Browser = {}) =>
    app.run('confirm-sign-in', { ticket: proofIn(outcome).ticket, proof: { factor: 'totp', code } }, browser)
  const failures = async () => (await app.ledger('person.sign-in-failed')).map(({ detail }) => detail['reason'])
  return { app, ways, administrator, present, colleague, beginSignIn, beginLink, finish, finishLink, signInAs, linked, confirm, failures }
}
