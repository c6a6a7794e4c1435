import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { categories } from '../../screening/types.ts'
import { companyPolicy, type OwnRule, type PackChange } from './changes.ts'
import { defineOperation } from './scope.ts'
import { severityShape } from './shapes.ts'
import type { ShippedRule } from './thread/shipped-rules.ts'

const origin = z.enum(['shipped', 'changed', 'off', 'own'])

const ruleShape = z.object({
  id: z.string(),
  origin,
  /** Title of its pack; of the company's own, theirs. */
  pack: z.string(),
  kind: z.enum(['statute', 'platform', 'company']),
  category: z.enum(categories),
  severity: severityShape,
  /** As it was shipped. */
  shippedSeverity: severityShape.nullable(),
  laws: z.array(z.string()),
  since: z.string(),
  why: z.string(),
  advice: z.string(),
  hit: z.array(z.string()),
  miss: z.array(z.string()),
  /** Why the company changed it. */
  reason: z.string().nullable(),
})

type RuleView = z.output<typeof ruleShape>

const shippedView = (rule: ShippedRule, changes: readonly PackChange[]): RuleView => {
  const change = changes.find((one) => one.rule === rule.id)
  return {
    ...rule,
    origin: change === undefined ? 'shipped' : change.off ? 'off' : 'changed',
    severity: change?.severity ?? rule.severity,
    shippedSeverity: rule.severity,
    why: change?.why ?? rule.why,
    advice: change?.advice ?? rule.advice,
    reason: change?.reason ?? null,
  }
}

const ownView = ({ id, category, severity, cite, since, why, advice, hit, miss }: OwnRule): RuleView => {
  const keys = typeof cite === 'string' ? [cite] : Object.values(cite)
  return {
    id,
    origin: 'own',
    pack: '公司规则',
    kind: 'company',
    category,
    severity,
    shippedSeverity: null,
    laws: keys.map((key) => (key === companyPolicy ? '公司规定' : key)),
    since,
    why,
    advice,
    hit,
    miss,
    reason: null,
  }
}

export const listRules = defineOperation({
  name: 'rules.list-rules',
  summary: { zh: '查询现行规则', en: 'List the rules in force' },
  effect: 'read',
  permission: 'rules.view',
  records: { unrecorded: 'the rules are meant to be known by everybody who writes' },
  input: z.strictObject({
    search: z.string().trim().min(1).max(100).optional(),
    category: z.enum(categories).optional(),
    severity: severityShape.optional(),
    origin: origin.optional(),
    ...pageFields,
  }),
  output: z.object({ total: z.int(), items: z.array(ruleShape) }),
  prepare: async ({ db, ports }) => ({
    contents: await ports.engine.thread.contents(await ports.engine.inForce(db)),
    shipped: await ports.engine.shipped(),
  }),
  run: async (_ctx, { search, category, severity, origin: from, ...page }, { contents, shipped }) => {
    const wanted = search?.toLowerCase()
    const says = ({ id, why, advice, laws, hit, pack }: RuleView): string =>
      [id, why, advice, pack, ...laws, ...hit].join('\n').toLowerCase()
    const all = [...contents.rules.map(ownView), ...shipped.map((rule) => shippedView(rule, contents.changes))].filter(
      (rule) =>
        (category === undefined || rule.category === category) &&
        (severity === undefined || rule.severity === severity) &&
        (from === undefined || rule.origin === from) &&
        (wanted === undefined || says(rule).includes(wanted)),
    )
    const start = offsetOf(page)
    return { total: all.length, items: all.slice(start, start + page.pageSize) }
  },
})
