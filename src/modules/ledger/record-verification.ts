import type { Context } from '../../kernel/context.ts'
import type { LedgerVerification } from '../../kernel/ledger/verify-ledger.ts'
import type { Scope } from './scope.ts'

type LedgerContext = Context<Scope['tables'], Scope['event'], Scope['ports']>

/** Those who are told at once when the ledger is broken. */
const watchfulPosts = ['auditor', 'security-administrator']

/** Puts the result of a verification on the record; a broken ledger is told to auditors and security administrators. */
export const recordVerification = async (ctx: LedgerContext, result: LedgerVerification): Promise<void> => {
  const subject = { kind: 'ledger', id: 'ledger' }
  if (result.whole) {
    const { size, checkpoints, signedSize, unsealed, trusted } = result
    ctx.record({ type: 'ledger.verified', subject, detail: { size, checkpoints, signedSize, unsealed, trusted } })
    return
  }
  const { index, kind, entryId, explanation } = result.first
  ctx.record({
    type: 'ledger.broken',
    subject,
    detail: { index, kind, ...(entryId === undefined ? {} : { entryId }), explanation: { ...explanation } },
  })
  const people = await watchers(ctx)
  for (const person of people) {
    await ctx.notify(person, {
      kind: 'ledger.broken',
      sentence: { zh: `台账核验发现问题：${explanation.zh}`, en: `The ledger is not whole: ${explanation.en}` },
      link: '/ledger',
    })
  }
}

const watchers = async ({ db, ports }: LedgerContext): Promise<ReadonlySet<string>> => {
  const people = new Set<string>()
  for (const post of watchfulPosts) for (const person of await ports.resolveOwner(db, { post })) people.add(person)
  return people
}
