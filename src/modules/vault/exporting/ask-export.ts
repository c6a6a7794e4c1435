import { z } from 'zod'
import { enforce } from '../../../kernel/gate.ts'
import { newId } from '../../../kernel/id.ts'
import { refusePersonalData } from '../fields/input.ts'
import { defineOperation, personOf } from '../scope.ts'
import { requireReading } from '../watching/require-reading.ts'
import { readingEvents, watchReading } from '../watching/watch-reading.ts'
import { openAgreement } from './agreement.ts'
import { exportGate } from './export-gate.ts'
import { exportWish, factsOf, reachOf } from './facts.ts'
import type { ExportFilter } from './filter.ts'
import { wakeMaking } from './wake.ts'

/** Which customers, for the ledger: of those named one by one only how many. */
const inLedger = ({ ids, sources = [], registeredFrom, registeredTo, withMinors }: ExportFilter) => ({
  sources,
  registeredFrom: registeredFrom ?? null,
  registeredTo: registeredTo ?? null,
  withMinors,
  named: ids?.length ?? null,
})

export const askExport = defineOperation({
  name: 'vault.ask-export',
  summary: { zh: '申请导出客户', en: 'Ask for an export of customers' },
  effect: 'change',
  permission: 'vault.export',
  records: ['export.asked', ...readingEvents],
  input: z.strictObject({
    ...exportWish,
    /** For what exactly; goes into the ledger, so no personal data. */
    reason: z.string().trim().min(4).max(200),
  }),
  output: z.object({
    id: z.uuid(),
    customers: z.int(),
    /** A second person has to agree first. */
    waits: z.boolean(),
  }),
  run: async (ctx, { reason, ...wish }) => {
    const person = personOf(ctx)
    await requireReading(ctx)
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const kinds = [...new Set(wish.kinds)]
    const facts = await factsOf(ctx, person, wish)
    const first = exportGate(facts)
    // What nobody may is not asked for, and says nothing of who typed it.
    if (first.verdict === 'deny') enforce(first)
    const watched = await watchReading(ctx, { kind: first.verdict === 'review' ? 'exported' : 'exported-alone', records: facts.wanted, elsewhere: 0 })
    // Once more: this very export may be what slows down.
    const { verdict } = exportGate({ ...facts, slowed: watched.slower > 1 })
    const waits = verdict === 'review'
    if (wish.variant === 'clear') ctx.used(facts.sensitive ? 'vault.open-sensitive' : 'vault.open')
    const id = newId(ctx.now.getTime())
    const departmentId = reachOf(person)
    const obligationId = waits ? await openAgreement(ctx, { id, askedBy: person, departmentId, sensitive: facts.sensitive, customers: facts.wanted }) : null
    await ctx.db
      .insertInto('vault_export')
      .values({
        id,
        state: waits ? 'asked' : 'making',
        department_id: departmentId,
        variant: wish.variant,
        format: wish.format,
        kinds: JSON.stringify(kinds),
        filter: JSON.stringify(wish.filter),
        purpose: wish.purpose,
        reason,
        sensitive: facts.sensitive,
        needs_agreement: waits,
        customers: facts.wanted,
        asked_by: person.id,
        asked_at: ctx.now,
        obligation_id: obligationId,
        moved_at: ctx.now,
      })
      .execute()
    ctx.record({
      type: 'export.asked',
      subject: { kind: 'vault-export', id },
      detail: { kinds, variant: wish.variant, format: wish.format, customers: facts.wanted, filter: inLedger(wish.filter), purpose: wish.purpose, reason, waits },
    })
    if (!waits) await wakeMaking(ctx, id)
    return { id, customers: facts.wanted, waits }
  },
})
