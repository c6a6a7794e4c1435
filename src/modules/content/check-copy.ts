import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { boundedText } from './material-fields.ts'
import { checkByMachine } from './machine-check.ts'
import { defineOperation } from './scope.ts'
import { channelName, fieldFinding } from './shapes.ts'
import { labelGate } from './submission-gate.ts'

export const checkCopy = defineOperation({
  name: 'content.check-copy',
  summary: { zh: '检查文案，不保存', en: 'Check copy without saving it' },
  effect: 'read',
  permission: 'content.write',
  records: { unrecorded: 'a pure computation on text that is neither stored nor shown to anybody else' },
  input: z.object({
    title: boundedText(0, 100),
    copy: boundedText(0, 20_000),
    channel: channelName,
    industry: boundedText(1, 40).nullable(),
    advertising: z.boolean(),
    aiGenerated: z.boolean(),
  }),
  output: z.object({
    decision: z.enum(['allow', 'review', 'deny']),
    findings: z.array(fieldFinding),
    /** By which rules. */
    rulesVersion: z.string(),
    /** Labels that the text still lacks; it could not be submitted without them. */
    missingLabels: z.array(z.object({ code: z.string(), text: z.string(), law: z.string() })),
  }),
  prepare: ({ db, ports }) => ports.screening(db),
  run: async ({ locale }, fields, screening) => {
    const { decision, findings } = checkByMachine(screening.check, fields)
    const missingLabels = labelGate({ fields }).reasons.map(({ code, sentence, params, law }) => ({
      code,
      text: say(sentence, locale, params),
      law: law ?? '',
    }))
    return { decision, findings: [...findings], rulesVersion: screening.label, missingLabels }
  },
})
