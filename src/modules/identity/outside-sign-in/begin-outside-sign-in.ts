import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { keepRequest } from './authorization-request.ts'
import { openPage } from './open-page.ts'
import { signInProviders } from './provider.ts'

export const beginOutsideSignIn = defineOperation({
  name: 'identity.begin-outside-sign-in',
  summary: { zh: '开始第三方登录', en: 'Begin to sign in through somebody else' },
  effect: 'read',
  permission: 'anyone',
  // What comes back is taken from the browser that began.
  marksBrowser: true,
  records: { unrecorded: 'A state is random and opens nothing by itself; what comes back with it is recorded.' },
  input: z.strictObject({ provider: z.enum(signInProviders) }),
  /** The provider's page, to which the browser goes. */
  output: z.object({ url: z.url() }),
  bodyLimit: 1024,
  prepare: (tools, { provider }) => openPage(tools, provider),
  run: async (ctx, { provider }, { state, deviceToken, url }) => {
    await keepRequest(ctx, { state, provider, personId: null, deviceToken })
    return { url }
  },
})
