import { AsyncLocalStorage } from 'node:async_hooks'

/**
 * Remembers that the running code is inside a transaction. A second query beside it, through the top-level handle, would
 * wait for ever on PGlite (one connection) and miss the transaction on PostgreSQL; both are programming mistakes.
 */
type TransactionContext = { owner: object; open: boolean }

const storage = new AsyncLocalStorage<TransactionContext>()

/** A query was sent beside the transaction that the same code has open. */
export class NestedQueryError extends Error {
  constructor() {
    super(
      'A query went to the database handle while this code has a transaction open. '
      + 'Use the transaction that was handed in; with the embedded database this would wait for ever.',
    )
    this.name = 'NestedQueryError'
  }
}

/** Runs `run` as the inside of a transaction on the pool `owner`. */
export async function insideTransaction<T>(owner: object, run: () => Promise<T>): Promise<T> {
  const context: TransactionContext = { owner, open: true }
  try {
    return await storage.run(context, run)
  } finally {
    context.open = false
  }
}

/** Throws NestedQueryError when the running code is inside a transaction on the same pool. */
export function refuseInsideTransaction(owner: object): void {
  const context = storage.getStore()
  if (context?.open === true && context.owner === owner) throw new NestedQueryError()
}
