import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { keepRequest } from './authorization-request.ts'
import { openPage } from './open-page.ts'
import { identitiesOf } from './outside-identity.ts'
import { oneIdentityEach } from './problems.ts'
import { providerTitles, signInProviders } from './provider.ts'

export const beginOutsideLink = defineOperation({
  name: 'identity.begin-outside-link',
  summary: { zh: '开始关联自己的外部账号', en: 'Begin to link an outside identity of your own' },
  effect: 'change',
  permission: 'signed-in',
  fresh: true,
  records: ['outside-identity.begun'],
  input: z.strictObject({ provider: z.enum(signInProviders) }),
  /** The provider's page, to which the browser goes. */
  output: z.object({ url: z.url() }),
  bodyLimit: 1024,
  prepare: (tools, { provider }) => openPage(tools, provider),
  run: async (ctx, { provider }, { state, deviceToken, url }) => {
    const { id: personId } = signedIn(ctx.actor)
    const linked = await identitiesOf(ctx.db, [personId])
    if (linked.some((identity) => identity.provider === provider)) throw oneIdentityEach({ ...providerTitles[provider] })
    await keepRequest(ctx, { state, provider, personId, deviceToken })
    ctx.record({ type: 'outside-identity.begun', subject: { kind: 'person', id: personId }, detail: { provider } })
    return { url }
  },
})
