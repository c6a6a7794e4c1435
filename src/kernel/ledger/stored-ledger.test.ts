import { createSecretKey, generateKeyPairSync } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { testDatabases } from '../../../test/database.ts'
import type { Database } from '../database/database.ts'
import { transact } from '../database/transact.ts'
import type { KernelTables } from '../tables.ts'
import { appendEntries, maxDetailBytes } from './append.ts'
import { EntryNotCanonical, type LedgerEntry } from './canonical.ts'
import { openCheckpoint } from './checkpoint.ts'
import { entry, idOf } from './entries.fixture.ts'
import { sealLedger, type SealReport } from './seal.ts'
import { LedgerDamaged } from './signed-frontier.ts'
import { noteVerifier } from './signed-note.ts'
import { describeVerification, type LedgerVerification, verifyLedger } from './verify-ledger.ts'

const origin = 'test/ledger'
const macKey = createSecretKey(Buffer.alloc(32, 7))
const { privateKey: signKey } = generateKeyPairSync('ed25519')
const verifiers = [noteVerifier(origin, signKey)]
const now = new Date('2026-03-02T02:00:00.000Z')

describe.each(testDatabases())('the stored ledger on $name', ({ create }) => {
  let database: Database<KernelTables>

  beforeAll(async () => {
    database = await create<KernelTables>()
  })
  afterAll(() => database.close())
  beforeEach(() => tamper(sql`truncate ledger_entry, ledger_unsealed, ledger_leaf, ledger_checkpoint`))

  const append = (...entries: LedgerEntry[]): Promise<void> =>
    transact(database, (trx) => appendEntries(trx, { macKey }, entries))
  const seal = (options: { batch?: number; pace?: { entries: number; ms: number }; now?: Date } = {}): Promise<SealReport> =>
    sealLedger(database, { macKey, signKey, origin, now, ...options })
  const verify = (trusted: readonly string[] = []): Promise<LedgerVerification> =>
    verifyLedger(database.kysely, { origin, verifiers, mac: macKey }, { trusted })
  const numbered = (from: number, to: number): LedgerEntry[] =>
    Array.from({ length: to - from }, (_, at) => entry({ id: idOf(from + at), detail: { number: from + at } }))
  const notes = async (): Promise<string[]> =>
    (await database.kysely.selectFrom('ledger_checkpoint').select('note').orderBy('size').execute()).map(({ note }) => note)

  /** What somebody with every right on the database does: the triggers are switched off first. */
  const tamper = async (...statements: ReturnType<typeof sql>[]): Promise<void> => {
    await transact(database, async (trx) => {
      await sql`set local session_replication_role = replica`.execute(trx)
      for (const statement of statements) await statement.execute(trx)
    })
  }

  const sealedTen = async (): Promise<void> => {
    await append(...numbered(0, 5))
    await seal()
    await append(...numbered(5, 10))
    await seal()
  }

  describe('appending', () => {
    it('writes entries and nothing else until they are sealed', async () => {
      await append(...numbered(0, 3))
      expect(await verify()).toMatchObject({ whole: true, size: 0, unsealed: 3 })
    })

    it('leaves nothing behind when the transaction fails', async () => {
      await expect(
        transact(database, async (trx) => {
          await appendEntries(trx, { macKey }, numbered(0, 3))
          throw new Error('later in the same transaction')
        }),
      ).rejects.toThrow('later in the same transaction')
      expect(await verify()).toMatchObject({ whole: true, size: 0, unsealed: 0 })
    })

    it('keeps every kind of JSON, so that an entry read back has the same hash', async () => {
      const detail = { text: '“引号”\\ \n 😀', number: -0.1e-7, large: 9007199254740991, list: [null, true, { deep: [] }], empty: '' }
      await append(entry({ detail }), entry({ id: idOf(2), actor: { kind: 'anonymous' }, origin: {}, detail: {} }))
      await seal()
      expect(await verify()).toMatchObject({ whole: true, size: 2 })
    })

    it('refuses a detail above 64 KiB without repeating it', async () => {
      const secret = 'x'.repeat(maxDetailBytes)
      await expect(append(entry({ detail: { secret } }))).rejects.toThrow(EntryNotCanonical)
      await expect(append(entry({ detail: { secret } }))).rejects.not.toThrow(/xxx/)
    })

    it('is refused by the database when a row is changed or removed (append-only)', async () => {
      await append(...numbered(0, 1))
      await expect(database.kysely.updateTable('ledger_entry').set({ type: 'other' }).execute()).rejects.toThrow()
      await expect(database.kysely.deleteFrom('ledger_entry').execute()).rejects.toThrow()
      await expect(sql`truncate ledger_entry`.execute(database.kysely)).rejects.toThrow()
    })
  })

  describe('sealing', () => {
    it('gives every entry one leaf in the order of ids, and signs a checkpoint for each batch', async () => {
      await append(...numbered(0, 12).toReversed())
      expect(await seal({ batch: 5 })).toEqual({ sealed: 12, size: 12, refused: [], busy: false })
      const leaves = await database.kysely.selectFrom('ledger_leaf').select(['index', 'entry_id']).orderBy('index').execute()
      expect(leaves).toEqual(numbered(0, 12).map(({ id }, index) => ({ index, entry_id: id })))
      const opened = (await notes()).map((note) => openCheckpoint(note, { origin, verifiers }))
      expect(opened.map((one) => one.valid && one.checkpoint.size)).toEqual([5, 10, 12])
      expect(await verify()).toMatchObject({ whole: true, size: 12, signedSize: 12, checkpoints: 3, unsealed: 0 })
    })

    it('takes what committed late in a later batch', async () => {
      await append(...numbered(5, 8))
      await seal()
      await append(...numbered(0, 5))
      expect(await seal()).toMatchObject({ sealed: 5, size: 8 })
      expect(await verify()).toMatchObject({ whole: true, size: 8 })
    })

    it('writes no checkpoint when nothing waits', async () => {
      await seal()
      expect(await notes()).toEqual([])
    })

    it('lets one of many sealers work and loses nothing', async () => {
      await append(...numbered(0, 300))
      const reports = await Promise.all([seal({ batch: 50 }), seal({ batch: 50 }), seal({ batch: 50 })])
      await seal()
      expect(reports.reduce((sum, { sealed }) => sum + sealed, 0)).toBe(300)
      expect(await verify()).toMatchObject({ whole: true, size: 300, unsealed: 0 })
    })

    it('leaves a few fresh entries for later when told to pace itself', async () => {
      await append(...numbered(0, 2))
      await seal()
      await append(...numbered(2, 4))
      const pace = { entries: 3, ms: 20_000 }
      expect(await seal({ pace, now: new Date(now.getTime() + 19_000) })).toMatchObject({ sealed: 0 })
      await append(...numbered(4, 5))
      expect(await seal({ pace, now: new Date(now.getTime() + 19_000) })).toMatchObject({ sealed: 3 })
      await append(...numbered(5, 6))
      expect(await seal({ pace, now: new Date(now.getTime() + 39_000) })).toMatchObject({ sealed: 1 })
    })

    it('refuses an entry that was changed while it waited, names it, and seals the rest', async () => {
      await append(...numbered(0, 3))
      await tamper(sql`update ledger_entry set detail = '{"number": 99}' where id = ${idOf(1)}`)
      expect(await seal({ batch: 1 })).toMatchObject({ sealed: 2, refused: [{ entryId: idOf(1), reason: 'mac' }] })
      expect(await verify()).toMatchObject({ whole: false, first: { kind: 'changed', entryId: idOf(1) } })
    })

    it('refuses an entry that was inserted with a mark of its own', async () => {
      await append(...numbered(0, 1))
      await tamper(
        sql`insert into ledger_entry select ${idOf(7)}, at, operation, type, actor_kind, actor_id, actor_name, subject_kind, subject_id, detail, origin, mac from ledger_entry`,
        sql`insert into ledger_unsealed values (${idOf(7)})`,
      )
      expect(await seal()).toMatchObject({ sealed: 1, refused: [{ entryId: idOf(7), reason: 'mac' }] })
    })

    it('does not sign a past whose kept state was replaced', async () => {
      await sealedTen()
      await append(...numbered(10, 11))
      await tamper(sql`update ledger_checkpoint set frontier = (select frontier from ledger_checkpoint where size = 5) where size = 10`)
      await expect(seal()).rejects.toThrow(LedgerDamaged)
    })

    it('does not go on from an older checkpoint when leaves are missing or too many', async () => {
      await sealedTen()
      await append(...numbered(10, 11))
      await tamper(sql`delete from ledger_checkpoint where size = 10`)
      await expect(seal()).rejects.toThrow(LedgerDamaged)
    })
  })

  describe('verifying finds what somebody did by hand:', () => {
    beforeEach(sealedTen)

    it('nothing, when nobody did anything', async () => {
      const result = await verify(await notes())
      expect(result).toMatchObject({ whole: true, size: 10, trusted: 2 })
      expect(describeVerification(result, 'zh')).toContain('台账完整：10 条')
    })

    it.each([
      ['its detail', sql`update ledger_entry set detail = '{"number": 4.5}' where id = ${idOf(4)}`],
      ['its actor', sql`update ledger_entry set actor_name = '别人' where id = ${idOf(4)}`],
      ['its time', sql`update ledger_entry set at = at + interval '1 millisecond' where id = ${idOf(4)}`],
      ['its time, to one that is none', sql`update ledger_entry set at = 'infinity' where id = ${idOf(4)}`],
      ['where it came from', sql`update ledger_entry set origin = '[]' where id = ${idOf(4)}`],
      ['its MAC', sql`update ledger_entry set mac = sha256(mac) where id = ${idOf(4)}`],
    ])('an entry with %s changed', async (_what, statement) => {
      await tamper(statement)
      const result = await verify()
      expect(result).toMatchObject({ whole: false, first: { index: 4, entryId: idOf(4), kind: 'changed' } })
      expect(describeVerification(result, 'zh')).toContain(idOf(4))
      expect(describeVerification(result, 'en')).toContain('not whole')
    })

    it('an entry removed', async () => {
      await tamper(sql`delete from ledger_entry where id = ${idOf(4)}`)
      expect(await verify()).toMatchObject({ whole: false, first: { index: 4, entryId: idOf(4), kind: 'removed' } })
    })

    it('an entry removed with its leaf', async () => {
      await tamper(
        sql`delete from ledger_entry where id = ${idOf(4)}`,
        sql`delete from ledger_leaf where entry_id = ${idOf(4)}`,
      )
      expect(await verify()).toMatchObject({ whole: false, first: { index: 4, kind: 'removed' } })
    })

    it('an entry removed with its leaf, and the rest renumbered', async () => {
      await tamper(
        sql`delete from ledger_entry where id = ${idOf(4)}`,
        sql`delete from ledger_leaf where entry_id = ${idOf(4)}`,
        sql`update ledger_leaf set index = index - 1001 where index > 4`,
        sql`update ledger_leaf set index = index + 1000 where index < 0`,
      )
      expect(await verify()).toMatchObject({ whole: false, first: { index: 4, kind: 'removed' } })
    })

    it('two entries swapped', async () => {
      await tamper(
        sql`update ledger_leaf set index = 100 where index = 4`,
        sql`update ledger_leaf set index = 4 where index = 6`,
        sql`update ledger_leaf set index = 6 where index = 100`,
      )
      expect(await verify()).toMatchObject({ whole: false, first: { index: 4, entryId: idOf(6), kind: 'reordered' } })
    })

    it('an entry inserted beside the tree', async () => {
      await tamper(
        sql`insert into ledger_entry select ${idOf(77)}, at, operation, type, actor_kind, actor_id, actor_name, subject_kind, subject_id, detail, origin, mac from ledger_entry where id = ${idOf(4)}`,
      )
      expect(await verify()).toMatchObject({ whole: false, first: { entryId: idOf(77), kind: 'inserted' } })
    })

    it('an entry inserted with a leaf before the others', async () => {
      await tamper(
        sql`insert into ledger_entry select ${idOf(77)}, at, operation, type, actor_kind, actor_id, actor_name, subject_kind, subject_id, detail, origin, mac from ledger_entry where id = ${idOf(4)}`,
        sql`insert into ledger_leaf select -3, ${idOf(77)}, leaf_hash, seal from ledger_leaf where index = 4`,
      )
      expect(await verify()).toMatchObject({ whole: false, first: { entryId: idOf(77), kind: 'inserted' } })
    })

    it('a genuine entry taken out of the queue before it was sealed', async () => {
      await append(...numbered(10, 11))
      await tamper(sql`delete from ledger_unsealed`)
      expect(await verify()).toMatchObject({ whole: false, first: { entryId: idOf(10), kind: 'changed' } })
    })

    it('an entry removed while it waited to be sealed', async () => {
      await append(...numbered(10, 11))
      await tamper(sql`delete from ledger_entry where id = ${idOf(10)}`)
      expect(await verify()).toMatchObject({ whole: false, first: { entryId: idOf(10), kind: 'removed' } })
    })

    it('a sealed entry put into the queue again', async () => {
      await tamper(sql`insert into ledger_unsealed values (${idOf(4)})`)
      expect(await verify()).toMatchObject({ whole: false, first: { entryId: idOf(4), kind: 'inserted' } })
    })

    it('the last checkpoint removed', async () => {
      await tamper(sql`delete from ledger_checkpoint where size = 10`)
      expect(await verify()).toMatchObject({ whole: false, first: { index: 5, kind: 'checkpoint-forged' } })
    })

    it.each([
      ['root', sql`update ledger_checkpoint set root = sha256(root) where size = 5`],
      ['kept state', sql`update ledger_checkpoint set frontier = '{}' where size = 5`],
      ['signature', sql`update ledger_checkpoint set note = replace(note, '— test', '— tess') where size = 5`],
    ])('a checkpoint with its %s changed', async (_what, statement) => {
      await tamper(statement)
      expect(await verify()).toMatchObject({ whole: false, first: { index: 5, kind: 'checkpoint-forged' } })
    })

    it('an entry changed, although a checkpoint was bent to draw the eye away', async () => {
      await tamper(sql`update ledger_checkpoint set root = sha256(root) where size = 5`)
      await tamper(sql`update ledger_entry set operation = 'forged' where id = (select entry_id from ledger_leaf where index = 7)`)
      expect(await verify()).toMatchObject({ whole: false, first: { index: 7, kind: 'changed' } })
    })

    it('the end cut off with its checkpoint, when a checkpoint was kept elsewhere', async () => {
      const [, kept = ''] = await notes()
      await tamper(
        sql`delete from ledger_entry where id >= ${idOf(5)}`,
        sql`delete from ledger_leaf where index >= 5`,
        sql`delete from ledger_checkpoint where size = 10`,
      )
      expect(await verify([kept])).toMatchObject({ whole: false, first: { index: 5, kind: 'tail-cut' } })
      const blind = await verify()
      expect(blind).toMatchObject({ whole: true, size: 5 })
      // Without one it cannot be seen, and the answer says so.
      expect(describeVerification(blind, 'zh')).toContain('没有提供另存的检查点')
    })
  })

  it('takes a checkpoint that went through mail, and says so when one is not whole', async () => {
    await append(...numbered(0, 3))
    await seal()
    const [note = ''] = await notes()
    expect(await verify([`\uFEFF\r\n${note.replaceAll('\n', '\r\n')}\r\n\r\n`])).toMatchObject({ whole: true, trusted: 1 })
    const cut = await verify([note, note.slice(0, -20)])
    expect(cut).toMatchObject({ whole: false, first: { kind: 'checkpoint-forged' } })
    expect(describeVerification(cut, 'zh')).toContain('您提供的第 2 个检查点')
  })

  it('stays right while entries are appended and sealed at the same time', async () => {
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let round = 0; round < 15; round += 1) await append(entry({ id: idOf(writer * 1000 + round) }))
    })
    const observer = async (): Promise<void> => {
      for (let round = 0; round < 10; round += 1) {
        await seal({ batch: 7 })
        expect(await verify()).toMatchObject({ whole: true })
      }
    }
    await Promise.all([...writers, observer()])
    await seal()
    expect(await verify()).toMatchObject({ whole: true, size: 60, unsealed: 0 })
  })
})
