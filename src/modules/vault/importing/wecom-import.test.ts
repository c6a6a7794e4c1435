import { afterAll, describe, expect, it } from 'vitest'
import { startTestApp } from '../../../../test/harness.ts'
import { wecomForTest } from '../../../platforms/wecom/wecom.fixture.ts'
import { vaultPeople } from '../vault.fixture.ts'
import { batch } from './importing.fixture.ts'

/** WeCom's part is the same on every database: the embedded one is enough. */
describe('importing the customers in WeCom (DAT-5)', async () => {
  const wecom = await wecomForTest()
  afterAll(() => wecom.peer.close())
  const app = await startTestApp({
    wecom: (now) => {
      wecom.follow(now)
      return wecom.connect()
    },
  })
  const { service } = await vaultPeople(app)
  const { fileName: _name, size: _size, ...how } = batch({ source: { kind: 'wecom', detail: '客服部企业微信' } })
  const begin = async (): Promise<string> => (await app.call('vault.begin-wecom-import', how, service)).id
  const view = (id: string) => app.call('vault.view-import', { id }, service)
  // More members than one call may name, more customers than one page holds.
  const members = Array.from({ length: 103 }, (_, member) => `member${String(member).padStart(3, '0')}`)
  for (const member of members) wecom.company.hire(member)
  wecom.company.letServe(...members)
  const customerId = (at: number): string => `wmTESTTEST${String(at).padStart(6, '0')}`
  const card = (id: string) => ({ name: id.endsWith('7') ? '🌱' : '示例微友', remark: '', remark_mobiles: [`138${id.slice(-6).padStart(8, '0')}`] })
  wecom.company.befriend('member000', Array.from({ length: 230 }, (_, at) => customerId(at)), { card })
  wecom.company.befriend('member102', [customerId(500)], { card: () => ({ name: '小甲', remark: '测试甲某', remark_mobiles: ['not a number', '+86 13800000500'] }) })

  it('reads every page of every member, and ends where it may not', async () => {
    wecom.peer.limit('externalcontact/batch/get_by_user', 2)
    const id = await begin()
    await app.runJob('vault.fetch-wecom-customers', { id })
    // The third page was one too many for this minute.
    expect(await view(id)).toMatchObject({ state: 'fetching', via: 'wecom' })
    wecom.peer.limit('externalcontact/batch/get_by_user', 10_000)
    app.clock.advance(90_000)
    await app.runJob('vault.fetch-wecom-customers', { id })
    await app.runJobs()
    expect(await view(id)).toMatchObject({ state: 'checked', counts: { read: 231, ready: 231, faulty: 0 } })
    await app.call('vault.confirm-import', { id, ready: 231 }, service)
    await app.runJobs()
    const { items } = await app.call('vault.find-customer', { by: 'value', kind: 'wecom-id', value: customerId(500) }, service)
    expect(items).toMatchObject([{ name: '测***', mobile: '138****0500' }])
    // The same once more: everybody is known.
    const again = await begin()
    await app.runJobs()
    // From a hundred on the figure is a rounded one.
    expect((await view(again)).counts).toMatchObject({ read: 231, knownAlready: 230 })
  })

  it('says what to do where WeCom refuses, and lets a page that was lost be read again', async () => {
    wecom.peer.trustAddress(false)
    const id = await begin()
    await app.runJobs()
    expect(await view(id)).toMatchObject({ state: 'unreadable', why: expect.stringContaining('可调用接口的应用') })
    wecom.peer.trustAddress(true)
    wecom.peer.loseAnswers('externalcontact/batch/get_by_user', 1)
    const second = await begin()
    await app.runJobs()
    expect(await view(second)).toMatchObject({ state: 'checked', counts: { read: 231 } })
  })
})
