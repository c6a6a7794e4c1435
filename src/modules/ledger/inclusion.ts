import type { Kysely } from 'kysely'
import { inclusionRanges, type LeafRange, treeBuilder } from '../../kernel/ledger/merkle.ts'
import type { KernelTables } from '../../kernel/tables.ts'

const pageSize = 5_000

/**
 * The inclusion proof (RFC 6962 section 2.1.1) of a leaf, from the leaf hashes in their rows: reads each of them once,
 * in pages, about two seconds for a million.
 */
export const storedInclusionProof = async (
  db: Kysely<KernelTables>,
  { index, size }: { index: number; size: number },
): Promise<readonly Buffer[]> => {
  const proof: Buffer[] = []
  for (const range of inclusionRanges(index, size)) proof.push(await rootOfRange(db, range))
  return proof
}

const rootOfRange = async (db: Kysely<KernelTables>, { start, end }: LeafRange): Promise<Buffer> => {
  const tree = treeBuilder()
  for (let from = start; from < end; from += pageSize) {
    const rows = await db
      .selectFrom('ledger_leaf')
      .select('leaf_hash')
      .where('index', '>=', from)
      .where('index', '<', Math.min(from + pageSize, end))
      .orderBy('index')
      .execute()
    for (const { leaf_hash: hash } of rows) tree.add(hash)
  }
  return tree.root()
}
