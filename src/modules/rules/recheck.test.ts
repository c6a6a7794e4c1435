import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { transact } from '../../kernel/database/transact.ts'
import { docxParts, packageOf } from '../../screening/documents/samples.fixture.ts'
import { refusalOf } from '../content/content.fixture.ts'
import { startRuleHouse } from './rules.fixture.ts'

describe.each(testDatabases())('a dry-run on $name', async ({ name }) => {
  const house = await startRuleHouse(name)
  const { app, as, deny, allow, dryRun, draftOf } = house
  const day = 24 * 3_600_000

  it('counts and lists what would be stopped, and what no more, of the last 90 days', async () => {
    const old = await house.draft({ title: '很久以前', copy: '青禾第二，欢迎光临' })
    await house.submit(old)
    app.clock.advance(91 * day)
    const stopped = await house.draft({ title: '会被拦下', copy: '青禾第二，欢迎光临' })
    await house.submit(stopped)
    const freed = await house.draft({ title: '会被放行', copy: '全市最低价卖手机' })
    await house.submit(freed)
    await house.submit(await house.draft({ title: '不受影响' }))
    await deny('青禾第二')
    await allow('全市最低价')
    const id = await dryRun()
    expect((await draftOf())?.dryRun).toMatchObject({
      id,
      state: 'done',
      stale: false,
      total: 3,
      checked: 3,
      moreStopped: 1,
      fewerStopped: 1,
      moreReviewed: 0,
      fewerReviewed: 0,
    })
    const { items } = await app.call('rules.list-dry-run-items', { id }, await as('lawyer'))
    expect(items.map(({ materialId, kind, before, after }) => [materialId, kind, before, after])).toEqual([
      [freed, 'fewer-stopped', 'deny', 'allow'],
      [stopped, 'more-stopped', 'allow', 'deny'],
    ])
    expect(items[1]?.findings).toMatchObject([{ excerpt: '青禾第二', severity: 'block' }])
  })

  it('counts one version once, however often it was submitted', async () => {
    const id = await house.draft({ copy: '青禾第二，又来了' })
    await house.submit(id)
    await app.call(
      'content.update-material',
      { id, version: 1, ...house.fields({ copy: '青禾第二，又来了！' }) },
      await as('author'),
    )
    await house.submit(id)
    await dryRun()
    expect((await draftOf())?.dryRun).toMatchObject({ total: 5, moreStopped: 3 })
  })

  it('can be cancelled and goes on from where it stood; an edit gives it up', async () => {
    const { id } = await app.call('rules.start-dry-run', { revision: await house.revision() }, await as('lawyer'))
    const second = app.call('rules.start-dry-run', { revision: await house.revision() }, await as('lawyer'))
    expect(await refusalOf(second)).toEqual(['rules.dry-run-running'])
    await app.call('rules.cancel-dry-run', { id }, await as('lawyer'))
    await app.runJobs()
    expect((await draftOf())?.dryRun).toMatchObject({ id, state: 'cancelled', checked: 0 })
    await app.call('rules.resume-dry-run', { id }, await as('lawyer'))
    await app.runJobs()
    expect((await draftOf())?.dryRun).toMatchObject({ id, state: 'done', checked: 5 })
    const { id: next } = await app.call('rules.start-dry-run', { revision: await house.revision() }, await as('lawyer'))
    await deny('青禾第三')
    await app.runJobs()
    expect((await draftOf())?.dryRun).toMatchObject({ id: next, state: 'superseded', stale: true })
  })
})

describe.each(testDatabases())('checking again what is live on $name (CNT-7)', async ({ name }) => {
  const house = await startRuleHouse(name)
  const { app, as, deny, dryRun, enforce } = house

  const bringIntoForce = async (term: string) => {
    await deny(term)
    await dryRun()
    await enforce()
  }
  const recheck = async (state?: 'open' | 'settled') =>
    app.call('rules.view-recheck', state === undefined ? {} : { state }, await as('lawyer'))
  const obligations = () =>
    house.db
      .selectFrom('obligation')
      .selectAll()
      .where('kind', '=', 'rules.publication-offends')
      .orderBy('id')
      .execute()

  it('makes what now offends an obligation of its author, with finding and version', async () => {
    const material = await house.bringTo('published', { title: '秋日上新', copy: '青禾第二，欢迎光临' })
    await house.bringTo('published')
    await bringIntoForce('青禾第二')
    expect((await recheck()).rechecks).toMatchObject([{ state: 'running', total: 2, checked: 0 }])
    await app.runJobs()
    const { rechecks, items } = await recheck('open')
    expect(rechecks).toMatchObject([{ state: 'done', total: 2, checked: 2, offending: 1 }])
    expect(items).toMatchObject([
      {
        materialId: material,
        decision: 'deny',
        owner: { id: house.people.author },
        findings: [{ excerpt: '青禾第二' }],
      },
    ])
    const [obligation] = await obligations()
    expect(obligation).toMatchObject({
      owner_person: house.people.author,
      params: { title: '秋日上新', version: 'v1', excerpt: '青禾第二' },
      link: `/materials/${material}`,
      state: 'open',
    })
    const [entry] = await house.ledger('publication.offends')
    expect(entry?.detail).toMatchObject({ decision: 'deny', findings: [{ severity: 'block', start: 5, end: 9 }] })
  })

  it('raises nothing twice: not on a second run, and not under the next version', async () => {
    await house.db
      .updateTable('rule_recheck' as never)
      .set({ state: 'running', ended_at: null, position: null } as never)
      .execute()
    const [again] = (await recheck()).rechecks
    await transact(app.inner.database, (trx) =>
      app.inner.queue.enqueueIn(trx)('rules.recheck', { id: again?.id ?? '' }),
    )
    await app.runJobs()
    expect(await obligations()).toHaveLength(1)
    await bringIntoForce('青禾第三')
    await app.runJobs()
    expect(await obligations()).toHaveLength(1)
    expect((await recheck()).rechecks[0]).toMatchObject({ state: 'done', checked: 2, offending: 0 })
  })

  it('also looks at what was approved by older rules and published after newer ones came into force', async () => {
    const material = await house.bringTo('approved', { copy: '青禾第四，欢迎光临' })
    await bringIntoForce('青禾第四')
    await app.runJobs()
    expect(await obligations()).toHaveLength(1)
    await house.publish(material)
    await app.runJobs()
    expect(await obligations()).toHaveLength(2)
  })

  it('leaves alone what legal let through at the review', async () => {
    await house.bringTo('published', { copy: '青禾第四，已获授权' })
    await bringIntoForce('青禾第五')
    await app.runJobs()
    expect(await obligations()).toHaveLength(2)
  })

  it('is met by a takedown, or by legal with a reason', async () => {
    const { items } = await recheck('open')
    const [late, first] = items
    if (first === undefined || late === undefined) throw new Error('Two are open')
    await app.call(
      'content.take-down',
      { publicationId: first.publicationId, reason: '按新规则下架' },
      await as('author'),
    )
    await app.runJobs()
    await app.call('rules.keep-publication', { offenceId: late.id, reason: '商标已注册，可以使用' }, await as('lawyer'))
    expect((await obligations()).map(({ state }) => state)).toEqual(['met', 'met'])
    const settled = (await recheck('settled')).items
    expect(settled.map((item) => item.settled)).toMatchObject([
      { takenDown: false, reason: '商标已注册，可以使用', by: { id: house.people.lawyer } },
      { takenDown: true, reason: null },
    ])
    const again = app.call('rules.keep-publication', { offenceId: late.id, reason: '再来' }, await as('lawyer'))
    expect(await refusalOf(again)).toEqual(['rules.offence-settled'])
  })

  it('reads attached documents again as well, and raises only what nobody has answered (CNT-5)', async () => {
    const paragraph = (text: string): string => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`
    const body = `<w:document><w:body>${paragraph('这瓶茶能根治糖尿病')}${paragraph('青禾第九，欢迎光临')}</w:body></w:document>`
    const base64 = Buffer.from(packageOf(docxParts(body))).toString('base64')
    const { digest } = await app.call('content.add-attachment', { name: '方案.docx', base64 }, await as('author'))
    const material = await house.bringTo('published', { title: '附方案', attachments: [{ digest, name: '方案.docx' }] })
    await bringIntoForce('青禾第九')
    await app.runJobs()
    const offence = (await recheck('open')).items.find(({ materialId }) => materialId === material)
    expect(offence?.findings).toMatchObject([
      { excerpt: '青禾第九', attachment: { name: '方案.docx', place: '第2段' } },
    ])
    const entries = await house.ledger('publication.offends')
    expect(entries.at(-1)?.detail).toMatchObject({ findings: [{ start: 0, end: 4, attachment: digest }] })
  })
})
