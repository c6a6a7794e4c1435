import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import { standIn } from './leaving.fixture.ts'

const day = 86_400_000

describe.each(testDatabases())('what is taken back outside on $name (ACC-7)', async ({ name: database }) => {
  const outside = standIn()
  const app = await startTestApp({ database, outsideWithdrawals: [outside.member, outside.customers] })
  const somebody = (name: string, posts: readonly string[]) => hire(app, { name, department: '销售部', posts })
  const hr = await app.as(await somebody('人事', ['hr']))
  const leave = (personId: string, takeoverId: string | null) =>
    app.call('leaving.begin', { personId, reason: '合同到期', at: null, takeoverId }, hr)
  const items = async (id: string) => (await app.call('leaving.view', { id }, hr)).items
  const outsideItems = async (id: string) => (await items(id)).filter(({ kind }) => kind.startsWith('stand-in'))

  it('is done by a job, once, and keeps what the outside said as proof', async () => {
    const id = await somebody('甲', ['customer-service'])
    const { id: leavingId } = await leave(id, null)
    expect(await outsideItems(leavingId)).toMatchObject([{ state: 'pending', proof: null }])
    expect(outside.disabled.has(id)).toBe(false)
    await app.runJobs()
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await outsideItems(leavingId)).toMatchObject([{ state: 'withdrawn', proof: `member ${id} disabled` }])
    const [item] = await outsideItems(leavingId)
    expect(outside.calls).toEqual([item?.id])
  })

  it('is tried again under the same id after a failure, until it is done', async () => {
    const id = await somebody('乙', ['customer-service'])
    const { id: leavingId } = await leave(id, null)
    outside.calls.length = 0
    outside.breakLine(true)
    await expect(app.runJobs()).rejects.toThrow('The line is down')
    expect(await outsideItems(leavingId)).toMatchObject([{ state: 'pending' }])
    outside.breakLine(false)
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await outsideItems(leavingId)).toMatchObject([{ state: 'withdrawn' }])
    expect(new Set(outside.calls).size).toBe(1)
  })

  it('waits a day for customers, and leaves those who refuse to whoever takes over', async () => {
    const [id, heirId] = [await somebody('丙', ['customer-service']), await somebody('丁', ['customer-service'])]
    const { id: leavingId } = await leave(id, heirId)
    const begun = app.clock.now().getTime()
    await app.runJobs()
    const customers = async () => (await outsideItems(leavingId)).find(({ kind }) => kind === 'stand-in-customers')
    expect(await customers()).toMatchObject({
      state: 'pending',
      note: '250 位客户待生效',
      nextAt: new Date(begun + day).toISOString(),
    })
    app.clock.set(new Date(begun + day))
    await app.runJob('leaving.sweep')
    await app.runJobs()
    expect(await customers()).toMatchObject({ state: 'manual', proof: 'errcode 40130 for 3 of 250', note: '3 位客户拒绝移交' })
    const { items: mine } = await app.call('desk.list-obligations', { scope: 'mine' }, await app.as(heirId))
    expect(mine.map(({ title }) => title)).toEqual(['丙 离职：移交客户'])
    const certificate = await app.call('leaving.certificate', { id: leavingId }, hr)
    expect(certificate.sections.map(({ heading }) => heading)).toEqual(['待人工办理', '已收回', '台账位置'])
  })
})
