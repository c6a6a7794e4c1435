import { z } from 'zod'
import { say } from '../../../kernel/sentence.ts'
import { defineOperation } from '../scope.ts'
import { correctableIn } from '../wish.ts'

export const viewForm = defineOperation({
  name: 'requests.view-form',
  summary: { zh: '查看登记请求时可选的更正项', en: 'See what can be corrected, for entering a request' },
  effect: 'read',
  permission: 'requests.handle',
  records: { unrecorded: 'It shows kinds of data, and nothing about anybody.' },
  input: z.strictObject({}),
  output: z.object({ correctable: z.array(z.object({ holder: z.string(), key: z.string(), title: z.string() })) }),
  run: async (ctx) => ({
    correctable: correctableIn(ctx.ports.holders()).map(({ holder, key, title }) => ({ holder, key, title: say(title, ctx.locale) })),
  }),
})
