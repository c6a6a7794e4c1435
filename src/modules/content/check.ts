import { z } from 'zod'
import { boundedText } from './material-fields.ts'
import { announceCheck } from './announce-check.ts'
import { callerOf, countCheck } from './check-tally.ts'
import { defineOperation } from './scope.ts'
import { checkFinding } from './shapes.ts'

/** Findings of one answer. The decision rests on all of them. */
const mostFindings = 1000

export const check = defineOperation({
  name: 'content.check',
  summary: { zh: '检查一段文字（供其他系统调用），不保存', en: 'Check a text for another system, without saving it' },
  effect: 'read',
  permission: 'content.check',
  byKey: true,
  path: '/api/v1/check',
  records: {
    unrecorded: 'Counted by caller and quarter of an hour; content.record-checks records each sum (docs/adr/0008).',
  },
  input: z.strictObject({
    text: boundedText(1, 200_000),
    /** Trade of the advertiser, in any usual name; told from the text when absent. */
    industry: boundedText(1, 40).optional(),
    /** Where the text will appear, in any usual name. */
    channel: boundedText(1, 40).optional(),
    /** The text is advertising, so an open channel must show the mark. */
    advertising: z.boolean().optional(),
    /** The caller's own id of the text; it comes back in the answer. */
    reference: boundedText(1, 64).optional(),
    /** Id of a registered endpoint that is told about the result as well. */
    callback: z.uuid().optional(),
  }),
  output: z.object({
    decision: z.enum(['allow', 'review', 'deny']),
    findings: z.array(checkFinding).max(mostFindings),
    /** How many there are; more than are listed in a text that offends all over. */
    findingCount: z.int(),
    rulesVersion: z.string(),
    reference: z.string().nullable(),
  }),
  // A text at every \uXXXX escaped has six bytes a character.
  bodyLimit: 1_400_000,
  prepare: async ({ db, ports }, { text, industry, channel, advertising }) => {
    const { check: screen, label } = await ports.screening(db)
    const result = screen(text, {
      ...(industry === undefined ? {} : { industry }),
      ...(channel === undefined ? {} : { channel }),
      ...(advertising === undefined ? {} : { advertising }),
    })
    return { ...result, rulesVersion: label }
  },
  run: async (ctx, { text, reference, callback }, { decision, findings, rulesVersion }) => {
    await countCheck(ctx.db, {
      caller: callerOf(ctx.actor),
      now: ctx.now,
      rulesVersion,
      decision,
      characters: text.length,
    })
    if (callback !== undefined) {
      await announceCheck(ctx, { callback, reference, result: { decision, findings }, rulesVersion })
    }
    return {
      decision,
      findings: findings.slice(0, mostFindings),
      findingCount: findings.length,
      rulesVersion,
      reference: reference ?? null,
    }
  },
})
