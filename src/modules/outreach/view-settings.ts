import { z } from 'zod'
import { defineOperation } from './scope.ts'
import { settingFields } from './setting-fields.ts'
import { settingsInForce } from './settings.ts'
import { channels } from './vocabulary.ts'

export const viewSettings = defineOperation({
  name: 'outreach.view-settings',
  summary: { zh: '查看触达设置', en: 'See the sending settings' },
  effect: 'read',
  permission: 'outreach.view',
  records: { unrecorded: 'Settings without personal data.' },
  input: z.strictObject({}),
  output: z.object(settingFields),
  run: async (ctx) => {
    const { platformLimits, ...settings } = await settingsInForce(ctx.db)
    return {
      ...settings,
      platformLimits: channels.flatMap((channel) => {
        const limit = platformLimits[channel]
        return limit === undefined ? [] : [{ channel, limit }]
      }),
    }
  },
})
