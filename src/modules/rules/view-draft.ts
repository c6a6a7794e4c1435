import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { dryRunShape, dryRunView } from './dry-run-view.ts'
import { editorsOf } from './draft-reading.ts'
import { enforceFacts } from './enforce-facts.ts'
import { enforceGate, isAlone } from './enforce-gate.ts'
import { yamlOf } from './own-rule-yaml.ts'
import { defineOperation } from './scope.ts'
import { brief, countsShape, instant, named, packChangeShape, reasonsShape, severityShape } from './shapes.ts'

const draftShape = z.object({
  revision: z.int(),
  basedOn: z.int(),
  copyOf: z.int().nullable(),
  openedAt: instant,
  editedAt: instant,
  editedBy: brief,
  editors: z.array(brief),
  counts: countsShape,
  changes: z.array(packChangeShape),
  rules: z.array(
    z.object({ id: z.string(), category: z.string(), severity: severityShape, why: z.string(), yaml: z.string() }),
  ),
  samples: z.object({ total: z.int(), ownFailed: z.int(), shippedFailed: z.int(), faults: z.int() }),
  dryRun: dryRunShape.nullable(),
  /** What still stands in the way of the caller's putting it in force; the reason is asked for then. */
  missing: reasonsShape,
  mayEnforce: z.boolean(),
  /** Whether the caller would put it in force without a colleague who could. */
  alone: z.boolean(),
})

export const viewDraft = defineOperation({
  name: 'rules.view-draft',
  summary: { zh: '查看规则草稿，以及生效前还缺什么', en: 'See the draft of the rules and what it still needs' },
  effect: 'read',
  permission: 'rules.edit',
  records: { unrecorded: 'rules are no personal data; who edited them is known to everybody who may' },
  input: z.strictObject({}),
  output: z.object({ inForce: z.object({ number: z.int(), label: z.string() }), draft: draftShape.nullable() }),
  prepare: async ({ db, ports }) => {
    const inForce = await ports.engine.inForce(db)
    const set = await ports.engine.draftSet(db)
    if (set === undefined) return { inForce }
    const contents = await ports.engine.thread.contents(set)
    return { inForce, draft: { set, contents, samples: await ports.engine.samples(set) } }
  },
  run: async (ctx, _input, { inForce, draft: found }) => {
    const present = { number: inForce.number, label: inForce.label }
    if (found === undefined) return { inForce: present, draft: null }
    const { set, contents, samples } = found
    const { draft, digest } = set
    const { facts } = await enforceFacts(ctx.db, ctx.ports, {
      draft,
      digest,
      inForceDigest: inForce.digest,
      samples,
      personId: ctx.actor.kind === 'person' ? ctx.actor.id : '',
      reason: '—',
      now: ctx.now,
    })
    const { verdict, reasons } = enforceGate(facts)
    const dryRun = await ctx.db
      .selectFrom('rule_dry_run')
      .selectAll()
      .where('draft_id', '=', draft.id)
      .orderBy('started_at', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const editors = await editorsOf(ctx.db, draft.id)
    const names = await ctx.ports.people(ctx.db, [...new Set([...editors, draft.edited_by])])
    const mayEnforce = ctx.actor.kind === 'person' && ctx.actor.permissions.has('rules.enforce')
    return {
      inForce: present,
      draft: {
        revision: draft.revision,
        basedOn: draft.based_on ?? 0,
        copyOf: draft.copy_of,
        openedAt: draft.opened_at.toISOString(),
        editedAt: draft.edited_at.toISOString(),
        editedBy: named(names, draft.edited_by),
        editors: editors.map((id) => named(names, id)),
        counts: contents.counts,
        changes: [...contents.changes],
        rules: contents.rules.map((rule) => ({
          id: rule.id,
          category: rule.category,
          severity: rule.severity,
          why: rule.why,
          yaml: yamlOf(rule),
        })),
        samples: {
          total: samples.total,
          ownFailed: samples.ownFailed,
          shippedFailed: samples.shippedFailed,
          faults: samples.faults.length,
        },
        dryRun: dryRun === undefined ? null : dryRunView(dryRun, { stale: dryRun.revision !== draft.revision }),
        missing: reasons.map(({ code, sentence, params }) => ({ code, text: say(sentence, ctx.locale, params) })),
        mayEnforce: mayEnforce && verdict === 'allow',
        alone: isAlone(facts),
      },
    }
  },
})
