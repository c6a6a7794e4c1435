import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { defaultLimits, limitsIn } from './limits.ts'

const limits = z.object({ fieldsAnHour: z.int(), searchesAnHour: z.int(), shownSeconds: z.int(), exportAlone: z.int(), exportADay: z.int() })

export const viewSettings = defineOperation({
  name: 'vault.view-settings',
  summary: { zh: '查看客户信息的查看限额', en: 'See the limits on reading customer data' },
  effect: 'read',
  permission: 'vault.configure',
  records: { unrecorded: 'settings without personal data' },
  input: z.strictObject({}),
  output: z.object({ limits, defaults: limits }),
  run: async (ctx) => ({ limits: await limitsIn(ctx), defaults: defaultLimits }),
})
