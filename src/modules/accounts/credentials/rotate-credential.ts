import { z } from 'zod'
import { mayDo } from '../../../kernel/actor.ts'
import { defineProblem } from '../../../kernel/errors.ts'
import { sameBytes } from '../../../kernel/secrets/compare.ts'
import { actingPerson, defineOperation } from '../scope.ts'
import { lockCredential, valueField } from './credential-fields.ts'
import { askForRotation } from './due.ts'
import { lastFourOf, openValue, sealValue } from './sealed-value.ts'

const sameAsBefore = defineProblem('invalid', 'credential.same-as-before', {
  zh: '新值与原来相同，请先在平台上更换，再填写新的值。',
  en: 'This is the present value; replace it at the platform first, then enter the new one.',
})

const notYours = defineProblem('refused', 'credential.not-yours', {
  zh: '只能更换由您负责的凭证，其他凭证请联系其责任人或安全管理员。',
  en: 'You replace the credentials that you answer for; ask the owner or a security administrator about others.',
})

export const rotateCredential = defineOperation({
  name: 'accounts.rotate-credential',
  summary: { zh: '更换凭证的值', en: 'Replace the value of a credential' },
  effect: 'change',
  permission: 'accounts.rotate-credentials',
  records: ['credential.rotated'],
  input: z.strictObject({ id: z.uuid(), value: valueField }),
  output: z.object({ lastFour: z.string(), dueAt: z.iso.datetime() }),
  run: async (ctx, { id, value }) => {
    const credential = await lockCredential(ctx, id)
    if (credential.owner_id !== actingPerson(ctx) && !mayDo(ctx.actor, 'accounts.manage-credentials')) throw notYours()
    const before = await openValue(ctx, credential)
    if (sameBytes(Buffer.from(before), Buffer.from(value))) throw sameAsBefore()
    const lastFour = lastFourOf(credential.kind, value)
    await ctx.db
      .updateTable('credential')
      .set({
        sealed_value: await sealValue(ctx, id, value),
        last_four: lastFour,
        rotated_at: ctx.now,
        rotation_id: null,
        state: 'active',
      })
      .where('id', '=', id)
      .execute()
    if (credential.rotation_id !== null) await ctx.obligations.meet(credential.rotation_id, { credential: id })
    const { dueAt } = await askForRotation(
      ctx,
      { ...credential, rotation_id: null },
      { why: 'period', days: credential.rotation_days },
    )
    ctx.record({
      type: 'credential.rotated',
      subject: { kind: 'credential', id },
      detail: { name: credential.name, afterLeak: credential.state === 'leaked', dueAt: dueAt.toISOString() },
    })
    return { lastFour, dueAt: dueAt.toISOString() }
  },
})
