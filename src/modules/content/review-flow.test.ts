import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { type House, minute, refusalOf, startHouse } from './content.fixture.ts'

const offending = { title: '【广告】助眠枕上新', copy: '全网最低价，100%治愈失眠，三天见效。', advertising: true }

describe.each(testDatabases())('from draft to publication on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  it('takes a material through three people to publication and down again (CNT-1)', async () => {
    const { app, as } = house
    const id = await house.draft()
    await house.submit(id)
    expect((await house.view(id)).state).toBe('self-check')
    expect(await house.passSelfCheck(id)).toEqual({ state: 'department-review' })
    expect(await house.approve(id, 'head')).toEqual({ state: 'legal-review' })
    expect(await house.approve(id, 'lawyer')).toEqual({ state: 'approved' })
    const { publicationId } = await house.publish(id)

    const published = await house.view(id)
    expect(published.state).toBe('published')
    expect(published.approval?.digest).toBe(published.digest)
    expect(published.reviews.map(({ level, state, reviewer }) => [level, state, reviewer?.id])).toEqual([
      ['self', 'approved', house.people.author],
      ['department', 'approved', house.people.head],
      ['legal', 'approved', house.people.lawyer],
    ])
    expect(published.publications).toMatchObject([{ id: publicationId, digest: published.digest, takenDown: null }])
    const milestones = ['material.created', 'material.submitted', 'material.approved', 'publication.recorded']
    expect(published.history.map(({ type }) => type)).toEqual(expect.arrayContaining(milestones))

    const down = await app.call('content.take-down', { publicationId, reason: '活动结束' }, await as('author'))
    expect(down).toEqual({ state: 'taken-down' })
    expect((await house.view(id)).publications[0]?.takenDown?.reason).toBe('活动结束')
  })

  it('records digest, version, decision and reasons, and none of the copy', async () => {
    const { app, as } = house
    const id = await house.bringTo('department-review', { copy: '这段正文不应出现在台账里。' })
    const { digest, version } = await house.view(id)
    const reviewId = await house.claim(id, 'head')
    await app.call('content.return-review', { reviewId, reason: '缺少活动规则' }, await as('head'))
    const [entry] = (await house.ledger('review.returned')).filter((row) => row.subject_id === id)
    expect(entry?.detail).toEqual({ reviewId, level: 'department', version, digest, reason: '缺少活动规则' })
    const all = await house.db.selectFrom('ledger_entry').selectAll().where('subject_id', '=', id).execute()
    expect(JSON.stringify(all)).not.toContain('不应出现在台账里')
  })

  it('demands an answer to every finding, with evidence where proof is asked for (CNT-2, CNT-3)', async () => {
    const { app, as } = house
    const id = await house.draft(offending)
    const { findings } = await house.submit(id)
    expect(findings.some(({ severity }) => severity === 'block')).toBe(true)
    for (const { field, law, start, end, excerpt } of findings) {
      expect(law).not.toBe('')
      expect(field === 'attachment' ? '' : offending[field].slice(start, end)).toBe(excerpt)
    }
    expect(await refusalOf(house.passSelfCheck(id))).toEqual(['gate.refused', 'self-check.unanswered'])

    const needsProof = findings.find(({ proof }) => proof !== undefined)
    if (needsProof !== undefined) {
      const bare = { materialId: id, findingId: needsProof.id, reason: '属实', evidence: { attachments: [] } }
      expect(await refusalOf(app.call('content.answer-finding', bare, await as('author')))).toEqual([
        'finding.evidence-required',
      ])
    }
    await house.answerAll(id)
    expect(await house.passSelfCheck(id)).toEqual({ state: 'department-review' })
  })

  it('lets only legal overrule a block, with a reason (CNT-2)', async () => {
    const { app, as } = house
    const id = await house.bringTo('department-review', offending)
    const { findings, digest } = await house.view(id)
    const blocks = findings.filter(({ severity }) => severity === 'block').map(({ id: findingId }) => findingId)
    const overrules = blocks.map((findingId) => ({ findingId, reason: '有批文' }))
    const reviewId = await house.claim(id, 'head')
    const byHead = app.call('content.approve-review', { reviewId, digest, overrules }, await as('head'))
    expect(await refusalOf(byHead)).toEqual([
      'gate.refused',
      'review.block-needs-legal',
    ])
    await app.call('content.approve-review', { reviewId, digest, overrules: [] }, await as('head'))

    const legalReview = await house.claim(id, 'lawyer')
    const bare = { reviewId: legalReview, digest, overrules: [] }
    expect(await refusalOf(app.call('content.approve-review', bare, await as('lawyer')))).toEqual([
      'gate.refused',
      'review.not-overruled',
    ])
    const blank = overrules.map((one) => ({ ...one, reason: '  ' }))
    const unreasoned = app.call('content.approve-review', { ...bare, overrules: blank }, await as('lawyer'))
    expect(await refusalOf(unreasoned)).toEqual(['input.invalid'])

    const open = findings.filter(({ severity }) => severity !== 'note')
    const withReasons = open.map(({ id: findingId }) => ({ findingId, reason: '有批文，表述与批文一致' }))
    const approved = await app.call('content.approve-review', { ...bare, overrules: withReasons }, await as('lawyer'))
    expect(approved).toEqual({ state: 'approved' })
    expect((await house.view(id)).findings.find((finding) => finding.id === blocks[0])?.overrule).toMatchObject({
      reason: '有批文，表述与批文一致',
      level: 'legal',
      by: { id: house.people.lawyer },
    })
  })

  it('refuses a material without its labels or its consent (CNT-4)', async () => {
    const unmarked = await house.draft({ advertising: true })
    expect(await refusalOf(house.submit(unmarked))).toEqual(['gate.refused', 'submission.ad-mark'])
    const push = await house.draft({ channel: 'private-message' })
    expect(await refusalOf(house.submit(push))).toEqual(['gate.refused', 'submission.consent'])
    const machineMade = await house.draft({ aiGenerated: true })
    expect(await refusalOf(house.submit(machineMade))).toEqual(['gate.refused', 'submission.ai-label'])
    const closed = await house.draft({ accountIds: [house.accounts.closed] })
    expect(await refusalOf(house.submit(closed))).toEqual(['gate.refused', 'submission.accounts-active'])
  })

  it('says while typing what the text lacks', async () => {
    const check = { ...offending, title: '助眠枕上新', channel: 'moments' as const, industry: null, aiGenerated: true }
    const result = await house.app.call('content.check-copy', check, await house.as('author'))
    expect(result.decision).toBe('deny')
    expect(result.missingLabels.map(({ code }) => code)).toEqual(['submission.ad-mark', 'submission.ai-label'])
    expect(result.findings.filter(({ field }) => field === 'copy').length).toBeGreaterThanOrEqual(2)
  })

  it('publishes nothing that was not approved: no other text, no other account (CNT-1)', async () => {
    const waiting = await house.bringTo('legal-review')
    expect(await refusalOf(house.publish(waiting))).toEqual([
      'gate.refused',
      'publish.not-approved',
      'publish.digest',
      'publish.three-levels',
    ])
    const approved = await house.bringTo('approved')
    expect(await refusalOf(house.publish(approved, { digest: 'f'.repeat(64) }))).toEqual([
      'gate.refused',
      'publish.digest',
    ])
    expect(await refusalOf(house.publish(approved, { accountId: house.accounts.brand }))).toEqual([
      'gate.refused',
      'publish.account',
    ])
    expect(await refusalOf(house.publish(approved, { url: 'http://weibo.example.com/1' }))).toEqual([
      'gate.refused',
      'publish.url',
    ])
    await house.publish(approved, { url: 'https://weibo.example.com/same' })
    expect(await refusalOf(house.publish(approved, { url: 'https://weibo.example.com/same' }))).toEqual([
      'publication.already-recorded',
    ])
  })

  it('refuses a second hand on a stale version', async () => {
    const id = await house.draft()
    await house.edit(id, { title: '新标题' })
    const stale = { id, version: 1, ...house.fields({ title: '旧标题' }) }
    expect(await refusalOf(house.app.call('content.update-material', stale, await house.as('author')))).toEqual([
      'record.changed-meanwhile',
    ])
  })

  it('measures from submission to decision, per level (CNT-2)', async () => {
    const fresh = await startHouse(name)
    const { app } = fresh
    const from = app.clock.now().toISOString()
    const id = await fresh.draft()
    await fresh.submit(id)
    app.clock.advance(2 * minute)
    await fresh.passSelfCheck(id)
    app.clock.advance(10 * minute)
    await fresh.approve(id, 'head')
    app.clock.advance(20 * minute)
    await fresh.approve(id, 'lawyer')
    const to = app.clock.now().toISOString()
    const figures = await app.call('content.measure-review-times', { from, to }, await fresh.as('auditor'))
    expect(figures.total).toEqual({ count: 1, medianMinutes: 32, p90Minutes: 32 })
    expect(figures.levels).toEqual([
      { level: 'self', count: 1, medianMinutes: 2, p90Minutes: 2, inTimeShare: null },
      { level: 'department', count: 1, medianMinutes: 10, p90Minutes: 10, inTimeShare: 1 },
      { level: 'legal', count: 1, medianMinutes: 20, p90Minutes: 20, inTimeShare: 0 },
    ])
    expect(figures.funnel.find(({ state }) => state === 'approved')?.count).toBe(1)
  })
})
