import { describe, expect, it } from 'vitest'
import { databaseKinds, startIdentity } from '../identity.fixture.ts'

describe.each(databaseKinds)('tokens of sessions on $name (ACC-4)', async (kind) => {
  const app = await startIdentity(kind)
  const device = 'd'.repeat(43)
  const renewed = async (token: string): Promise<string> => {
    const session = await app.presentAgain(token)
    if (session === null || session === 'copied' || session.renewed === undefined) throw new Error('no new token')
    return session.renewed.token
  }
  const begin = async () => {
    const person = await app.join(['operations'])
    return { ...person, token: await app.sessionOf(person.loginName) }
  }

  it('hands out a new token every quarter of an hour, and takes the old one for a minute more', async () => {
    const { token, id } = await begin()
    app.advance(15 * 60)
    const next = await renewed(token)
    expect(next).not.toBe(token)
    expect(await app.present(token)).toMatchObject({ id })
    expect(await app.present(next)).toMatchObject({ id })
    app.advance(60)
    expect(await app.present(next)).toMatchObject({ id })
  })

  it('gives one new token to twenty calls at the same moment', async () => {
    const { token } = await begin()
    app.advance(15 * 60)
    const sessions = await Promise.all(Array.from({ length: 20 }, () => app.presentAgain(token)))
    expect(sessions.every((session) => session !== null && session !== 'copied')).toBe(true)
    expect(sessions.flatMap((session) => (session === null || session === 'copied' ? [] : (session.renewed ?? [])))).toHaveLength(1)
  })

  it('goes on where the answer with the new token was lost', async () => {
    const { token, id } = await begin()
    app.advance(15 * 60)
    await renewed(token)
    app.advance(10 * 60)
    const next = await renewed(token)
    expect(await app.present(next)).toMatchObject({ id })
  })

  it('ends a session that two hold, and tells its person and the security administrators', async () => {
    const { token, id } = await begin()
    app.advance(15 * 60)
    // A thief is first and gets the new token; its owner comes with the old one.
    const stolen = await renewed(token)
    expect(await app.present(stolen)).toMatchObject({ id })
    app.advance(5 * 60)
    expect(await app.presentAgain(token)).toBe('copied')
    await app.run('end-copied-session', { token })
    expect(await app.present(stolen)).toBeNull()
    expect(await app.present(token)).toBeNull()
    const notices = await app.db.selectFrom('notice').select('person_id').where('kind', '=', 'session.copied').execute()
    expect(notices.map(({ person_id: told }) => told).toSorted()).toEqual([id, app.administrator].toSorted())
    expect((await app.ledger('session.ended')).at(-1)?.detail).toMatchObject({ reason: 'copied' })
  })

  it('ends nothing for a token that was not copied', async () => {
    const { token, id } = await begin()
    await app.run('end-copied-session', { token })
    expect(await app.present(token)).toMatchObject({ id })
  })

  it('takes a session from the device that opened it and from no other', async () => {
    const { loginName, id } = await app.join(['operations'])
    const token = await app.sessionOf(loginName, { deviceToken: device })
    expect(await app.presentAgain(token, device)).toMatchObject({ actor: { id } })
    expect(await app.presentAgain(token, 'e'.repeat(43))).toBe('copied')
    expect(await app.presentAgain(token)).toBe('copied')
    await app.run('end-copied-session', { token }, { deviceToken: 'e'.repeat(43) })
    expect(await app.presentAgain(token, device)).toBeNull()
    const rows = await app.db.selectFrom('session').select('device_digest').execute()
    expect(rows.some((row) => Buffer.from(row.device_digest ?? []).toString('latin1').includes(device))).toBe(false)
  })
})
