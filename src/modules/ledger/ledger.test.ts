import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import { startTestApp } from '../../../test/harness.ts'
import { hire } from '../../../test/hire.ts'
import { transact } from '../../kernel/database/transact.ts'
import { openCheckpoint } from '../../kernel/ledger/checkpoint.ts'
import { ledgerKeys } from '../../kernel/ledger/ledger-keys.ts'
import { hashLeaf, verifyInclusion } from '../../kernel/ledger/merkle.ts'
import { sealLedger } from '../../kernel/ledger/seal.ts'
import { parseVerifierKey } from '../../kernel/ledger/signed-note.ts'

describe.each(testDatabases())('the ledger module on $name', async ({ name }) => {
  const app = await startTestApp({ database: name })
  const auditor = app.personHolding(['auditor'])
  const search = (input: Parameters<typeof app.call<'ledger.search-entries'>>[1]) =>
    app.call('ledger.search-entries', input, auditor)
  const seal = () => sealLedger(app.database, { ...ledgerKeys(app.inner.secrets), now: app.clock.now() })
  const fromBase64 = (text: string): Buffer => Buffer.from(text, 'base64')

  it('records that somebody read it, and for what they looked (DAT-2)', async () => {
    await search({ text: '首次查阅' })
    const { items } = await search({ type: 'ledger.searched' })
    expect(items[0]).toMatchObject({
      operation: 'ledger.search-entries',
      actor: { kind: 'person', name: '测试人员' },
      sentence: { zh: '查阅台账' },
      detail: { text: '首次查阅', page: 1, found: 0 },
      sealed: null,
    })
  })

  it('finds by the words of an event, by subject and by the name of the actor, and takes wildcards literally', async () => {
    await app.call('ledger.verify', {}, auditor)
    expect((await search({ text: '核验完整' })).items.map(({ type }) => type)).toContain('ledger.verified')
    expect((await search({ text: 'VERIFIED and is' })).items.map(({ type }) => type)).toContain('ledger.verified')
    expect((await search({ text: '测试人' })).total).toBeGreaterThan(1)
    expect((await search({ text: '%' })).total).toBe(0)
    expect((await search({ text: '_' })).total).toBe(0)
  })

  it('finds by person, by subject and by time, newest first', async () => {
    const since = app.clock.now()
    app.clock.advance(60_000)
    const other = app.personHolding(['auditor'])
    await app.call('ledger.list-event-types', {}, other)
    await app.call('ledger.verify', {}, other)
    const id = other.kind === 'person' ? other.id : ''
    const found = await search({ actorId: id, subjectKind: 'ledger', from: since.toISOString() })
    expect(found).toMatchObject({ total: 1, items: [{ type: 'ledger.verified', actor: { id } }] })
    expect(await search({ actorId: id, to: since.toISOString() })).toMatchObject({ total: 0, items: [] })
  })

  it('does not page deeper than it promises', async () => {
    await expect(search({ page: 101, pageSize: 100 })).rejects.toMatchObject({ code: 'ledger.search-too-deep' })
    expect(await search({ page: 100, pageSize: 100 })).toMatchObject({ items: [] })
  })

  it('lists the event types of every module', async () => {
    const { items } = await app.call('ledger.list-event-types', {}, auditor)
    expect(items.map(({ type }) => type)).toEqual(expect.arrayContaining(['ledger.searched', 'obligation.breached', 'person.signed-in']))
  })

  it('issues a proof that anybody can check with the public key alone', async () => {
    await seal()
    app.clock.advance(1000)
    for (let round = 0; round < 5; round += 1) await search({ text: `第 ${round} 次` })
    await seal()
    const { items } = await search({ type: 'ledger.searched', text: '查阅台账' })
    const sealed = items.filter((item) => item.sealed !== null)
    expect(sealed.length).toBeGreaterThan(4)
    for (const item of sealed) {
      const proof = await app.call('ledger.view-proof', { id: item.id }, auditor)
      expect(proof).toMatchObject({ index: item.sealed, valid: true })
      const opened = openCheckpoint(proof.checkpoint, { origin: 'weidun/ledger', verifiers: [parseVerifierKey(proof.verifierKey)] })
      if (!opened.valid) throw new Error(opened.reason)
      expect(opened.checkpoint.size).toBe(proof.size)
      const claim = {
        index: proof.index,
        size: opened.checkpoint.size,
        root: opened.checkpoint.root,
        proof: proof.proof.map(fromBase64),
        leafHash: hashLeaf(Buffer.from(proof.entry)),
      }
      expect(verifyInclusion(claim)).toBe(true)
      expect(JSON.parse(proof.entry)).toMatchObject({ id: item.id, type: 'ledger.searched' })
    }
  })

  it('proves an entry against an earlier checkpoint as well', async () => {
    const { items: checkpoints, total, verifierKey } = await app.call('ledger.list-checkpoints', {}, auditor)
    expect(total).toBe(checkpoints.length)
    const oldest = checkpoints.at(-1)
    const { items } = await search({ to: oldest?.at ?? '' })
    const first = items.find(({ sealed }) => sealed === 0)
    const proof = await app.call('ledger.view-proof', { id: first?.id ?? '', size: oldest?.size ?? 0 }, auditor)
    expect(proof).toMatchObject({ index: 0, size: oldest?.size, checkpoint: oldest?.note, verifierKey, valid: true })
    await expect(app.call('ledger.view-proof', { id: first?.id ?? '', size: 999_999 }, auditor)).rejects.toMatchObject({
      code: 'ledger.no-such-checkpoint',
    })
  })

  it('asks to wait when an entry is not sealed yet', async () => {
    const { items } = await search({ type: 'ledger.proof-issued' })
    const fresh = items.find(({ sealed }) => sealed === null)
    await expect(app.call('ledger.view-proof', { id: fresh?.id ?? '' }, auditor)).rejects.toMatchObject({
      code: 'ledger.not-sealed-yet',
    })
  })

  it('verifies every night, and tells auditors and security administrators when something is wrong', async () => {
    const night = async (): Promise<void> => {
      await transact(app.database, (trx) => app.inner.queue.enqueueIn(trx)('ledger.verify-entries', {}))
      await app.runJobs()
    }
    const watchers = [
      await hire(app, { name: '审计', department: '审计部', posts: ['auditor'] }),
      await hire(app, { name: '安全', department: '安全部', posts: ['security-administrator'] }),
    ]
    await hire(app, { name: '运营', department: '市场部', posts: ['operations'] })
    await night()
    expect((await search({ type: 'ledger.verified' })).items[0]).toMatchObject({ actor: { kind: 'job', id: 'ledger.verify-entries' } })
    expect(await app.db.selectFrom('notice').selectAll().execute()).toEqual([])

    await transact(app.database, (trx) => sql`insert into ledger_unsealed values (gen_random_uuid())`.execute(trx))
    await night()
    const notices = await app.db.selectFrom('notice').select(['person_id', 'kind']).execute()
    expect(notices.map(({ person_id: id, kind }) => [id, kind]).toSorted()).toEqual(watchers.map((id) => [id, 'ledger.broken']).toSorted())
    await sql`delete from ledger_unsealed where not exists (select from ledger_entry where id = entry_id)`.execute(app.db)
  })

  it('names the entry that somebody changed by hand, and records and shows it', async () => {
    await seal()
    expect(await app.call('ledger.verify', {}, auditor)).toMatchObject({ whole: true, first: null })
    const victim = await app.db.selectFrom('ledger_leaf').select(['entry_id', 'index']).where('index', '=', 2).executeTakeFirstOrThrow()
    await transact(app.database, async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      await sql`update ledger_entry set actor_name = '别人' where id = ${victim.entry_id}`.execute(trx)
    })
    const result = await app.call('ledger.verify', {}, auditor)
    expect(result).toMatchObject({ whole: false, counts: null, first: { index: 2, entryId: victim.entry_id, kind: 'changed' } })
    expect(result.text).toContain('台账不完整')
    const { items } = await search({ type: 'ledger.broken' })
    expect(items[0]).toMatchObject({ detail: { entryId: victim.entry_id, index: 2, kind: 'changed' } })
    expect(await app.call('ledger.view-proof', { id: victim.entry_id }, auditor)).toMatchObject({ valid: false })
  })
})
