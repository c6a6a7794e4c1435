import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../../test/database.ts'
import { type House, minute, startHouse } from '../content.fixture.ts'

describe.each(testDatabases())('controls, on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  const byHand = async (table: string, statement: string): Promise<void> => {
    await sql.raw(`alter table ${table} disable trigger user`).execute(house.db)
    await sql.raw(statement).execute(house.db)
    await sql.raw(`alter table ${table} enable trigger user`).execute(house.db)
  }

  it('are inconclusive while there is nothing to measure', async () => {
    for (const control of ['three-levels', 'reviews-in-time', 'blocks-overruled', 'ad-mark']) {
      expect((await house.measure(`content.${control}`)).state).toBe('inconclusive')
    }
  })

  it('show a text that was changed by hand after its approval', async () => {
    const id = await house.bringTo('published')
    expect(await house.measure('content.three-levels')).toMatchObject({ state: 'holds', share: 1 })
    await byHand('material_version', `update material_version set copy = copy || '（限时）' where material_id = '${id}'`)
    const { state, evidence } = await house.measure('content.three-levels')
    expect(state).toBe('fails')
    expect(evidence[0]).toMatchObject({ link: `/materials/${id}` })
    expect(evidence[0]?.sentence.zh).toContain('内容与批准的不一致')
    const restore = `update material_version set copy = replace(copy, '（限时）', '') where material_id = '${id}'`
    await byHand('material_version', restore)
    expect((await house.measure('content.three-levels')).state).toBe('holds')
  })

  it('show a reviewer who was put in by hand', async () => {
    const id = await house.bringTo('published')
    const { secondLawyer, lawyer } = house.people
    const swap = (from: string, to: string) =>
      byHand(
        'material_review',
        `update material_review set reviewer_id = '${to}' where reviewer_id = '${from}' and submission_id in
          (select id from material_submission where material_id = '${id}')`,
      )
    await swap(lawyer, secondLawyer)
    const { state, share, evidence } = await house.measure('content.three-levels')
    expect([state, share]).toEqual(['partly', 0.5])
    expect(evidence[0]?.sentence.zh).toContain('台账中没有对应的审核记录')
    await swap(secondLawyer, lawyer)
    expect((await house.measure('content.three-levels')).state).toBe('holds')
  })

  it('count what was decided late and what waits beyond its deadline', async () => {
    expect((await house.measure('content.reviews-in-time')).state).toBe('holds')
    const before = await house.measure('content.reviews-in-time')
    const id = await house.bringTo('department-review')
    house.app.clock.advance(16 * minute)
    const overdue = await house.measure('content.reviews-in-time')
    expect(overdue.share).toBeLessThan(before.share)
    expect(overdue.evidence.some(({ link }) => link === `/materials/${id}`)).toBe(true)
    await house.approve(id, 'head')
    expect((await house.measure('content.reviews-in-time')).share).toBe(overdue.share)
  })

  it('count overruled blocks among decided ones', async () => {
    const offending = { copy: '100%治愈失眠。' }
    const fixed = await house.bringTo('self-check', offending)
    await house.edit(fixed, { copy: '睡前一杯热牛奶。' })
    expect((await house.measure('content.blocks-overruled')).state).toBe('holds')
    const overruled = await house.bringTo('approved', offending)
    const { state, share, evidence } = await house.measure('content.blocks-overruled')
    expect(state).toBe('partly')
    expect(share).toBeCloseTo(0.5 / 0.9)
    expect(evidence.some(({ link }) => link === `/materials/${overruled}`)).toBe(true)
  })

  it('look for the mark on what is out', async () => {
    await house.bringTo('published', { advertising: true, title: '【广告】桂花拿铁回归' })
    expect((await house.measure('content.ad-mark')).state).toBe('holds')
    const id = await house.bringTo('published', { advertising: true, title: '【广告】第二杯半价' })
    await byHand('material_version', `update material_version set title = '第二杯半价' where material_id = '${id}'`)
    expect(await house.measure('content.ad-mark')).toMatchObject({ state: 'partly', share: 0.5 })
  })
})
