import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { startProviders } from '../src/modules/identity/outside-sign-in/outside-sign-in.fixture.ts'
import { startTestApp } from './harness.ts'
import { hire } from './hire.ts'
import { type Answered, serveTestApp } from './served.ts'

/** What only the transport does: the cookie of the device, and how often a network may call. */
describe('signing in through others over HTTP (ACC-3)', async () => {
  const providers = await startProviders()
  const app = await startTestApp({ outsideSignIns: providers.ways })
  const { post } = await serveTestApp(app)
  const cookieOf = ({ headers }: Answered): string => headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ')
  const from = (ip: string, cookie = '') => ({ 'x-forwarded-for': ip, ...(cookie === '' ? {} : { cookie }) })
  const begin = (ip: string, cookie?: string) => post('/api/v1/identity/begin-outside-sign-in', { provider: 'oidc' }, from(ip, cookie))
  const finish = (returned: URLSearchParams, headers: Record<string, string>) =>
    post('/api/v1/identity/finish-outside-sign-in', { provider: 'oidc', returned: returned.toString() }, headers)

  it('takes what came back from the browser that began, and from no other', async () => {
    const begun = await begin('198.51.100.1')
    expect(begun.headers.getSetCookie().join()).toMatch(/^weidun-device=[\w-]{43};.*HttpOnly.*SameSite=Strict/)
    const returned = await providers.browse.oidc(new URL(String(begun.body['url'])), 'nobody')
    const stolen = await finish(returned, from('198.51.100.2'))
    expect([stolen.status, stolen.body['code']]).toEqual([401, 'outside-sign-in.not-started-here'])
    const program = await finish(returned, { ...from('198.51.100.1'), authorization: 'Bearer wdk_none' })
    expect(program.body['code']).toBe('api-key.not-accepted')
    const own = await finish(returned, from('198.51.100.1', cookieOf(begun)))
    expect([own.status, own.body['code']]).toEqual([401, 'outside-sign-in.not-known'])
    expect(own.headers.get('cache-control')).toBe('no-store')
  })

  it('marks a browser by what changes something, not by what a page asks as it opens', async () => {
    const asked = await post('/api/v1/identity/list-outside-ways', {}, from('198.51.100.3'))
    expect([asked.status, asked.headers.getSetCookie()]).toEqual([200, []])
    const tried = await post('/api/v1/identity/sign-in', { loginName: 'nobody', password: 'Nobody-knows-1t' }, from('198.51.100.3'))
    expect(cookieOf(tried)).toMatch(/^weidun-device=/)
    const again = await post('/api/v1/identity/sign-in', { loginName: 'nobody', password: 'Nobody-knows-1t' }, from('198.51.100.3', cookieOf(tried)))
    expect(again.headers.getSetCookie()).toEqual([])
  })

  it('begins and finishes thirty times a minute for one network', async () => {
    const statuses: number[] = []
    for (let call = 0; call < 31; call += 1) statuses.push((await begin('198.51.100.9')).status)
    expect(statuses.filter((status) => status === 200)).toHaveLength(30)
    expect(statuses.at(-1)).toBe(429)
    const guesses: number[] = []
    for (let call = 0; call < 31; call += 1) {
      guesses.push((await finish(new URLSearchParams({ state: '0'.repeat(64), code: '1' }), from('198.51.100.9'))).status)
    }
    expect([guesses[29], guesses[30]]).toEqual([401, 429])
    expect((await begin('198.51.100.10')).status).toBe(200)
  })

  it('lets nobody in who left, not even where a directory links them again', async () => {
    const hr = await app.as(await hire(app, { name: '人事', department: '人力资源部', posts: ['hr'] }))
    const personId = await hire(app, { name: '离任者', department: '市场部', posts: ['operations'] })
    const link = (provider: string, by: string | null) =>
      sql`
        insert into outside_identity (provider, subject, person_id, linked_at, linked_by)
        values (${provider}, 'leaver', ${personId}, ${app.clock.now()}, ${by})`.execute(app.db)
    await link('wecom', personId)
    await link('feishu', personId)
    await app.call('leaving.begin', { personId, reason: '合同到期', at: null, takeoverId: null }, hr)
    // Whose member of WeCom it is stays known, so that the account there can be taken back; it opens nothing.
    const { rows } = await sql`select provider, may_sign_in from outside_identity where person_id = ${personId}`.execute(app.db)
    expect(rows).toEqual([{ provider: 'wecom', may_sign_in: false }])
    const attempt = async () => {
      const asked = await post('/api/v1/identity/begin-outside-sign-in', { provider: 'wecom' }, from('198.51.100.20'))
      const returned = await providers.browse.wecom(new URL(String(asked.body['url'])), 'leaver')
      const body = { provider: 'wecom', returned: returned.toString() }
      return (await post('/api/v1/identity/finish-outside-sign-in', body, from('198.51.100.20', cookieOf(asked)))).body['code']
    }
    expect(await attempt()).toBe('outside-sign-in.not-known')
    await sql`delete from outside_identity where person_id = ${personId}`.execute(app.db)
    await link('wecom', null)
    expect(await attempt()).toBe('outside-sign-in.not-known')
    const failed = await app.db.selectFrom('ledger_entry').select('detail').where('type', '=', 'person.sign-in-failed').orderBy('id', 'desc').execute()
    expect(failed.slice(0, 2).map(({ detail }) => detail['reason'])).toEqual(['left', 'not-linked'])
  })

  it('takes no answer of any length', async () => {
    const long = await finish(new URLSearchParams({ state: '0'.repeat(64), code: 'c'.repeat(9000) }), from('198.51.100.11'))
    expect([long.status, long.body['code']]).toEqual([422, 'input.invalid'])
    const longer = await finish(new URLSearchParams({ code: 'c'.repeat(20_000) }), from('198.51.100.11'))
    expect([longer.status, longer.body['code']]).toEqual([413, 'request.too-large'])
  })
})
