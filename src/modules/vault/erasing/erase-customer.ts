import { z } from 'zod'
import { beijingDate } from '../../../kernel/calendar/beijing-time.ts'
import { enforce } from '../../../kernel/gate.ts'
import { say } from '../../../kernel/sentence.ts'
import { lockCustomer } from '../customers.ts'
import { refusePersonalData } from '../fields/input.ts'
import { notActive } from '../problems.ts'
import { defineOperation, personOf } from '../scope.ts'
import { eraseNow, restrictNow } from './erase.ts'
import { erasureGate } from './erasure-gate.ts'

const outcomes = ['erased', 'restricted'] as const

export const eraseCustomer = defineOperation({
  name: 'vault.erase-customer',
  summary: {
    zh: '决定删除客户信息：销毁密钥；依法须保存的改为限制使用',
    en: 'Decide to erase a customer: the key is destroyed; what the law demands to keep is restricted',
  },
  effect: 'change',
  permission: 'vault.erase',
  fresh: true,
  records: ['customer.erased', 'customer.restricted'],
  input: z.strictObject({ id: z.uuid(), reason: z.string().trim().min(4).max(500) }),
  output: z.object({
    outcome: z.enum(outcomes),
    /** Fields that were deleted. */
    fields: z.int(),
    /** Why it was restricted. */
    why: z.array(z.string()),
  }),
  run: async (ctx, { id, reason }) => {
    const person = personOf(ctx)
    refusePersonalData({ zh: '理由', en: 'Reason' }, reason)
    const customer = await lockCustomer(ctx, id)
    if (customer.state === 'erased') throw notActive()
    const decision = erasureGate({
      asked: customer.erasure_asked_at !== null,
      samePerson: customer.erasure_asked_by === person.id,
      keptUntil: customer.kept_until,
      today: beijingDate(ctx.now),
    })
    if (decision.verdict === 'review') {
      await restrictNow(ctx, [customer], { reason })
      return { outcome: 'restricted' as const, fields: 0, why: decision.reasons.map(({ sentence, params }) => say(sentence, ctx.locale, params)) }
    }
    enforce(decision)
    const fields = await eraseNow(ctx, [customer], { reason })
    return { outcome: 'erased' as const, fields, why: [] }
  },
})
