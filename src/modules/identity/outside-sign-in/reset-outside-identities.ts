import { z } from 'zod'
import { defineGate, enforce } from '../../../kernel/gate.ts'
import { mandatoryReason } from '../fields.ts'
import { lockPerson } from '../people/posts-of.ts'
import { defineOperation } from '../scope.ts'
import { endSessions } from '../sessions/end-sessions.ts'
import { actingPerson } from '../signed-in.ts'
import { identityInLedger, removeIdentities } from './outside-identity.ts'
import { identityNotThere } from './problems.ts'

const resetGate = defineGate<{ actorId: string | null; personId: string }>([
  {
    code: 'outside-identities.reset-own',
    otherwise: 'deny',
    sentence: {
      zh: '自己关联的外部账号，请在“我的账号”中解除。',
      en: 'Unlink your own outside identities on your account page.',
    },
    holds: ({ actorId, personId }) => actorId !== personId,
  },
])

export const resetOutsideIdentities = defineOperation({
  name: 'identity.reset-outside-identities',
  summary: { zh: '解除某人关联的全部外部账号', en: 'Unlink every outside identity of a person' },
  effect: 'change',
  permission: 'identity.manage-people',
  fresh: true,
  records: ['outside-identity.removed', 'session.ended'],
  input: z.strictObject({ id: z.uuid(), reason: mandatoryReason }),
  output: z.object({}),
  run: async (ctx, { id, reason }) => {
    await lockPerson(ctx.db, id)
    enforce(resetGate({ actorId: actingPerson(ctx.actor), personId: id }))
    const removed = await removeIdentities(ctx.db, id)
    if (removed.length === 0) throw identityNotThere()
    for (const { provider, subject } of removed) {
      ctx.record({
        type: 'outside-identity.removed',
        subject: { kind: 'person', id },
        detail: { ...identityInLedger(ctx.secrets.session, provider, subject), reason },
      })
    }
    // Whoever came in by the identity that is taken away is out with it.
    await endSessions(ctx, { personId: id, reason: 'factors-changed' })
    await ctx.notify(id, {
      kind: 'outside-identities.reset',
      sentence: {
        zh: '安全管理员解除了您关联的外部账号，请用登录名和密码登录。如非您本人要求，请向安全管理员核实。',
        en: 'An administrator unlinked your outside identities; sign in with login name and password. If you did not ask for it, ask why.',
      },
      link: '/me',
    })
    return {}
  },
})
