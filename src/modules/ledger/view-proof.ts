import { z } from 'zod'
import { canonicalEntry } from '../../kernel/ledger/canonical.ts'
import { ledgerVerifyKeys } from '../../kernel/ledger/ledger-keys.ts'
import { hashLeaf, verifyInclusion } from '../../kernel/ledger/merkle.ts'
import { entryOfRow } from '../../kernel/ledger/row.ts'
import { formatVerifierKey } from '../../kernel/ledger/signed-note.ts'
import { notFound } from '../../kernel/errors.ts'
import { storedInclusionProof } from './inclusion.ts'
import { noSuchCheckpoint, notSealedYet } from './problems.ts'
import { defineOperation } from './scope.ts'

export const viewProof = defineOperation({
  name: 'ledger.view-proof',
  summary: { zh: '出具一条台账记录的存证证明', en: 'Issue the proof of a ledger entry' },
  effect: 'read',
  permission: 'ledger.verify',
  // It discloses the entry.
  records: ['ledger.proof-issued'],
  input: z.strictObject({
    id: z.uuid(),
    /** The checkpoint to prove it against, by its size; the latest unless said otherwise. */
    size: z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
  }),
  output: z.object({
    /** Canonical JSON (RFC 8785) of the entry: its leaf hash is SHA-256 over a zero byte and these bytes. */
    entry: z.string(),
    index: z.int(),
    size: z.int(),
    leafHash: z.string(),
    root: z.string(),
    /** Sibling hashes from the leaf up (RFC 6962, section 2.1.1), base64 like the other hashes. */
    proof: z.array(z.string()).max(64),
    /** The signed checkpoint (C2SP signed note) that states size and root. */
    checkpoint: z.string(),
    /** The public key of the checkpoint. */
    verifierKey: z.string(),
    /** Whether the entry, as it is stored now, is what the checkpoint covers. */
    valid: z.boolean(),
  }),
  prepare: async ({ db, secrets }, { id, size: wanted }) => {
    const row = await db.selectFrom('ledger_entry').selectAll().where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw notFound()
    const leaf = await db.selectFrom('ledger_leaf').select('index').where('entry_id', '=', id).executeTakeFirst()
    if (leaf === undefined) throw notSealedYet()
    let checkpoints = db.selectFrom('ledger_checkpoint').select(['size', 'root', 'note']).where('size', '>', leaf.index)
    if (wanted !== undefined) checkpoints = checkpoints.where('size', '=', wanted)
    const checkpoint = await checkpoints.orderBy('size', 'desc').limit(1).executeTakeFirst()
    if (checkpoint === undefined) throw noSuchCheckpoint()

    const entry = canonicalEntry(entryOfRow(row))
    const { size, root, note } = checkpoint
    const position = { index: leaf.index, size }
    const leafHash = hashLeaf(entry)
    const proof = await storedInclusionProof(db, position)
    return {
      entry: entry.toString(),
      ...position,
      leafHash: leafHash.toString('base64'),
      root: Buffer.from(root).toString('base64'),
      proof: proof.map((hash) => hash.toString('base64')),
      checkpoint: note,
      verifierKey: ledgerVerifyKeys(secrets).verifiers.map(formatVerifierKey)[0] ?? '',
      valid: verifyInclusion({ ...position, leafHash, proof, root }),
    }
  },
  run: async ({ record }, { id }, proof) => {
    record({
      type: 'ledger.proof-issued',
      subject: { kind: 'ledger-entry', id },
      detail: { index: proof.index, size: proof.size, valid: proof.valid },
    })
    return proof
  },
})
