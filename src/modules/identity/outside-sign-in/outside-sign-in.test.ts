import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { softwareAuthenticator } from '../../../../test/peers/authenticator.ts'
import type { Forgery } from '../../../../test/peers/oidc.ts'
import { invoke } from '../../../kernel/invoke.ts'
import { codeOf, databaseKinds, problemOf, startIdentity } from '../identity.fixture.ts'
import { elsewhere, proofIn, startCompany, startProviders } from './outside-sign-in.fixture.ts'
import { signInProviders } from './provider.ts'

const providers = await startProviders()

describe.each(databaseKinds)('signing in through others on $name (ACC-3)', async (kind) => {
  const company = await startCompany(kind, providers)
  const { app, ways, administrator, present, beginSignIn, finish, signInAs, linked, confirm, failures } = company

  it('offers what is configured, each by its own name, to anybody', async () => {
    const wecom = { device: 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) wxwork/4.1.26 MicroMessenger/7.0.1' }
    const { items } = await app.call('list-outside-ways', {}, wecom)
    expect(items).toEqual([
      { provider: 'wecom', title: { zh: '企业微信', en: 'WeCom' }, withinApp: true },
      { provider: 'dingtalk', title: { zh: '钉钉', en: 'DingTalk' }, withinApp: false },
      { provider: 'feishu', title: { zh: '飞书', en: 'Feishu' }, withinApp: false },
      { provider: 'oidc', title: { zh: '青禾统一登录', en: 'Qinghe sign-on' }, withinApp: false },
    ])
    expect((await beginSignIn('wecom', wecom)).host).toBe('open.weixin.qq.com')
    expect((await beginSignIn('wecom')).host).toBe('login.work.weixin.qq.com')
  })

  it.each(signInProviders)('takes what %s says for one factor, and asks for the second as always', async (provider) => {
    const { id, code, by } = await linked(`lin-${provider}`, { provider })
    const outcome = await signInAs(`lin-${provider}`, provider)
    expect(outcome.session).toEqual({ kind: 'none' })
    expect(proofIn(outcome).factors).toEqual(['totp'])
    const opened = await present(app.grantedBy(await confirm(outcome, code())))
    expect(opened.actor).toMatchObject({ id, assurance: 'totp', lacks: null })
    expect(await app.call('view-me', {}, opened)).toMatchObject({ provider, assurance: 'totp' })
    expect(await app.call('list-sign-ins', {}, opened)).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ provider, finished: true })]) })
    expect(await app.call('view-me', {}, by)).toMatchObject({ provider: null })
  })

  it('says in the ledger who was linked and let in, and never by what name they go outside', async () => {
    const { id } = await linked('very-private-subject', { provider: 'wecom' })
    await signInAs('very-private-subject', 'wecom')
    const entries = await app.db.selectFrom('ledger_entry').selectAll().where('subject_id', '=', id).execute()
    const of = (type: string) => entries.filter((entry) => entry.type === type).map(({ detail }) => detail)
    const named = { provider: 'wecom', identity: expect.stringMatching(/^[\w-]{22}$/) }
    expect(of('outside-identity.linked')).toEqual([named])
    expect(of('person.outside-accepted')).toEqual(of('outside-identity.linked'))
    expect(JSON.stringify(await app.db.selectFrom('ledger_entry').selectAll().execute())).not.toContain('very-private')
    expect(await app.notices(id)).toContain('outside-identity.linked')
  })

  it('keeps nothing of a sign-in under way but digests', async () => {
    const url = await beginSignIn('oidc')
    const kept = JSON.stringify(
      (await app.db.selectFrom('authorization_request').selectAll().execute()).map((row) => [
        Buffer.from(row.state_digest).toString('latin1'), Buffer.from(row.device_digest).toString('latin1'),
      ]),
    )
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const secret = url.searchParams.get(name) ?? ''
      expect(secret.length).toBeGreaterThan(40)
      expect(kept).not.toContain(secret)
    }
  })

  describe('whoever attacks', () => {
    it('signs nobody in to an account of theirs by a state of another browser', async () => {
      await linked('attacker-1')
      const lure = await providers.browse.oidc(await beginSignIn('oidc', elsewhere), 'attacker-1')
      expect(await codeOf(finish('oidc', lure))).toBe('outside-sign-in.not-started-here')
      expect(await codeOf(app.run('finish-outside-sign-in', { provider: 'oidc', returned: lure.toString() }, { deviceToken: 'g'.repeat(43) }))).toBe('outside-sign-in.not-started-here')
      expect((await failures()).at(-1)).toBe('other-browser')
      // It was not used up by that: its own browser goes on.
      expect(proofIn(await finish('oidc', lure, elsewhere)).factors).toEqual(['totp'])
    })

    it('gets nothing for what came back once already', async () => {
      await linked('replayed-1')
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'replayed-1')
      await finish('oidc', returned)
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.not-started-here')
    })

    it('finishes once, of two at the same time', async () => {
      await linked('twice-1', { provider: 'wecom' })
      const returned = await providers.browse.wecom(await beginSignIn('wecom'), 'twice-1')
      const answers = await Promise.allSettled([finish('wecom', returned), finish('wecom', returned)])
      expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1)
      expect(await codeOf(finish('wecom', returned))).toBe('outside-sign-in.not-started-here')
    })

    it.each(['oidc', 'feishu', 'wecom', 'dingtalk'] as const)('replays no code of %s in a sign-in of their own', async (provider) => {
      await linked(`victim-${provider}`, { provider })
      const used = await providers.browse[provider](await beginSignIn(provider), `victim-${provider}`)
      await finish(provider, used)
      const mine = await beginSignIn(provider, elsewhere)
      const injected = new URLSearchParams(used)
      injected.set('state', mine.searchParams.get('state') ?? '')
      expect(await codeOf(finish(provider, injected, elsewhere))).toBe('outside-sign-in.refused')
      // Used up, although it came to nothing.
      expect(await codeOf(finish(provider, injected, elsewhere))).toBe('outside-sign-in.not-started-here')
    })

    it.each(['oidc', 'feishu'] as const)('injects no unused code of somebody else at %s: PKCE binds it', async (provider) => {
      await linked(`stolen-${provider}`, { provider })
      const stolen = await providers.browse[provider](await beginSignIn(provider), `stolen-${provider}`)
      const mine = await beginSignIn(provider, elsewhere)
      stolen.set('state', mine.searchParams.get('state') ?? '')
      expect(await codeOf(finish(provider, stolen, elsewhere))).toBe('outside-sign-in.refused')
    })

    it('always sends the PKCE verifier: a code whose challenge was changed on the way is refused', async () => {
      await linked('downgraded')
      const url = await beginSignIn('oidc')
      expect(url.searchParams.get('code_challenge_method')).toBe('S256')
      url.searchParams.set('code_challenge', 'a'.repeat(43))
      expect(await codeOf(finish('oidc', await providers.browse.oidc(url, 'downgraded')))).toBe('outside-sign-in.refused')
    })

    it('brings no answer of one provider to another (mix-up)', async () => {
      await linked('mixed-up', { provider: 'wecom' })
      await linked('mixed-up')
      const returned = await providers.browse.wecom(await beginSignIn('wecom'), 'mixed-up')
      const before = providers.peers.oidc.calls.length
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.not-started-here')
      expect((await failures()).at(-1)).toBe('other-provider')
      // The code of the one was not handed to the other.
      expect(providers.peers.oidc.calls.length).toBe(before)
    })

    it('brings no answer of another issuer to the same provider', async () => {
      await linked('issuer-1')
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'issuer-1')
      returned.set('iss', 'https://attacker.example')
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.refused')
    })

    const forgeries: readonly [string, Forgery][] = [
      ['another nonce', { claims: { nonce: 'another' } }],
      ['no nonce', { claims: { nonce: undefined } }],
      ['another audience', { claims: { aud: 'another-client' } }],
      ['another issuer', { claims: { iss: 'https://attacker.example' } }],
      ['a time that is over', { claims: { exp: 1 } }],
      ['a key that is not the issuer’s', { otherKey: true }],
      ['no signature', { unsigned: true }],
    ]
    it.each(forgeries)('believes no ID token with %s', async (what, forgery) => {
      const who = `forged ${what}`
      await linked(who)
      expect(await codeOf(signInAs(who, 'oidc', {}, forgery))).toBe('outside-sign-in.refused')
    })

    it('comes too late after ten minutes', async () => {
      await linked('late-1')
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'late-1')
      app.advance(10 * 60 + 1)
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.not-started-here')
      await app.runJob('identity.forget-expired')
      const left = await app.db.selectFrom('authorization_request').selectAll().where('expires_at', '<=', app.clock.now()).execute()
      expect(left).toEqual([])
    })

    it.each(['state=', 'code=1', `state=${'0'.repeat(64)}&code=1`, 'state=%00', `state=${'A'.repeat(64)}`])(
      'gets one answer for what was never started (%s)',
      async (returned) => {
        expect(await codeOf(finish('oidc', new URLSearchParams(returned)))).toBe('outside-sign-in.not-started-here')
      },
    )

    it('takes one of two states in one address for none', async () => {
      await linked('two-states')
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'two-states')
      returned.append('state', '0'.repeat(64))
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.not-started-here')
    })

    it('sends the browser back to no other address than this site’s', async () => {
      for (const provider of signInProviders) {
        const url = await beginSignIn(provider, { device: 'Mozilla/5.0 (X11; Linux x86_64) Chrome/126.0 https://attacker.example' })
        expect(url.searchParams.get('redirect_uri')).toBe(`https://weidun.example/sign-in/return/${provider}`)
      }
      const asked = { provider: 'oidc', redirectUri: 'https://attacker.example/' }
      expect(await codeOf(app.run('begin-outside-sign-in', asked))).toBe('input.invalid')
    })

    it('begins nothing without a browser to bind it to', async () => {
      const caller = { actor: { kind: 'anonymous' }, origin: { request: 'program' }, locale: 'zh' } as const
      const begin = invoke(app.app, 'identity.begin-outside-sign-in', { provider: 'oidc' }, caller)
      expect(await codeOf(begin)).toBe('outside-sign-in.not-started-here')
    })
  })

  describe('who may come in', () => {
    it('tells whoever is linked to nobody what to do', async () => {
      const problem = await problemOf(signInAs('stranger-1'))
      expect(problem.code).toBe('outside-sign-in.not-known')
      expect(problem.params).toEqual({ zh: '青禾统一登录', en: 'Qinghe sign-on' })
      expect((await failures()).at(-1)).toBe('not-linked')
    })

    it('gives whoever was suspended the same answer, and counts it', async () => {
      const { id } = await linked('suspended-1')
      await app.call('suspend-person', { id, reason: '停职调查' }, await administrator())
      expect(await codeOf(signInAs('suspended-1'))).toBe('outside-sign-in.not-known')
      expect((await failures()).at(-1)).toBe('suspended')
    })

    it('lets nobody in whose suspension came between the provider and the second factor', async () => {
      const { id, code } = await linked('suspended-2')
      const outcome = await signInAs('suspended-2')
      await app.call('suspend-person', { id, reason: '停职调查' }, await administrator())
      expect(await codeOf(confirm(outcome, code()))).toBe('sign-in.expired')
    })

    it('waits with the name that has to wait, and counts wrong second factors against it', async () => {
      const { loginName, code } = await linked('slow-1')
      for (let attempt = 0; attempt < 5; attempt += 1) await problemOf(app.signIn(loginName, 'Wrong-password 1'))
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'slow-1')
      expect(await codeOf(finish('oidc', returned))).toBe('sign-in.too-many-failures')
      expect(await codeOf(finish('oidc', returned))).toBe('outside-sign-in.not-started-here')
      app.advance(31)
      const outcome = await signInAs('slow-1')
      expect(await codeOf(confirm(outcome, '000000'))).toBe('sign-in.proof-not-accepted')
      expect(await codeOf(signInAs('slow-1'))).toBe('sign-in.too-many-failures')
      app.advance(120)
      app.grantedBy(await confirm(await signInAs('slow-1'), code()))
    })

    it('counts nothing against a network whose people are not linked yet', async () => {
      const office = { ip: '198.51.100.20' }
      for (let person = 0; person < 25; person += 1) await problemOf(signInAs(`new-${person}`, 'wecom', office))
      const { loginName } = await app.join(['operations'])
      expect((await app.signIn(loginName, undefined, office)).session.kind).toBe('granted')
    })

    it('takes an identity away that signed somebody in who was not its person', async () => {
      const { id, by } = await linked('disowned-1')
      await signInAs('disowned-1')
      const { items } = await app.call('list-sign-ins', {}, by)
      const theirs = z.array(z.object({ id: z.string(), provider: z.string().nullable() })).parse(items).find(({ provider }) => provider === 'oidc')
      await app.call('disown-sign-in', { id: theirs?.id }, by)
      expect(await app.db.selectFrom('outside_identity').selectAll().where('person_id', '=', id).execute()).toEqual([])
      expect((await app.ledger('outside-identity.removed')).at(-1)?.detail).toMatchObject({ reason: 'sign-in disowned' })
    })

    it('lets nobody of another issuer in by an equal subject', async () => {
      await linked('equal-subject')
      const other = new URL(providers.peers.oidc.url)
      other.hostname = 'localhost'
      const before = ways.splice(0, ways.length, providers.oidcOf(other))
      const returned = await providers.browse.oidc(await beginSignIn('oidc'), 'equal-subject', { claims: { iss: other.origin } })
      returned.set('iss', other.origin)
      const answer = codeOf(finish('oidc', returned))
      expect(await answer).toBe('outside-sign-in.not-known')
      ways.splice(0, ways.length, ...before)
      expect(proofIn(await signInAs('equal-subject')).factors).toEqual(['totp'])
    })
  })

  describe('a provider that fails', () => {
    it('says so without naming what was sent, and may be tried again from the start', async () => {
      await linked('failing-1', { provider: 'feishu' })
      const returned = await providers.browse.feishu(await beginSignIn('feishu'), 'failing-1')
      providers.peers.feishu.next({ status: 503, body: '' })
      const problem = await problemOf(finish('feishu', returned))
      expect(problem.code).toBe('outside-sign-in.no-answer')
      expect(problem.retryAfterSeconds).toBeGreaterThan(0)
      providers.peers.feishu.clear()
      expect(proofIn(await signInAs('failing-1', 'feishu')).factors).toEqual(['totp'])
    })

    it('takes a no for a no', async () => {
      const url = await beginSignIn('oidc')
      const returned = new URLSearchParams({ error: 'access_denied', state: url.searchParams.get('state') ?? '' })
      const problem = await problemOf(finish('oidc', returned))
      expect(problem.params['zh']).toContain('登录已取消')
    })
  })
})

describe.each(databaseKinds)('signing in through others where factors are demanded on $name (ACC-3)', async (kind) => {
  const { app, administrator, present, colleague, beginLink, finishLink, signInAs, linked, confirm } = await startCompany(kind, providers, { demanding: true })

  it('leaves a privileged post shut without a passkey, and asks a passkey of whoever has nothing else', async () => {
    const { id, loginName } = await app.join(['auditor'])
    const key = softwareAuthenticator()
    const by = await present(await app.sessionOf(loginName))
    const { options } = z.object({ options: z.record(z.string(), z.unknown()) }).parse(await app.call('begin-passkey', {}, by))
    const added = await app.run('finish-passkey', { name: '密钥', answer: key.create(options) }, by)
    const mine = await present(app.grantedBy(added))
    await finishLink('oidc', await providers.browse.oidc(await beginLink('oidc', mine), 'auditor-1'), mine)
    const outcome = await signInAs('auditor-1')
    expect(outcome.session).toEqual({ kind: 'none' })
    const { ticket, factors } = proofIn(outcome)
    expect(factors).toEqual(['passkey'])
    const asked = z.object({ options: z.record(z.string(), z.unknown()) }).parse(await app.call('ask-passkey', { ticket }))
    const proof = { factor: 'passkey', answer: key.get(asked.options) }
    const opened = await present(app.grantedBy(await app.run('confirm-sign-in', { ticket, proof })))
    expect(opened.actor).toMatchObject({ id, assurance: 'passkey' })

    const byCode = await linked('auditor-2', { person: await colleague(['auditor']) })
    const weak = await present(app.grantedBy(await confirm(await signInAs('auditor-2'), byCode.code())))
    expect(await codeOf(app.run('list-people', {}, weak))).toBe('session.passkey-first')
  })

  it('lets whoever has no second factor do nothing but set one up, as after the password', async () => {
    const { id } = await linked('bare-1')
    await app.call('reset-factors', { id, reason: '手机遗失' }, await administrator())
    const opened = await present(app.grantedBy(await signInAs('bare-1')))
    expect(opened.actor).toMatchObject({ assurance: 'password', lacks: 'second-factor' })
    expect(await codeOf(app.run('list-departments', {}, opened))).toBe('session.second-factor-first')
    expect(await codeOf(app.run('begin-outside-link', { provider: 'wecom' }, opened))).toBe('session.second-factor-first')
  })
})

describe.each(databaseKinds)('without a configured provider on $name', async (kind) => {
  const app = await startIdentity(kind)

  it('offers nothing and begins nothing (ACC-3)', async () => {
    expect(await app.call('list-outside-ways', {})).toEqual({ items: [] })
    expect(await codeOf(app.run('begin-outside-sign-in', { provider: 'oidc' }))).toBe('outside-sign-in.not-offered')
  })
})
