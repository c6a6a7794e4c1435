import type { Transaction } from 'kysely'
import type { Actor } from './actor.ts'
import type { App } from './app.ts'
import { transact } from './database/transact.ts'
import { type RightUse, usesOf } from './right-use.ts'
import type { KernelTables } from './tables.ts'

/** Hands uses to the module that keeps them, in a transaction that may still be undone: then they are to be given back. */
export const keepRightUses = async (app: App, trx: Transaction<KernelTables>, uses: readonly RightUse[]): Promise<void> => {
  for (const use of uses) {
    for (const { keepRightUse } of app.catalogue.modules) await keepRightUse?.(trx, use)
  }
}

/** Keeps the use of one right where there is no transaction: a document that was fetched. */
export const keepRightUseOf = async (app: App, actor: Actor, permission: string): Promise<void> => {
  const uses = app.rightUses.take(usesOf(actor, new Set([permission]), app.clock.now()))
  if (uses.length === 0) return
  await transact(app.database, (trx) => keepRightUses(app, trx, uses)).catch((error: unknown) => {
    app.rightUses.giveBack(uses)
    throw error
  })
}
