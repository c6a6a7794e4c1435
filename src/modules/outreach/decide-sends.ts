import { createHash } from 'node:crypto'
import { z } from 'zod'
import { canonicalJson } from '../../kernel/ledger/canonical.ts'
import { instant, people, question } from './fields.ts'
import { reserve } from './reserve.ts'
import { saidDecision, sayDecision } from './said-decision.ts'
import { defineOperation } from './scope.ts'
import { unsubscribePath, unsubscribeToken } from './unsubscribe-link.ts'

export const decideSends = defineOperation({
  name: 'outreach.decide-sends',
  summary: { zh: '发送前申请放行：逐人给出结论和理由，放行的即占用名额', en: 'Ask the send gate about each person, and reserve what it allows' },
  effect: 'change',
  permission: 'outreach.send',
  path: '/api/v1/send-gate',
  byKey: true,
  records: ['sends.decided'],
  input: z.strictObject({ ...question, people }),
  output: z.object({
    /** Until when what was allowed is reserved. */
    expiresAt: instant,
    /** SHA-256, in hex, over the canonical JSON of person, codes and message of each answer; the ledger keeps it. */
    digest: z.string(),
    answers: z.array(
      z.object({
        person: z.uuid(),
        ...saidDecision,
        /** Names the message when it is confirmed or released; null where it may not be sent. */
        sendId: z.uuid().nullable(),
        /** The link to put into the message; with the header `List-Unsubscribe-Post` it is the one-click link of RFC 8058. */
        unsubscribeUrl: z.string().nullable(),
      }),
    ),
  }),
  run: async (ctx, input) => {
    const { expiresAt, answers } = await reserve(ctx, input)
    const digest = createHash('sha256')
      .update(
        canonicalJson(answers.map(({ person, decision, sendId }) => [person, decision.reasons.map(({ code }) => code), sendId])),
      )
      .digest('hex')
    const byReason: Record<string, number> = {}
    for (const { decision } of answers) {
      for (const { code } of decision.reasons) byReason[code] = (byReason[code] ?? 0) + 1
    }
    const allowed = answers.filter(({ sendId }) => sendId !== null).length
    ctx.record({
      type: 'sends.decided',
      subject: { kind: 'send-decision', id: digest.slice(0, 32) },
      detail: {
        purpose: input.purpose,
        channel: input.channel,
        material: input.materialId,
        asked: answers.length,
        allowed,
        denied: answers.length - allowed,
        byReason,
        digest,
      },
    })
    const site = ctx.ports.site()
    return {
      expiresAt: expiresAt.toISOString(),
      digest,
      answers: answers.map(({ person, decision, sendId }) => ({
        person,
        ...sayDecision(decision, ctx.locale),
        sendId,
        unsubscribeUrl:
          sendId === null ? null : new URL(`${unsubscribePath}/${unsubscribeToken(ctx.secrets, sendId)}`, site).href,
      })),
    }
  },
})
