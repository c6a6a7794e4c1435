import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startAccountHouse } from '../accounts.fixture.ts'

const day = 86_400_000

describe.each(testDatabases())('what is measured of accounts on $name (RSK-2)', async ({ name: database }) => {
  const house = await startAccountHouse({ database })
  const { app, administrator, people, register, grant } = house
  const measured = async (id: string) => {
    await app.call('score.measure-now', {}, administrator)
    return app.call('score.view-control', { id }, administrator)
  }
  const credential = (change: object = {}) =>
    app.call(
      'accounts.store-credential',
      {
        kind: 'app-secret', accountId: null, partner: '某服务商', name: '接口密钥', ownerId: people.head, purposes: ['publish'],
        scopes: [], rotationDays: 90, value: 'a-secret-of-the-partner', ...change,
      },
      administrator,
    )

  it('is inconclusive while there is nothing', async () => {
    for (const id of ['core-protected', 'verification-in-time', 'credentials-in-time', 'unused-credentials']) {
      expect(await measured(`accounts.${id}`)).toMatchObject({ state: 'inconclusive' })
    }
  })

  it('counts core accounts with strong factors, two administrators, recovery and verification (ACC-3)', async () => {
    const good = await register({ factors: ['passkey'], recoveryPhone: '13812345678', verifiedSubject: '青禾', verificationExpiresOn: '2026-12-31' })
    await grant(good, 'administrator', 'administrator')
    await grant(good, 'head', 'administrator')
    expect(await measured('accounts.core-protected')).toMatchObject({ state: 'holds' })
    await register({ name: '裸奔号', factors: ['sms'] })
    await register({ name: '普通号', core: false })
    const half = await measured('accounts.core-protected')
    expect(half).toMatchObject({ state: 'partly', share: 0.5 })
    expect(JSON.stringify(half.evidence)).toContain('裸奔号')
  })

  it('counts verifications that have not ended, and warns before', async () => {
    expect(await measured('accounts.verification-in-time')).toMatchObject({ state: 'holds' })
    app.clock.set(new Date('2026-12-20T02:00:00Z'))
    const near = await measured('accounts.verification-in-time')
    expect(near).toMatchObject({ state: 'holds' })
    expect(JSON.stringify(near.evidence)).toContain('请提前续期')
    app.clock.set(new Date('2027-01-01T02:00:00Z'))
    expect(await measured('accounts.verification-in-time')).toMatchObject({ state: 'fails', share: 0 })
    expect(await measured('accounts.core-protected')).toMatchObject({ state: 'fails', share: 0 })
  })

  it('counts credentials that are replaced in time, used, and no wider than needed (ACC-8)', async () => {
    const { id } = await credential()
    await credential({ rotationDays: 365, name: '长期密钥' })
    expect(await measured('accounts.credentials-in-time')).toMatchObject({ state: 'holds' })
    expect(await measured('accounts.unused-credentials')).toMatchObject({ state: 'holds' })
    app.clock.advance(100 * day)
    expect(await measured('accounts.credentials-in-time')).toMatchObject({ share: 0.5 })
    expect(await measured('accounts.unused-credentials')).toMatchObject({ state: 'fails', share: 0 })
    await app.call('accounts.rotate-credential', { id, value: 'another-secret-now' }, administrator)
    expect(await measured('accounts.credentials-in-time')).toMatchObject({ state: 'holds' })
    await app.call('accounts.report-leak', { id, note: '发到了外部群' }, administrator)
    expect(await measured('accounts.credentials-in-time')).toMatchObject({ share: 0.5 })
  })

  it('measures the age of the key-encryption key (DAT-1)', async () => {
    expect(await measured('keys.rotated-in-time')).toMatchObject({ state: 'holds' })
    app.clock.advance(366 * day)
    expect(await measured('keys.rotated-in-time')).toMatchObject({ state: 'fails' })
  })
})
