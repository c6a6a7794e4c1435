import type { Transaction } from 'kysely'
import { sameBytes } from '../secrets/compare.ts'
import type { KernelTables } from '../tables.ts'
import { openCheckpoint } from './checkpoint.ts'
import { emptyFrontier, type Frontier, rootOf } from './merkle.ts'
import type { NoteVerifier } from './signed-note.ts'

/** The tree that sealing should go on from is not the one that was signed. Sealing stops; verification says where. */
export class LedgerDamaged extends Error {
  override readonly name = 'LedgerDamaged'
}

/**
 * Reads the state of the tree that sealing goes on from. It is believed only when its root is the one that the last
 * checkpoint signed and the leaves are as many: otherwise the next checkpoint would sign a forged past.
 * @throws LedgerDamaged
 */
export const signedFrontier = async (
  trx: Transaction<KernelTables>,
  expected: { origin: string; verifiers: readonly NoteVerifier[] },
): Promise<Frontier> => {
  const last = await trx
    .selectFrom('ledger_checkpoint')
    .select(['size', 'frontier', 'note'])
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst()
  const leaf = await trx.selectFrom('ledger_leaf').select('index').orderBy('index', 'desc').limit(1).executeTakeFirst()
  const frontier = last === undefined ? emptyFrontier : { size: last.size, peaks: last.frontier }
  const leaves = leaf === undefined ? 0 : leaf.index + 1
  if (leaves !== frontier.size) {
    throw new LedgerDamaged(`The last checkpoint covers ${frontier.size} ledger entries, but there are ${leaves} leaves`)
  }
  if (last === undefined) return frontier
  const opened = openCheckpoint(last.note, expected)
  if (!opened.valid) throw new LedgerDamaged(`The last checkpoint is not one that this system signed: ${opened.reason}`)
  const { size, root } = opened.checkpoint
  if (size !== frontier.size || !sameBytes(root, rootOfKept(frontier))) {
    throw new LedgerDamaged('The kept state of the ledger tree is not the one that the last checkpoint signed')
  }
  return frontier
}

const rootOfKept = (frontier: Frontier): Uint8Array => {
  try {
    return rootOf(frontier)
  } catch (error) {
    if (error instanceof RangeError || error instanceof TypeError) {
      throw new LedgerDamaged('The kept state of the ledger tree has no valid form', { cause: error })
    }
    throw error
  }
}
