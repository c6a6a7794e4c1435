import { z } from 'zod'
import { notFound } from '../../kernel/errors.ts'
import { numberInForce, setOf } from './in-force.ts'
import { yamlOf } from './own-rule-yaml.ts'
import { defineOperation } from './scope.ts'
import { packChangeShape, termShape } from './shapes.ts'

const pair = <Shape extends z.ZodType>(shape: Shape) =>
  z.object({
    added: z.int(),
    changed: z.int(),
    removed: z.int(),
    /** The first 200. */
    items: z.array(z.object({ key: z.string(), before: shape.nullable(), after: shape.nullable() })),
  })

export const viewDifferences = defineOperation({
  name: 'rules.view-differences',
  summary: {
    zh: '比较规则的两个版本，或草稿与现行规则',
    en: 'Compare two versions of the rules, or the draft with what is in force',
  },
  effect: 'read',
  permission: 'rules.view',
  records: { unrecorded: 'which rules held when is meant to be known' },
  // 0 stands for the shipped packs alone; without `to` the draft.
  input: z.strictObject({ from: z.int().min(0).max(1_000_000), to: z.int().min(0).max(1_000_000).optional() }),
  output: z.object({ terms: pair(termShape), changes: pair(packChangeShape), rules: pair(z.string()) }),
  prepare: async ({ db, ports }, { from, to }) => {
    const last = await numberInForce(db)
    if (from > last || (to ?? 0) > last) throw notFound()
    const after = to === undefined ? await ports.engine.draftSet(db) : await setOf(db, to)
    if (after === undefined) throw notFound()
    return ports.engine.thread.differences(await setOf(db, from), after)
  },
  run: async (_ctx, _input, { terms, changes, rules }) => ({
    terms,
    changes,
    rules: {
      ...rules,
      items: rules.items.map(({ key, before, after }) => ({
        key,
        before: before === null ? null : yamlOf(before),
        after: after === null ? null : yamlOf(after),
      })),
    },
  }),
})
