import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { newId } from '../../kernel/id.ts'
import { type House, minute, refusalOf, startHouse } from './content.fixture.ts'

describe.each(testDatabases())('who reviews, on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  const claimBy = async (id: string, actorId: string) =>
    house.app.call('content.claim-review', { reviewId: await house.openReviewOf(id) }, await house.app.as(actorId))

  it('refuses the author as reviewer (CNT-1)', async () => {
    const { db, departments } = house
    const writingHead = await house.addPerson('撰稿负责人', departments.marketing, ['operations', 'department-head'])
    const actor = await house.app.as(writingHead)
    const { id, version } = await house.app.call('content.create-material', house.fields(), actor)
    await house.app.call('content.submit-material', { id, version }, actor)
    await house.app.call('content.pass-self-check', { id }, actor)
    expect(await refusalOf(claimBy(id, writingHead))).toEqual(['gate.refused', 'review.own-work'])
    await sql`delete from person_post where person_id = ${writingHead}`.execute(db)
  })

  it('refuses an editor of the text as reviewer (CNT-1)', async () => {
    const editingHead = await house.addPerson('改稿负责人', house.departments.marketing, ['operations', 'department-head'])
    const id = await house.draft()
    const { version, fields } = await house.view(id)
    const change = { id, version, ...fields, title: '负责人改过的标题' }
    await house.app.call('content.update-material', change, await house.app.as(editingHead))
    await house.edit(id, { title: '作者又改了标题' })
    await house.submit(id)
    await house.passSelfCheck(id)
    expect(await refusalOf(claimBy(id, editingHead))).toEqual(['gate.refused', 'review.own-work'])
    await house.claim(id, 'head')
    await sql`delete from person_post where person_id = ${editingHead}`.execute(house.db)
  })

  it('refuses the same person at two levels of one version (CNT-1, ACC-2)', async () => {
    const both = await house.addPerson('身兼两职', house.departments.marketing, ['department-head', 'legal'])
    const actor = await house.app.as(both)
    const id = await house.bringTo('department-review')
    const reviewId = await house.openReviewOf(id)
    await house.app.call('content.claim-review', { reviewId }, actor)
    const { digest } = await house.view(id)
    await house.app.call('content.approve-review', { reviewId, digest, overrules: [] }, actor)
    expect(await refusalOf(claimBy(id, both))).toEqual(['gate.refused', 'review.two-levels'])
    await sql`delete from person_post where person_id = ${both}`.execute(house.db)
  })

  // Two transactions at once: PGlite has one connection, so only a server can be asked.
  if (name === 'postgres') {
    it('lets nobody decide a review that passed into other hands meanwhile (CNT-1)', async () => {
      const { db, people } = house
      const id = await house.bringTo('legal-review')
      const reviewId = await house.claim(id, 'lawyer')
      const { digest } = await house.view(id)
      const lawyer = await house.as('lawyer')
      const decisions = [
        () => house.app.call('content.approve-review', { reviewId, digest, overrules: [] }, lawyer),
        () => house.app.call('content.return-review', { reviewId, reason: '请补充依据' }, lawyer),
      ]
      for (const decide of decisions) {
        await db.updateTable('material_review').set({ reviewer_id: people.lawyer }).where('id', '=', reviewId).execute()
        const handedOver = await db.startTransaction().execute()
        const others = { reviewer_id: people.secondLawyer }
        await handedOver.updateTable('material_review').set(others).where('id', '=', reviewId).execute()
        const refusal = refusalOf(decide())
        await someoneWaits(db)
        await handedOver.commit().execute()
        expect(await refusal).toEqual(['gate.refused', 'review.claim'])
      }
    })
  }

  it('keeps a department to its own materials', async () => {
    const id = await house.bringTo('department-review')
    expect(await refusalOf(house.claim(id, 'otherHead'))).toEqual(['record.not-found'])
    expect(await refusalOf(house.claim(id, 'lawyer'))).toEqual(['gate.refused', 'review.right'])
  })

  it('lets the heads of other departments stand in where the own one has nobody left', async () => {
    const writer = await house.app.as(house.people.outsider)
    const { id, version } = await house.app.call('content.create-material', house.fields(), writer)
    await sql`update person_post set post = 'hr' where person_id = ${house.people.otherHead}`.execute(house.db)
    await house.app.call('content.submit-material', { id, version }, writer)
    await house.app.call('content.pass-self-check', { id }, writer)
    const queue = await house.app.call('content.list-queue', { page: 1, pageSize: 100 }, await house.as('head'))
    expect(queue.items.map(({ material }) => material.id)).toContain(id)
    expect(await house.approve(id, 'head')).toEqual({ state: 'legal-review' })
    const { otherHead } = house.people
    await sql`update person_post set post = 'department-head' where person_id = ${otherHead}`.execute(house.db)
  })

  it('demands the claim before the decision', async () => {
    const id = await house.bringTo('department-review')
    const reviewId = await house.openReviewOf(id)
    const { digest } = await house.view(id)
    const decide = async () =>
      house.app.call('content.approve-review', { reviewId, digest, overrules: [] }, await house.as('head'))
    expect(await refusalOf(decide())).toEqual(['gate.refused', 'review.claim'])
    const sendBack = house.app.call('content.return-review', { reviewId, reason: '不妥' }, await house.as('head'))
    expect(await refusalOf(sendBack)).toEqual(['gate.refused', 'review.claim'])
  })

  it('demands a reason to return', async () => {
    const id = await house.bringTo('department-review')
    const reviewId = await house.claim(id, 'head')
    for (const reason of ['', '   ']) {
      const call = house.app.call('content.return-review', { reviewId, reason }, await house.as('head'))
      expect(await refusalOf(call)).toEqual(['input.invalid'])
    }
    const sendBack = { reviewId, reason: '请补充活动时间' }
    const returned = await house.app.call('content.return-review', sendBack, await house.as('head'))
    expect(returned).toEqual({ state: 'draft' })
    expect((await house.view(id)).reviews.find(({ level }) => level === 'department')).toMatchObject({
      state: 'returned',
      reason: '请补充活动时间',
    })
    await house.submit(id)
    expect(await house.passSelfCheck(id)).toEqual({ state: 'department-review' })
  })

  it('refuses an approval of what was not on screen (CNT-1)', async () => {
    const id = await house.bringTo('department-review')
    const reviewId = await house.claim(id, 'head')
    const decision = { reviewId, digest: 'e'.repeat(64), overrules: [] }
    const other = house.app.call('content.approve-review', decision, await house.as('head'))
    expect(await refusalOf(other)).toEqual(['gate.refused', 'review.digest'])
  })

  it('gives one item to one of many who ask at the same moment', async () => {
    const lawyers = await Promise.all(
      Array.from({ length: 12 }, (_, index) => house.addPerson(`法务 ${index}`, house.departments.law, ['legal'])),
    )
    const actors = await Promise.all(lawyers.map((id) => house.app.as(id)))
    for (let round = 0; round < 3; round += 1) {
      const id = await house.bringTo('legal-review')
      const reviewId = await house.openReviewOf(id)
      const outcomes = await Promise.allSettled(
        [...actors, ...actors].map((actor) => house.app.call('content.claim-review', { reviewId }, actor)),
      )
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
      const rejected = outcomes.filter((outcome) => outcome.status === 'rejected')
      const refusals = await Promise.all(rejected.map(({ reason }) => refusalOf(Promise.reject(reason))))
      expect(new Set(refusals.flat())).toEqual(new Set(['review.already-claimed']))
      const claims = (await house.ledger('review.claimed')).filter((entry) => entry.detail['reviewId'] === reviewId)
      expect(claims).toHaveLength(1)
    }
  })

  it('lets an edit and an approval of the same text never both count', async () => {
    for (let round = 0; round < 5; round += 1) {
      const id = await house.bringTo('legal-review')
      const reviewId = await house.claim(id, 'lawyer')
      const { digest, version, fields } = await house.view(id)
      const [lawyer, author] = [await house.as('lawyer'), await house.as('author')]
      await Promise.allSettled([
        house.app.call('content.approve-review', { reviewId, digest, overrules: [] }, lawyer),
        house.app.call('content.update-material', { id, version, ...fields, title: `改动 ${round}` }, author),
      ])
      const after = await house.view(id)
      expect(after.state).toBe('draft')
      expect(after.approval).toBeNull()
      expect(await refusalOf(house.publish(id))).toContain('publish.not-approved')
    }
  })

  it('never takes an edited text for the one that was published (CNT-1)', async () => {
    for (let round = 0; round < 6; round += 1) {
      const id = await house.bringTo('approved')
      const { digest, version, fields } = await house.view(id)
      const author = await house.as('author')
      const publication = {
        materialId: id,
        digest,
        accountId: house.accounts.shop,
        publishedAt: house.app.clock.now().toISOString(),
        url: `https://weibo.example.com/race/${id}`,
      }
      const [edited] = await Promise.allSettled([
        house.app.call('content.update-material', { id, version, ...fields, title: `改动 ${round}` }, author),
        house.app.call('content.record-publication', publication, author),
      ])
      expect(edited.status).toBe('fulfilled')
      const after = await house.view(id)
      expect(after).toMatchObject({ state: 'draft', version: 2 })
      expect(after.publications.every((one) => one.version === 1)).toBe(true)
    }
  })

  it('puts a claim back: by its holder, and by an administrator after the deadline', async () => {
    const id = await house.bringTo('department-review')
    const reviewId = await house.claim(id, 'head')
    const release = async (part: 'head' | 'security' | 'lawyer') =>
      house.app.call('content.release-review', { reviewId }, await house.as(part))
    expect(await refusalOf(release('lawyer'))).toEqual(['record.not-found'])
    expect(await refusalOf(release('security'))).toEqual(['review.release-refused'])
    await release('head')
    await house.claim(id, 'head')
    house.app.clock.advance(16 * minute)
    await release('security')
    const released = (await house.view(id)).reviews.find((review) => review.id === reviewId)
    expect(released).toMatchObject({ state: 'waiting', reviewer: null })
  })

  it('puts back what a suspended person had claimed', async () => {
    const id = await house.bringTo('legal-review')
    const reviewId = await house.claim(id, 'secondLawyer')
    const suspend = { id: house.people.secondLawyer, reason: '离职' }
    await house.app.call('identity.suspend-person', suspend, await house.as('security'))
    await house.app.runJobs()
    expect((await house.view(id)).reviews.find((review) => review.id === reviewId)?.state).toBe('waiting')
    const [entry] = (await house.ledger('review.released')).filter((row) => row.subject_id === id)
    expect(entry).toMatchObject({ actor_kind: 'job', detail: { reviewId, holderId: house.people.secondLawyer } })
  })

  it('is a matter of people, not of keys', async () => {
    const key = { kind: 'machine' as const, id: 'key', permissions: new Set(['content.write']) }
    const call = house.app.call('content.create-material', house.fields(), key)
    expect(await refusalOf(call)).toEqual(['content.person-required'])
  })
})

describe.each(testDatabases())('what the database itself refuses, on $name', ({ name }) => {
  let house: House
  beforeAll(async () => {
    house = await startHouse(name)
  })

  const submissionOf = async (id: string): Promise<string> => {
    const row = await house.db
      .selectFrom('material_submission')
      .select('id')
      .where('material_id', '=', id)
      .executeTakeFirstOrThrow()
    return row.id
  }

  it('a review decided by the author (CNT-1)', async () => {
    const id = await house.bringTo('department-review')
    const byAuthor = house.db
      .updateTable('material_review')
      .set({ state: 'approved', reviewer_id: house.people.author, claimed_at: new Date(), decided_at: new Date() })
      .where('submission_id', '=', await submissionOf(id))
      .where('level', '=', 'department')
      .execute()
    await expect(byAuthor).rejects.toMatchObject({ constraint: 'review_not_own_work' })
  })

  it('one person at two levels (ACC-2)', async () => {
    const id = await house.bringTo('legal-review')
    const twice = house.db
      .updateTable('material_review')
      .set({ state: 'approved', reviewer_id: house.people.head, claimed_at: new Date(), decided_at: new Date() })
      .where('submission_id', '=', await submissionOf(id))
      .where('level', '=', 'legal')
      .execute()
    await expect(twice).rejects.toMatchObject({ constraint: 'review_one_level_each' })
  })

  it('a second decision', async () => {
    const id = await house.bringTo('legal-review')
    const again = house.db
      .updateTable('material_review')
      .set({ state: 'returned', reason: '改主意' })
      .where('submission_id', '=', await submissionOf(id))
      .where('level', '=', 'department')
      .execute()
    await expect(again).rejects.toMatchObject({ constraint: 'review_decided_once' })
  })

  it('an approval that three people did not pass (CNT-1)', async () => {
    const id = await house.bringTo('legal-review')
    const { digest, version } = await house.view(id)
    const early = house.db
      .insertInto('material_approval')
      .values({
        id: newId(),
        submission_id: await submissionOf(id),
        material_id: id,
        version,
        digest,
        approved_at: new Date(),
        approved_by: house.people.lawyer,
      })
      .execute()
    await expect(early).rejects.toMatchObject({ constraint: 'approval_by_three' })
  })

  it('a publication of another text than the approved one (CNT-1)', async () => {
    const id = await house.bringTo('approved')
    const approval = await house.db
      .selectFrom('material_approval')
      .selectAll()
      .where('material_id', '=', id)
      .executeTakeFirstOrThrow()
    const publish = (digest: string) =>
      house.db
        .insertInto('material_publication')
        .values({
          id: newId(),
          material_id: id,
          version: approval.version,
          approval_id: approval.id,
          digest,
          account_id: house.accounts.shop,
          url: `https://weibo.example.com/${digest}`,
          published_at: new Date(),
          recorded_at: new Date(),
          recorded_by: house.people.author,
        })
        .execute()
    await expect(publish('a'.repeat(64))).rejects.toMatchObject({ sqlstate: '23503', table: 'material_publication' })
    await publish(approval.digest)
  })

  it('a changed version, and a changed publication record', async () => {
    const id = await house.bringTo('published')
    const rewritten = house.db
      .updateTable('material_version')
      .set({ copy: '另一段话' })
      .where('material_id', '=', id)
      .execute()
    await expect(rewritten).rejects.toMatchObject({ sqlstate: '42501' })
    const moved = house.db
      .updateTable('material_publication')
      .set({ url: 'https://weibo.example.com/elsewhere' })
      .where('material_id', '=', id)
      .execute()
    await expect(moved).rejects.toMatchObject({ constraint: 'publication_record_kept' })
    const removed = house.db.deleteFrom('material_publication').where('material_id', '=', id).execute()
    await expect(removed).rejects.toMatchObject({ sqlstate: '42501' })
  })

  it('a block that the department lets through (CNT-2)', async () => {
    const id = await house.bringTo('department-review', { copy: '100%治愈失眠。' })
    const overruled = house.db
      .updateTable('material_finding')
      .set({
        overrule_reason: '可以',
        overruled_by: house.people.head,
        overruled_at: new Date(),
        overrule_level: 'department',
      })
      .where('submission_id', '=', await submissionOf(id))
      .where('severity', '=', 'block')
      .execute()
    await expect(overruled).rejects.toMatchObject({ sqlstate: '23514', table: 'material_finding' })
  })
})

/** Until a statement waits for the lock of another transaction. */
const someoneWaits = async (db: House['db']): Promise<void> => {
  await expect
    .poll(async () => {
      const { rows } = await sql<{ waiting: number }>`
        select count(*)::int as waiting from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'
      `.execute(db)
      return rows[0]?.waiting
    }, { timeout: 10_000 })
    .toBe(1)
}
