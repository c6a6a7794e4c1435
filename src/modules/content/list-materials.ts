import { z } from 'zod'
import { listFilters } from './list-filters.ts'
import { countMaterials, listRows } from './list-rows.ts'
import { defineOperation } from './scope.ts'
import { brief, channelName, findingCounts, instant, materialState, paging } from './shapes.ts'

const item = z.object({
  id: z.uuid(),
  state: materialState,
  version: z.int(),
  title: z.string(),
  channel: channelName,
  industry: z.string().nullable(),
  advertising: z.boolean(),
  aiGenerated: z.boolean(),
  author: brief,
  department: brief,
  /** Of the last round of the latest version. */
  findings: findingCounts,
  /** Publications that are not taken down, of any version. */
  publications: z.int(),
  submittedAt: instant.nullable(),
  updatedAt: instant,
  /** Deadline of the level where it waits. */
  dueAt: instant.nullable(),
})

export const listMaterials = defineOperation({
  name: 'content.list-materials',
  summary: { zh: '查询物料', en: 'List materials' },
  effect: 'read',
  // The reader's scope decides which ones: own, department, or all.
  permission: 'signed-in',
  records: { unrecorded: 'titles and states of marketing material, no personal data beyond colleagues’ names' },
  input: listFilters.extend(paging),
  output: z.object({ total: z.int(), items: z.array(item) }),
  run: async (ctx, { page, pageSize, ...filters }) => ({
    total: await countMaterials(ctx, filters),
    items: await listRows(ctx, filters, { limit: pageSize, offset: (page - 1) * pageSize }),
  }),
})
