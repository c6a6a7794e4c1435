import { z } from 'zod'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { signedIn } from '../signed-in.ts'
import { identityInLedger, removeIdentities } from './outside-identity.ts'
import { identityNotThere } from './problems.ts'
import { signInProviders } from './provider.ts'

export const removeOutsideIdentity = defineOperation({
  name: 'identity.remove-outside-identity',
  summary: { zh: '解除关联自己的外部账号', en: 'Unlink an outside identity of your own' },
  effect: 'change',
  permission: 'signed-in',
  fresh: true,
  records: ['outside-identity.removed', 'session.ended'],
  input: z.strictObject({ provider: z.enum(signInProviders) }),
  output: z.object({}),
  run: async (ctx, { provider }) => {
    const { id: personId, sessionId } = signedIn(ctx.actor)
    const [removed] = await removeIdentities(ctx.db, personId, { providers: [provider] })
    if (removed === undefined) throw identityNotThere()
    ctx.record({
      type: 'outside-identity.removed',
      subject: { kind: 'person', id: personId },
      detail: { ...identityInLedger(ctx.secrets.session, provider, removed.subject), reason: 'own' },
    })
    await endSessions(ctx, { personId, except: sessionId, reason: 'factors-changed' })
    return {}
  },
})
