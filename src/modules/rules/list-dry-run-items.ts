import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { defineOperation } from './scope.ts'
import { findingBriefShape, instant, verdictShape } from './shapes.ts'

const kind = z.enum(['more-stopped', 'fewer-stopped', 'more-reviewed', 'fewer-reviewed'])

export const listDryRunItems = defineOperation({
  name: 'rules.list-dry-run-items',
  summary: { zh: '查看试运行中结论会变化的物料', en: 'List the materials that a dry-run would decide differently' },
  effect: 'read',
  permission: 'rules.edit',
  records: { unrecorded: 'marketing material meant for the public' },
  input: z.strictObject({ id: z.uuid(), kind: kind.optional(), ...pageFields }),
  output: z.object({
    total: z.int(),
    items: z.array(
      z.object({
        submissionId: z.uuid(),
        materialId: z.uuid(),
        title: z.string(),
        submittedAt: instant,
        kind,
        before: verdictShape,
        after: verdictShape,
        findings: z.array(findingBriefShape),
      }),
    ),
  }),
  run: async ({ db }, { id, kind: wanted, ...page }) => {
    const matching = db
      .selectFrom('rule_dry_run_item')
      .where('run_id', '=', id)
      .$if(wanted !== undefined, (query) => query.where('kind', '=', wanted ?? 'more-stopped'))
    const { total } = await matching.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
    const rows = await matching
      .selectAll()
      .orderBy('submission_id', 'desc')
      .limit(page.pageSize)
      .offset(offsetOf(page))
      .execute()
    return {
      total,
      items: rows.map((row) => ({
        submissionId: row.submission_id,
        materialId: row.material_id,
        title: row.title,
        submittedAt: row.submitted_at.toISOString(),
        kind: row.kind,
        before: row.before,
        after: row.after,
        findings: row.findings,
      })),
    }
  },
})
