import { createSecretKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryMac, type LedgerEntry, leafHash, leafSeal } from './canonical.ts'
import { signCheckpoint } from './checkpoint.ts'
import { entry, entries, idOf } from './entries.fixture.ts'
import { subtreeRoot } from './merkle.ts'
import { noteVerifier } from './signed-note.ts'
import { type LedgerKeys, type LedgerLeaf, type LedgerVerdict, type UnsealedEntry, verifyLedger } from './verify.ts'

const origin = 'weidun/test'
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const mac = createSecretKey(randomBytes(32))
const keys = { origin, verifiers: [noteVerifier(origin, publicKey)], mac }
const auditor = { ...keys, mac: null }

/** What the tables hold. */
type Tables = { leaves: LedgerLeaf[]; unsealed: UnsealedEntry[]; checkpoints: string[]; trusted: string[] }

const sealed = (text: LedgerEntry, index: number): LedgerLeaf => {
  const leaf = { index, entryId: text.id, leafHash: leafHash(text) }
  return { ...leaf, seal: leafSeal(mac, leaf), entry: text, mac: entryMac(mac, text) }
}

const checkpointOver = (leaves: readonly LedgerLeaf[], size: number): string => {
  const root = subtreeRoot(leaves.slice(0, size).map((leaf) => leaf.leafHash))
  return signCheckpoint({ origin, size, root }, { name: origin, privateKey })
}

/** A ledger as the system writes it, with a checkpoint after every `batch` leaves and at the end. */
const ledgerOf = (texts: readonly LedgerEntry[], batch = 5): Tables => {
  const leaves = texts.map(sealed)
  const sizes = leaves.map((_, index) => index + 1).filter((size) => size % batch === 0 || size === leaves.length)
  return { leaves, unsealed: [], checkpoints: sizes.map((size) => checkpointOver(leaves, size)), trusted: [] }
}

const numbered = (count: number): LedgerEntry[] =>
  Array.from({ length: count }, (_, index) => entry({ id: idOf(index), detail: { index } }))

const twelve = (): Tables => ledgerOf(numbered(12))

const leafAt = (tables: Tables, index: number): LedgerLeaf => {
  const leaf = tables.leaves[index]
  if (!leaf) throw new Error(`no leaf ${index}`)
  return leaf
}

const renumbered = (leaves: readonly LedgerLeaf[]): LedgerLeaf[] => leaves.map((leaf, index) => ({ ...leaf, index }))

const forgedEntry = entry({ id: idOf(999), detail: { forged: true } })

/** The best that somebody without the key can write for a leaf. */
const forgedLeaf = (text: LedgerEntry, index: number): LedgerLeaf => ({
  index,
  entryId: text.id,
  leafHash: leafHash(text),
  seal: randomBytes(32),
  entry: text,
  mac: randomBytes(32),
})

const verify = (tables: Tables, by: LedgerKeys = keys): Promise<LedgerVerdict> => verifyLedger(tables, by)
const found = (index: number, kind: string, entryId?: string) => ({
  whole: false,
  first: { index, kind, ...(entryId === undefined ? {} : { entryId }) },
})

describe('a ledger as it was written', () => {
  it('is whole, with its root, its checkpoints and what waits for a leaf', async () => {
    const tables = twelve()
    const waiting = entry({ id: idOf(12) })
    const verdict = await verify({ ...tables, unsealed: [{ entry: waiting, mac: entryMac(mac, waiting) }] })
    const root = subtreeRoot(tables.leaves.map((leaf) => leaf.leafHash))
    expect(verdict).toEqual({ whole: true, size: 12, root, checkpoints: 3, signedSize: 12, unsealed: 1 })
  })

  it('is whole when empty', async () => {
    const verdict = await verify({ leaves: [], unsealed: [], checkpoints: [], trusted: [] })
    expect(verdict).toMatchObject({ whole: true, size: 0, checkpoints: 0 })
  })

  it('is whole to an auditor who has only the public key', async () => {
    expect(await verify(twelve(), auditor)).toMatchObject({ whole: true, size: 12, signedSize: 12 })
  })

  it('agrees with a checkpoint that was kept elsewhere', async () => {
    const tables = twelve()
    const trusted = [checkpointOver(tables.leaves, 7)]
    expect(await verify({ ...tables, trusted })).toMatchObject({ whole: true, checkpoints: 4 })
  })

  it('says how much no checkpoint covers when checkpoints were removed', async () => {
    const tables = twelve()
    const verdict = await verify({ ...tables, checkpoints: tables.checkpoints.slice(0, 2) })
    expect(verdict).toMatchObject({ whole: true, size: 12, signedSize: 10 })
  })

  it('is read from a stream of any kind', async () => {
    const tables = twelve()
    const stream = async function* () {
      yield* tables.leaves
    }
    expect(await verifyLedger({ ...tables, leaves: stream() }, keys)).toMatchObject({ whole: true, size: 12 })
  })
})

describe('an attacker with every right on the database and no key', () => {
  it('edits an entry', async () => {
    const tables = twelve()
    tables.leaves[7] = { ...leafAt(tables, 7), entry: entry({ id: idOf(7), detail: { index: 70 } }) }
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(7)))
    expect(await verify(tables, auditor)).toMatchObject(found(7, 'changed', idOf(7)))
  })

  it('bends an entry out of every form', async () => {
    const tables = twelve()
    tables.leaves[7] = { ...leafAt(tables, 7), entry: { ...entry({ id: idOf(7) }), at: 'yesterday' } }
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(7)))
  })

  it('edits an entry and its leaf hash, and replaces the checkpoints over it', async () => {
    const tables = twelve()
    const edited = entry({ id: idOf(7), detail: { index: 70 } })
    tables.leaves[7] = { ...leafAt(tables, 7), entry: edited, leafHash: leafHash(edited) }
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(7)))

    const stranger = generateKeyPairSync('ed25519')
    const root = subtreeRoot(tables.leaves.map((leaf) => leaf.leafHash))
    const forger = { name: origin, privateKey: stranger.privateKey }
    tables.checkpoints = [signCheckpoint({ origin, size: 12, root }, forger)]
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(7)))
    expect(await verify(tables, auditor)).toMatchObject(found(12, 'checkpoint-forged'))
  })

  it('edits an entry and its leaf hash before an auditor, who names the stretch', async () => {
    const tables = twelve()
    const edited = entry({ id: idOf(7), detail: { index: 70 } })
    tables.leaves[7] = { ...leafAt(tables, 7), entry: edited, leafHash: leafHash(edited) }
    expect(await verify(tables, auditor)).toMatchObject(found(5, 'changed'))
  })

  it('gives a leaf the name of another entry', async () => {
    const tables = twelve()
    tables.leaves[3] = { ...leafAt(tables, 3), entryId: idOf(999) }
    expect(await verify(tables)).toMatchObject(found(3, 'changed', idOf(999)))
    expect(await verify(tables, auditor)).toMatchObject(found(3, 'changed', idOf(999)))
  })

  it.each(['mac', 'seal'] as const)('overwrites a %s', async (mark) => {
    const tables = twelve()
    tables.leaves[3] = { ...leafAt(tables, 3), [mark]: randomBytes(32) }
    expect(await verify(tables)).toMatchObject(found(3, 'changed', idOf(3)))
  })

  it('deletes an entry and leaves its leaf', async () => {
    const tables = twelve()
    tables.leaves[7] = { ...leafAt(tables, 7), entry: null, mac: null }
    expect(await verify(tables)).toMatchObject(found(7, 'removed', idOf(7)))
  })

  it('deletes an entry with its leaf', async () => {
    const tables = twelve()
    tables.leaves.splice(7, 1)
    expect(await verify(tables)).toMatchObject(found(7, 'removed'))
  })

  it('deletes an entry with its leaf and renumbers the rest', async () => {
    const tables = twelve()
    tables.leaves.splice(7, 1)
    const verdict = await verify({ ...tables, leaves: renumbered(tables.leaves) })
    expect(verdict).toMatchObject(found(7, 'removed'))
    if (verdict.whole) throw new Error('not whole')
    expect(verdict.first.explanation.en).toContain(idOf(6))
    expect(verdict.first.explanation.en).toContain(idOf(8))
  })

  it('deletes an entry, renumbers, and fills the tail so that the count fits', async () => {
    const tables = twelve()
    tables.leaves.splice(7, 1)
    const leaves = renumbered([...tables.leaves, forgedLeaf(forgedEntry, 11)])
    expect(await verify({ ...tables, leaves })).toMatchObject(found(7, 'removed'))
  })

  it('inserts an entry in the middle', async () => {
    const tables = twelve()
    tables.leaves.splice(7, 0, forgedLeaf(forgedEntry, 7))
    const leaves = renumbered(tables.leaves)
    expect(await verify({ ...tables, leaves })).toMatchObject(found(7, 'inserted', idOf(999)))
  })

  it('inserts an entry in the middle under a number that is taken', async () => {
    const tables = twelve()
    tables.leaves.splice(8, 0, forgedLeaf(forgedEntry, 7))
    expect(await verify(tables)).toMatchObject(found(7, 'inserted', idOf(999)))
  })

  it('adds an entry at the end', async () => {
    const tables = twelve()
    tables.leaves.push(forgedLeaf(forgedEntry, 12))
    expect(await verify(tables)).toMatchObject(found(12, 'inserted', idOf(999)))
  })

  it('puts another entry in the place of one', async () => {
    const tables = twelve()
    tables.leaves[7] = forgedLeaf(forgedEntry, 7)
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(999)))
  })

  it('changes the order of two entries', async () => {
    const tables = twelve()
    const leaves = tables.leaves.map((_, index) => leafAt(tables, index === 3 ? 8 : index === 8 ? 3 : index))
    expect(await verify({ ...tables, leaves: renumbered(leaves) })).toMatchObject(found(3, 'reordered', idOf(8)))
  })

  it('lets two leaves point at each other\'s entries', async () => {
    const tables = twelve()
    const [third, eighth] = [leafAt(tables, 3), leafAt(tables, 8)]
    tables.leaves[3] = { ...third, entry: eighth.entry, mac: eighth.mac }
    tables.leaves[8] = { ...eighth, entry: third.entry, mac: third.mac }
    expect(await verify(tables)).toMatchObject(found(3, 'changed', idOf(3)))
  })

  it('cuts the tail and forgets the checkpoint', async () => {
    const tables = twelve()
    expect(await verify({ ...tables, leaves: tables.leaves.slice(0, 11) })).toMatchObject(found(11, 'tail-cut'))
    expect(await verify({ ...tables, leaves: [] })).toMatchObject(found(0, 'tail-cut'))
  })

  it('cuts the tail with its checkpoints: only a checkpoint kept elsewhere shows it', async () => {
    const tables = twelve()
    const kept = checkpointOver(tables.leaves, 12)
    const cut = { ...tables, leaves: tables.leaves.slice(0, 10), checkpoints: tables.checkpoints.slice(0, 2) }
    expect(await verify(cut)).toMatchObject({ whole: true, size: 10 })
    expect(await verify({ ...cut, trusted: [kept] })).toMatchObject(found(10, 'tail-cut'))
  })

  it('cuts the tail and lets the system go on: a checkpoint kept elsewhere shows the stretch', async () => {
    const kept = checkpointOver(twelve().leaves, 12)
    const other = ledgerOf([...numbered(10), ...numbered(15).slice(10).map((text) => ({ ...text, detail: {} }))])
    expect(await verify(other)).toMatchObject({ whole: true, size: 15 })
    expect(await verify({ ...other, trusted: [kept] })).toMatchObject(found(10, 'changed'))
  })

  it.each([
    ['a size', (note: string) => note.replace('\n12\n', '\n13\n'), 13],
    ['everything', () => 'nothing that anybody signed', 0],
  ])('forges %s of a checkpoint', async (_, forge, index) => {
    const tables = twelve()
    tables.checkpoints = tables.checkpoints.map((note, at) => (at === 2 ? forge(note) : note))
    expect(await verify(tables)).toMatchObject(found(index, 'checkpoint-forged'))
  })

  it('garbles a checkpoint to hide an edited entry behind it', async () => {
    const tables = twelve()
    tables.checkpoints.unshift('garbage')
    tables.leaves[7] = { ...leafAt(tables, 7), entry: entry({ id: idOf(7), detail: {} }) }
    expect(await verify(tables)).toMatchObject(found(7, 'changed', idOf(7)))
  })

  it('changes or inserts an entry that has no leaf yet', async () => {
    const tables = twelve()
    const waiting = entry({ id: idOf(12) })
    const edited = { ...waiting, detail: { index: 0 } }
    const first = { entry: waiting, mac: entryMac(mac, waiting) }
    const changed = [{ ...first, entry: edited }]
    expect(await verify({ ...tables, unsealed: changed })).toMatchObject(found(12, 'changed', idOf(12)))
    const inserted = [first, { entry: forgedEntry, mac: randomBytes(32) }]
    expect(await verify({ ...tables, unsealed: inserted })).toMatchObject(found(13, 'changed', idOf(999)))
  })
})

type Attack = (leaf: LedgerLeaf) => LedgerLeaf[]

/** The verdict after an attack on one leaf, with the leaves numbered anew. */
const verdictOn = (tables: Tables, index: number, attack: Attack): Promise<LedgerVerdict> => {
  const leaves = tables.leaves.flatMap((leaf) => (leaf.index === index ? attack(leaf) : [leaf]))
  return verify({ ...tables, leaves: renumbered(leaves) })
}

describe('any ledger', () => {
  it('is whole as written; one edit, removal or insertion is named at its place', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(), fc.integer({ min: 1, max: 9 }), async (texts, pick, batch) => {
        const tables = ledgerOf(texts, batch)
        const index = pick % texts.length
        expect(await verify(tables)).toMatchObject({ whole: true, size: texts.length, signedSize: texts.length })
        expect(await verify(tables, auditor)).toMatchObject({ whole: true, size: texts.length })

        const other = { ...forgedEntry, id: idOf(index) }
        const edited = await verdictOn(tables, index, (leaf) => [{ ...leaf, entry: other }])
        expect(edited).toMatchObject(found(index, 'changed', idOf(index)))
        const removed = await verdictOn(tables, index, () => [])
        expect(removed).toMatchObject(found(index, index === texts.length - 1 ? 'tail-cut' : 'removed'))
        const inserted = await verdictOn(tables, index, (leaf) => [forgedLeaf(forgedEntry, index), leaf])
        expect(inserted).toMatchObject(found(index, 'inserted', idOf(999)))
      }),
      { numRuns: 5 },
    )
  })
})
