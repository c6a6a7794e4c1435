import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { type House, minute, refusalOf, startHouse } from './content.fixture.ts'

describe.each(testDatabases())('any change starts again, on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  const obligationsOf = (id: string) =>
    house.db
      .selectFrom('obligation')
      .selectAll()
      .where('subject_id', '=', id)
      .orderBy('opened_at')
      .orderBy('kind')
      .execute()

  it.each(['self-check', 'department-review', 'legal-review', 'approved', 'published'] as const)(
    'from %s (CNT-1)',
    async (state) => {
      const id = await house.bringTo(state)
      await house.edit(id, { copy: '改过的正文，依然欢迎来坐坐。' })
      const after = await house.view(id)
      expect(after).toMatchObject({ state: 'draft', version: 2, approval: null, findings: [] })
      expect(after.reviews.filter((review) => review.state === 'waiting' || review.state === 'claimed')).toEqual([])
      expect((await obligationsOf(id)).filter((row) => row.state === 'open')).toEqual([])
      expect(await refusalOf(house.publish(id))).toContain('publish.not-approved')
    },
  )

  it('withdraws what was claimed and tells its holder', async () => {
    const id = await house.bringTo('department-review')
    const reviewId = await house.claim(id, 'head')
    await house.edit(id, { title: '桂花拿铁再回归' })
    expect((await house.view(id)).reviews.find((review) => review.id === reviewId)?.state).toBe('withdrawn')
    expect(await house.noticesOf('head')).toContain('review.withdrawn')
    const stale = house.app.call('content.return-review', { reviewId, reason: '晚了' }, await house.as('head'))
    expect(await refusalOf(stale)).toEqual(['review.not-open'])
  })

  it('leaves what is out under its own approval', async () => {
    const id = await house.bringTo('published')
    const before = await house.view(id)
    await house.edit(id, { title: '桂花拿铁再回归' })
    const after = await house.view(id)
    expect(after.state).toBe('draft')
    expect(after.publications).toMatchObject([{ version: 1, digest: before.digest, takenDown: null }])
    expect((await house.ledger('approval.voided')).some((entry) => entry.subject_id === id)).toBe(true)
    expect((await house.measure('content.three-levels')).state).toBe('holds')
    const discard = house.app.call('content.discard-material', { id, reason: '不要了' }, await house.as('author'))
    expect(await refusalOf(discard)).toEqual(['material.still-published'])
  })

  it('keeps reviews when nothing changed', async () => {
    const id = await house.bringTo('legal-review')
    expect(await house.edit(id, {})).toEqual({ version: 1 })
    expect((await house.view(id)).state).toBe('legal-review')
  })

  it('needs a new review after a takedown, even for the same text', async () => {
    const id = await house.bringTo('published')
    const [publication] = (await house.view(id)).publications
    const takedown = { publicationId: publication?.id ?? '', reason: '用户投诉' }
    await house.app.call('content.take-down', takedown, await house.as('author'))
    expect(await refusalOf(house.publish(id))).toContain('publish.not-approved')
    expect(await refusalOf(house.app.call('content.take-down', takedown, await house.as('author')))).toEqual([
      'publication.already-taken-down',
    ])
    expect(await house.edit(id, {})).toEqual({ version: 2 })
    await house.submit(id)
    await house.passSelfCheck(id)
    await house.approve(id, 'head')
    await house.approve(id, 'lawyer')
    await house.publish(id)
    expect((await house.view(id)).state).toBe('published')
  })

  it('stays published while one of two publications is out', async () => {
    const id = await house.bringTo('approved', { accountIds: [house.accounts.shop, house.accounts.brand] })
    const { publicationId } = await house.publish(id)
    await house.publish(id, { accountId: house.accounts.brand })
    const takeDown = async (one: string) =>
      house.app.call('content.take-down', { publicationId: one, reason: '下架' }, await house.as('author'))
    expect(await takeDown(publicationId)).toEqual({ state: 'published' })
    const other = (await house.view(id)).publications.find((one) => one.takenDown === null)
    expect(await takeDown(other?.id ?? '')).toEqual({ state: 'taken-down' })
  })

  it('ends with a discard, with a reason', async () => {
    const id = await house.bringTo('department-review')
    await house.app.call('content.discard-material', { id, reason: '活动取消' }, await house.as('author'))
    expect((await house.view(id)).state).toBe('discarded')
    expect((await obligationsOf(id)).map((row) => row.state)).toEqual(['cancelled'])
    expect(await refusalOf(house.edit(id, { title: '再来' }))).toEqual(['material.wrong-state'])
  })

  it('runs a clock for each level, owned and escalated (CNT-2)', async () => {
    const settings = { departmentId: house.departments.marketing, departmentMinutes: 30, legalMinutes: 45 }
    await house.app.call('content.update-review-settings', settings, await house.as('security'))
    const id = await house.bringTo('department-review')
    const start = house.app.clock.now()
    house.app.clock.advance(5 * minute)
    await house.approve(id, 'head')
    const [department, legal] = await obligationsOf(id)
    expect(department).toMatchObject({
      kind: 'content.department-review',
      state: 'met',
      owner_post: 'department-head',
      owner_department: house.departments.marketing,
      escalate_post: 'security-administrator',
      due_at: new Date(start.getTime() + 30 * minute),
      evidence: { decision: 'approved' },
    })
    expect(legal).toMatchObject({
      kind: 'content.legal-review',
      state: 'open',
      owner_post: 'legal',
      escalate_post: 'security-administrator',
      due_at: new Date(start.getTime() + 50 * minute),
    })
    const { items, defaults } = await house.app.call('content.view-review-settings', {}, await house.as('head'))
    expect(defaults).toEqual({ departmentMinutes: 15, legalMinutes: 15 })
    const own = items.find(({ departmentId }) => departmentId === settings.departmentId)
    expect(own).toMatchObject({ legalMinutes: 45, isDefault: false })
  })

  it('escalates to the head where the head is not the only reviewer', async () => {
    const deputy = await house.addPerson('市场部副职', house.departments.marketing, ['department-head'])
    const id = await house.bringTo('department-review')
    const [obligation] = await obligationsOf(id)
    expect(obligation?.escalate_person).toBe(house.people.head)
    const told = await house.db.selectFrom('notice').select('kind').where('person_id', '=', deputy).execute()
    expect(told.map(({ kind }) => kind)).toEqual(['review.assigned'])
  })

  it('tells reviewers on assignment and the author on the decision', async () => {
    const fresh = await startHouse(name)
    const id = await fresh.bringTo('department-review')
    expect(await fresh.noticesOf('head')).toEqual(['review.assigned'])
    expect(await fresh.noticesOf('otherHead')).toEqual([])
    await fresh.approve(id, 'head')
    expect(await fresh.noticesOf('lawyer')).toEqual(['review.assigned'])
    await fresh.approve(id, 'lawyer')
    expect(await fresh.noticesOf('author')).toEqual(['material.approved'])
    const second = await fresh.bringTo('department-review')
    const reviewId = await fresh.claim(second, 'head')
    await fresh.app.call('content.return-review', { reviewId, reason: '请补充' }, await fresh.as('head'))
    expect(await fresh.noticesOf('author')).toEqual(['material.approved', 'material.returned'])
  })
})
