import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { labelOf } from './in-force.ts'
import { defineOperation } from './scope.ts'
import { brief, countsShape, instant, named } from './shapes.ts'

export const listVersions = defineOperation({
  name: 'rules.list-versions',
  summary: { zh: '查看规则的版本记录', en: 'List the versions of the rules' },
  effect: 'read',
  permission: 'rules.view',
  records: { unrecorded: 'which rules held when is meant to be known' },
  input: z.strictObject(pageFields),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        number: z.int(),
        label: z.string(),
        digest: z.string(),
        counts: countsShape,
        copyOf: z.int().nullable(),
        reason: z.string(),
        editors: z.array(brief),
        enforcedAt: instant,
        enforcedBy: brief,
        alone: z.boolean(),
      }),
    ),
  }),
  run: async (ctx, page) => {
    const { total } = await ctx.db
      .selectFrom('rule_version')
      .select(({ fn }) => fn.countAll<number>().as('total'))
      .executeTakeFirstOrThrow()
    const rows = await ctx.db
      .selectFrom('rule_version')
      .select([
        'number',
        'digest',
        'packs_version',
        'counts',
        'copy_of',
        'reason',
        'editor_ids',
        'enforced_at',
        'enforced_by',
        'alone',
      ])
      .orderBy('number', 'desc')
      .limit(page.pageSize)
      .offset(offsetOf(page))
      .execute()
    const names = await ctx.ports.people(ctx.db, [
      ...new Set(rows.flatMap((row) => [...row.editor_ids, row.enforced_by])),
    ])
    return {
      total,
      items: rows.map((row) => ({
        number: row.number,
        label: labelOf(row.number, row.packs_version),
        digest: row.digest,
        counts: row.counts,
        copyOf: row.copy_of,
        reason: row.reason,
        editors: row.editor_ids.map((id) => named(names, id)),
        enforcedAt: row.enforced_at.toISOString(),
        enforcedBy: named(names, row.enforced_by),
        alone: row.alone,
      })),
    }
  },
})
