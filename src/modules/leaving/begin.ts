import { z } from 'zod'
import { beginLeaving } from './begin-leaving.ts'
import { momentField, reasonField, takeoverField } from './fields.ts'
import { defineOperation } from './scope.ts'
import { recordedOfOthers } from './vocabulary.ts'

export const begin = defineOperation({
  name: 'leaving.begin',
  summary: { zh: '办理离职：立即收回全部权限，或登记离职时间', en: 'Let somebody leave, at once or at a planned moment' },
  effect: 'change',
  permission: 'leaving.manage',
  fresh: true,
  records: [
    'leaving.planned',
    'leaving.carried-out',
    'leaving.item-withdrawn',
    'leaving.item-left',
    ...recordedOfOthers,
  ],
  input: z.strictObject({ personId: z.uuid(), reason: reasonField, at: momentField, takeoverId: takeoverField }),
  output: z.object({ id: z.uuid(), carriedOut: z.boolean() }),
  run: (ctx, { at, ...input }) =>
    beginLeaving(ctx, { ...input, at: at === null ? null : new Date(at), source: 'person' }),
})
