import { z } from 'zod'
import { signInRequired } from '../../../kernel/errors.ts'
import { defineOperation } from '../scope.ts'
import { signedIn } from '../signed-in.ts'
import { takeRequest } from './authorization-request.ts'
import { exchangeReturned, returnedInput } from './exchange-returned.ts'
import { identitiesOf, identityInLedger, linkIdentity } from './outside-identity.ts'
import { identityTaken, notStartedHere, oneIdentityEach } from './problems.ts'
import { keptSubject, problemOfFailure } from './way.ts'

export const finishOutsideLink = defineOperation({
  name: 'identity.finish-outside-link',
  summary: { zh: '完成关联自己的外部账号', en: 'Finish linking an outside identity of your own' },
  effect: 'change',
  // The fresh proof stood at the beginning: the way there and back takes longer than it lasts.
  permission: 'signed-in',
  records: ['outside-identity.linked'],
  input: returnedInput,
  /** Where, and what the person is called there. */
  output: z.object({ title: z.object({ zh: z.string(), en: z.string() }), name: z.string().nullable() }),
  bodyLimit: 16 * 1024,
  prepare: (tools, input) => exchangeReturned(tools, input, signedIn(tools.actor).id),
  run: async (ctx, { provider }, exchanged) => {
    const { id: personId } = signedIn(ctx.actor)
    if (exchanged.kind === 'strange') throw notStartedHere()
    const { state, way, answer } = exchanged
    if (!(await takeRequest(ctx, state))) throw notStartedHere()
    if (answer.kind !== 'person') return ctx.refuse(problemOfFailure(way, answer))
    // Waits for a suspension or a leaving under way.
    const person = await ctx.db
      .selectFrom('person')
      .select('id')
      .where('id', '=', personId)
      .where('state', '=', 'active')
      .forUpdate()
      .executeTakeFirst()
    if (person === undefined) throw signInRequired()
    const subject = keptSubject(way, answer.person.subject)
    if (!(await linkIdentity(ctx.db, { provider, subject, personId, now: ctx.now }))) {
      const held = await identitiesOf(ctx.db, [personId])
      const another = held.some((identity) => identity.provider === provider)
      return ctx.refuse((another ? oneIdentityEach : identityTaken)({ ...way.title }))
    }
    ctx.record({
      type: 'outside-identity.linked',
      subject: { kind: 'person', id: personId },
      detail: identityInLedger(ctx.secrets.session, provider, subject),
    })
    await ctx.notify(personId, {
      kind: 'outside-identity.linked',
      sentence: {
        zh: '您的账号已关联{zh}账号，今后可以用它登录。如非您本人操作，请立即解除关联并报告安全管理员。',
        en: 'A {en} account was linked to yours and can be signed in with. If it was not you, unlink it and report it.',
      },
      params: { ...way.title },
      link: '/me',
    })
    return { title: { ...way.title }, name: answer.person.name }
  },
})
