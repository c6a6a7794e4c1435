import { describe, expect, it } from 'vitest'
import { codeOf, databaseKinds, problemOf } from '../identity.fixture.ts'
import { elsewhere, proofIn, startCompany, startProviders } from './outside-sign-in.fixture.ts'

const providers = await startProviders()

describe.each(databaseKinds)('linking an identity outside on $name (ACC-3)', async (kind) => {
  const { app, administrator, colleague, beginSignIn, beginLink, finish, finishLink, signInAs, linked, confirm } = await startCompany(kind, providers)

  it('wants a fresh proof, and a session that lacks nothing', async () => {
    const { by } = await colleague()
    app.advance(5 * 60)
    expect(await codeOf(app.run('begin-outside-link', { provider: 'oidc' }, by))).toBe('session.prove-again')
    expect(await codeOf(app.run('begin-outside-link', { provider: 'oidc' }))).toBe('session.required')
  })

  it('links one identity to one person', async () => {
    await linked('only-one')
    const other = await colleague()
    const returned = await providers.browse.oidc(await beginLink('oidc', other.by), 'only-one')
    expect(await codeOf(finishLink('oidc', returned, other.by))).toBe('outside-identity.taken')
    expect((await app.ledger('operation.refused')).at(-1)?.detail).toMatchObject({ code: 'outside-identity.taken' })
  })

  it('links one identity to one of two people who try at the same time', async () => {
    const [one, other] = [await colleague(), await colleague()]
    const returned = [await providers.browse.oidc(await beginLink('oidc', one.by), 'contested'), await providers.browse.oidc(await beginLink('oidc', other.by), 'contested')] as const
    const answers = await Promise.allSettled([finishLink('oidc', returned[0], one.by), finishLink('oidc', returned[1], other.by)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  })

  it('links one identity of a provider for each person', async () => {
    const person = await colleague()
    const second = await providers.browse.oidc(await beginLink('oidc', person.by), 'second-of-two')
    await linked('first-of-two', { person })
    expect(await codeOf(finishLink('oidc', second, person.by))).toBe('outside-identity.one-each')
    expect(await codeOf(app.run('begin-outside-link', { provider: 'oidc' }, person.by))).toBe('outside-identity.one-each')
  })

  it('links nothing by a state that somebody else began, in whatever browser', async () => {
    const [victim, attacker] = [await colleague(), await colleague()]
    const lure = await providers.browse.oidc(await beginLink('oidc', { ...attacker.by, ...elsewhere }), 'lure-1')
    expect(await codeOf(finishLink('oidc', lure, victim.by))).toBe('outside-sign-in.not-started-here')
    const sameBrowser = await providers.browse.oidc(await beginLink('oidc', attacker.by), 'lure-1')
    expect(await codeOf(finishLink('oidc', sameBrowser, victim.by))).toBe('outside-sign-in.not-started-here')
  })

  it('neither links by a state of a sign-in nor signs in by a state of a link', async () => {
    const { by } = await colleague()
    const signIn = await providers.browse.oidc(await beginSignIn('oidc'), 'purpose-1')
    expect(await codeOf(finishLink('oidc', signIn, by))).toBe('outside-sign-in.not-started-here')
    const link = await providers.browse.oidc(await beginLink('oidc', by), 'purpose-1')
    expect(await codeOf(finish('oidc', link))).toBe('outside-sign-in.not-started-here')
    expect(await app.db.selectFrom('outside_identity').select('subject').where('subject', '=', 'purpose-1').execute()).toEqual([])
  })

  it('shows and removes one’s own, which ends the other sessions', async () => {
    const { by, code, loginName } = await linked('removed-1', { provider: 'wecom' })
    const other = app.grantedBy(await confirm(await app.signIn(loginName), code()))
    const shown = await app.call('view-outside-identities', {}, by)
    expect(shown['items']).toContainEqual({ provider: 'wecom', title: { zh: '企业微信', en: 'WeCom' }, offered: true, linkedAt: expect.any(String) })
    await app.call('remove-outside-identity', { provider: 'wecom' }, by)
    expect(await app.present(other)).toBeNull()
    expect(await codeOf(signInAs('removed-1', 'wecom'))).toBe('outside-sign-in.not-known')
    expect(await codeOf(app.run('remove-outside-identity', { provider: 'wecom' }, by))).toBe('outside-identity.not-there')
  })

  it('keeps whose a directory says it is, and opens nothing by it until its person links it again', async () => {
    const { id, by } = await colleague()
    await app.db.insertInto('outside_identity').values({ provider: 'wecom', subject: 'by-directory', person_id: id, linked_at: app.clock.now(), linked_by: null }).execute()
    expect(proofIn(await signInAs('by-directory', 'wecom')).factors).toEqual(['totp'])
    await app.call('remove-outside-identity', { provider: 'wecom' }, by)
    expect(await codeOf(signInAs('by-directory', 'wecom'))).toBe('outside-sign-in.not-known')
    expect(await app.call('view-outside-identities', {}, by)).toMatchObject({ items: expect.arrayContaining([expect.objectContaining({ provider: 'wecom', linkedAt: null })]) })
    const thief = await colleague()
    expect(await codeOf(linked('by-directory', { provider: 'wecom', person: thief }))).toBe('outside-identity.taken')
    expect(await codeOf(linked('another', { provider: 'wecom', person: { ...thief, id, by } }))).toBe('outside-identity.taken')
    await linked('by-directory', { provider: 'wecom', person: { ...thief, id, by } })
    expect(proofIn(await signInAs('by-directory', 'wecom')).factors).toEqual(['totp'])
  })

  it('lets an administrator see who has one, and remove it with a reason', async () => {
    const { id, by } = await linked('removed-2')
    const people = await app.call('list-people', { pageSize: 100 }, await administrator())
    expect(people['items']).toContainEqual(expect.objectContaining({ id, outsideIdentities: ['oidc'] }))
    expect(await codeOf(app.run('reset-outside-identities', { id, reason: '核实' }, by))).toBe('permission.missing')
    await app.call('reset-outside-identities', { id, reason: '账号疑似被盗' }, await administrator())
    expect(await app.notices(id)).toContain('outside-identities.reset')
    expect(await codeOf(signInAs('removed-2'))).toBe('outside-sign-in.not-known')
    const own = { id: app.administrator, reason: '核实' }
    expect((await problemOf(app.run('reset-outside-identities', own, await administrator()))).reasons[0]?.code).toBe('outside-identities.reset-own')
    expect(await codeOf(app.run('reset-outside-identities', { id, reason: '再次' }, await administrator()))).toBe('outside-identity.not-there')
  })
})
