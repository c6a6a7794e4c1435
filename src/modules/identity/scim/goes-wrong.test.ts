import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { startTestApp } from '../../../../test/harness.ts'
import { hire } from '../../../../test/hire.ts'
import { connectScim } from './scim.fixture.ts'

const day = 24 * 60 * 60 * 1000

describe.each(testDatabases())('a directory that goes wrong on $name', async ({ name: database }) => {
  const app = await startTestApp({ database })
  const { add, patch, send, stateOf, user, administratorId, secondId } = await connectScim(app)
  const off = { op: 'replace', path: 'active', value: false }

  it('lets a tenth of the company go in a day, three people at least, and no more until somebody has looked', async () => {
    const people: string[] = []
    for (let at = 0; at < 6; at += 1) people.push(await add())
    const statuses = []
    for (const id of people) statuses.push((await patch(id, off)).status)
    expect(statuses).toEqual([200, 200, 200, 403, 403, 403])
    const last = people.at(-1) ?? ''
    expect(await stateOf(last)).toBe('invited')
    expect((await send('DELETE', `/Users/${last}`)).body).toMatchObject({ status: '403', detail: expect.stringContaining('已暂停') })
    expect(await app.db.selectFrom('notice').select('person_id').where('kind', '=', 'scim.many-leavings').execute()).toHaveLength(2)
    app.clock.advance(day + 1)
    expect((await patch(last, off)).status).toBe(200)
  })

  it('takes calls at the same moment one after the other', async () => {
    app.clock.advance(day)
    const wish = user()
    const twice = await Promise.all([send('POST', '/Users', wish), send('POST', '/Users', wish)])
    expect(twice.map(({ status }) => status).toSorted()).toEqual([201, 409])
    const id = await add()
    const thrice = await Promise.all([patch(id, off), patch(id, off), send('DELETE', `/Users/${id}`)])
    expect(thrice.map(({ status }) => status).filter((status) => status >= 500)).toEqual([])
    const { total } = await app.db
      .selectFrom('ledger_entry')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('type', '=', 'person.left')
      .where('subject_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(Number(total)).toBe(1)
    const third = await hire(app, { name: '第三位管理员', department: '信息安全部', posts: ['security-administrator'] })
    const both = await Promise.all([patch(third, off), patch(secondId, off)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
  })

  it('never lets the last administrator go, and the key ends with whoever gave it', async () => {
    app.clock.advance(day)
    expect(await stateOf(secondId)).toBe('left')
    for (const attempt of [await patch(administratorId, off), await send('DELETE', `/Users/${administratorId}`)]) {
      expect([attempt.status, attempt.body]).toMatchObject([403, { status: '403', detail: expect.stringContaining('最后一位在岗的安全管理员') }])
    }
    expect(await stateOf(administratorId)).toBe('active')
    await hire(app, { name: '新管理员', department: '信息安全部', posts: ['security-administrator'] })
    // They gave the key: it is taken back with everything else of theirs.
    expect((await patch(administratorId, off)).status).toBe(200)
    expect((await send('GET', '/Users')).status).toBe(401)
  })
})
