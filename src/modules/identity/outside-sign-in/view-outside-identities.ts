import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { identitiesOf } from './outside-identity.ts'
import { providerTitles, signInProviders } from './provider.ts'

export const viewOutsideIdentities = defineOperation({
  name: 'identity.view-outside-identities',
  summary: { zh: '查看自己关联的外部账号', en: 'See which outside identities of yours are linked' },
  effect: 'read',
  permission: 'any-session',
  records: { unrecorded: 'People see what is kept about themselves.' },
  input: z.strictObject({}),
  /** Every way that is offered, and besides those every identity that is linked. */
  output: z.object({
    items: z.array(
      z.object({
        provider: z.enum(signInProviders),
        title: z.object({ zh: z.string(), en: z.string() }),
        offered: z.boolean(),
        linkedAt: z.iso.datetime().nullable(),
      }),
    ),
  }),
  run: async (ctx) => {
    const linked = await identitiesOf(ctx.db, [signedIn(ctx.actor).id])
    const items = signInProviders.map((provider) => {
      const way = ctx.ports.outsideSignIns?.find(({ id }) => id === provider)
      const linkedAt = linked.find((identity) => identity.provider === provider)?.linkedAt.toISOString() ?? null
      return { provider, title: { ...(way?.title ?? providerTitles[provider]) }, offered: way !== undefined, linkedAt }
    })
    return { items: items.filter(({ offered, linkedAt }) => offered || linkedAt !== null) }
  },
})
