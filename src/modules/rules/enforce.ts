import { z } from 'zod'
import { enforce as enforceDecision } from '../../kernel/gate.ts'
import { editorsOf } from './draft-reading.ts'
import { lockDraft } from './draft-store.ts'
import { enforceFacts } from './enforce-facts.ts'
import { enforceGate, isAlone } from './enforce-gate.ts'
import { labelOf, numberInForce } from './in-force.ts'
import { draftChanged, noDraft } from './problems.ts'
import { startRecheck } from './start-recheck.ts'
import { defineOperation, personOf } from './scope.ts'

export const enforceDraft = defineOperation({
  name: 'rules.enforce',
  summary: { zh: '使规则草稿生效', en: 'Put the draft of the rules in force' },
  effect: 'change',
  permission: 'rules.enforce',
  records: ['rules.enforced', 'rules.recheck-started'],
  input: z.strictObject({
    /** Of the draft that the person has looked at. */
    revision: z.int().min(1).max(100_000_000),
    reason: z.string().trim().min(1).max(500),
  }),
  output: z.object({ number: z.int(), label: z.string() }),
  prepare: async ({ db, ports }) => {
    const { engine } = ports
    const set = await engine.draftSet(db)
    if (set === undefined) throw noDraft()
    const inForce = await engine.inForce(db)
    return { set, inForce, samples: await engine.samples(set) }
  },
  run: async (ctx, { revision, reason }, { set, inForce, samples }) => {
    const person = personOf(ctx)
    const draft = await lockDraft(ctx)
    const sameDraft = draft.id === set.draft.id && draft.revision === set.draft.revision
    if (!sameDraft || draft.revision !== revision) throw draftChanged()
    if ((await numberInForce(ctx.db)) !== inForce.number) throw draftChanged()
    const { facts, dryRunId } = await enforceFacts(ctx.db, ctx.ports, {
      draft,
      digest: set.digest,
      inForceDigest: inForce.digest,
      samples,
      personId: person.id,
      reason,
      now: ctx.now,
    })
    enforceDecision(enforceGate(facts))
    // The gate lets nothing pass without one.
    if (dryRunId === undefined) throw draftChanged()

    const number = inForce.number + 1
    const { counts } = draft
    const editorIds = await editorsOf(ctx.db, draft.id)
    const alone = isAlone(facts)
    await ctx.db
      .insertInto('rule_version')
      .values({
        number,
        digest: set.digest,
        packs_version: ctx.ports.engine.packsVersion,
        content: set.content,
        changes: set.packed,
        counts: JSON.stringify(counts),
        copy_of: draft.copy_of,
        dry_run_id: dryRunId,
        reason,
        editor_ids: JSON.stringify(editorIds),
        alone,
        enforced_at: ctx.now,
        enforced_by: person.id,
      })
      .execute()
    await ctx.db.deleteFrom('rule_draft').where('id', '=', draft.id).execute()
    const label = labelOf(number, ctx.ports.engine.packsVersion)
    ctx.record({
      type: 'rules.enforced',
      subject: { kind: 'rule-version', id: String(number) },
      detail: {
        label,
        digest: set.digest,
        counts,
        reason,
        dryRunId,
        editors: [...editorIds],
        alone,
        ...(draft.copy_of === null ? {} : { copyOf: draft.copy_of }),
      },
    })
    await startRecheck(ctx, { number, packsVersion: ctx.ports.engine.packsVersion })
    return { number, label }
  },
})
