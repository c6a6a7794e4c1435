import { z } from 'zod'
import { decide } from './decide.ts'
import { question, subject } from './fields.ts'
import { saidDecision, sayDecision } from './said-decision.ts'
import { defineOperation } from './scope.ts'

export const trySend = defineOperation({
  name: 'outreach.try-send',
  summary: { zh: '试算现在能否给一个人发送，不占用名额', en: 'Try whether somebody may be sent a message now; nothing is reserved' },
  effect: 'read',
  permission: 'outreach.send',
  records: ['consent.looked-up'],
  input: z.strictObject({ ...question, person: subject }),
  output: z.object(saidDecision),
  run: async (ctx, { person, purpose, channel, materialId }) => {
    const [answer] = await decide(ctx, { people: [person], purpose, channel, materialId })
    if (answer === undefined) throw new Error('nobody was answered')
    ctx.record({ type: 'consent.looked-up', subject: { kind: 'recipient', id: person }, detail: { for: 'try-send', purpose, channel } })
    return sayDecision(answer.decision, ctx.locale)
  },
})
