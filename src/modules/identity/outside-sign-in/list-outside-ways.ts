import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { signInProviders } from './provider.ts'
import { providerOfApp } from './way.ts'

export const listOutsideWays = defineOperation({
  name: 'identity.list-outside-ways',
  summary: { zh: '列出可用的第三方登录方式', en: 'List the ways to sign in through others' },
  effect: 'read',
  permission: 'anyone',
  records: { unrecorded: 'The buttons of the sign-in page say nothing of anybody.' },
  input: z.strictObject({}),
  output: z.object({
    items: z.array(
      z.object({
        provider: z.enum(signInProviders),
        title: z.object({ zh: z.string(), en: z.string() }),
        /** Whether the page is open within this provider's own app. */
        withinApp: z.boolean(),
      }),
    ),
  }),
  bodyLimit: 1024,
  anonymousPerMinute: 120,
  run: async (ctx) => {
    const ways = ctx.ports.outsideSignIns ?? []
    const app = providerOfApp(ctx.origin.device)
    return {
      items: signInProviders.flatMap((provider) =>
        ways
          .filter(({ id }) => id === provider)
          .map(({ title }) => ({ provider, title: { ...title }, withinApp: provider === app })),
      ),
    }
  },
})
