import { z } from 'zod'
import { offsetOf, pageFields } from '../../kernel/page.ts'
import { defineOperation } from './scope.ts'
import { termShape } from './shapes.ts'

export const listTerms = defineOperation({
  name: 'rules.list-terms',
  summary: { zh: '查询公司词条（现行的，或草稿中的）', en: 'List company terms, in force or in the draft' },
  effect: 'read',
  permission: 'rules.view',
  records: { unrecorded: 'the terms are meant to be known by everybody who writes' },
  input: z.strictObject({
    from: z.enum(['in-force', 'draft']),
    search: z.string().trim().min(1).max(100).optional(),
    effect: z.enum(['deny', 'allow']).optional(),
    ...pageFields,
  }),
  output: z.object({ total: z.int(), items: z.array(termShape) }),
  prepare: async ({ db, ports }, { from, search, effect, ...page }) => {
    const draft = from === 'draft' ? await ports.engine.draftSet(db) : undefined
    const query = { offset: offsetOf(page), limit: page.pageSize }
    return ports.engine.thread.terms(draft ?? (await ports.engine.inForce(db)), {
      ...query,
      ...(search === undefined ? {} : { search }),
      ...(effect === undefined ? {} : { effect }),
    })
  },
  run: async (_ctx, _input, { total, items }) => ({ total, items: [...items] }),
})
