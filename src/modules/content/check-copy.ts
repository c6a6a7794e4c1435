import { z } from 'zod'
import type { Decision } from '../../kernel/decision.ts'
import { type Locale, say } from '../../kernel/sentence.ts'
import { decide } from '../../screening/verdict.ts'
import { checkAttachments } from './check-attachments.ts'
import { attachmentList, boundedText } from './material-fields.ts'
import { checkByMachine } from './machine-check.ts'
import { defineOperation } from './scope.ts'
import { channelName, fieldFinding } from './shapes.ts'
import { labelGate } from './submission-gate.ts'
import { attachmentGate } from './unreadable-attachments.ts'

export const checkCopy = defineOperation({
  name: 'content.check-copy',
  summary: { zh: '检查文案，不保存', en: 'Check copy without saving it' },
  effect: 'read',
  permission: 'content.write',
  records: { unrecorded: 'a pure computation on text that is not shown to anybody else' },
  input: z.object({
    title: boundedText(0, 100),
    copy: boundedText(0, 20_000),
    channel: channelName,
    industry: boundedText(1, 40).nullable(),
    advertising: z.boolean(),
    aiGenerated: z.boolean(),
    attachments: attachmentList.default([]),
  }),
  output: z.object({
    decision: z.enum(['allow', 'review', 'deny']),
    findings: z.array(fieldFinding),
    /** By which rules. */
    rulesVersion: z.string(),
    /** Labels that the text still lacks; it could not be submitted without them. */
    missingLabels: z.array(z.object({ code: z.string(), text: z.string(), law: z.string() })),
    /** Attached documents that cannot be checked; it could not be submitted with them. */
    unreadable: z.array(z.object({ code: z.string(), text: z.string() })),
  }),
  prepare: async ({ db, ports }, fields) => {
    const screening = await ports.screening(db)
    return { screening, attachments: await checkAttachments(db, screening, fields) }
  },
  run: async ({ locale }, fields, { screening, attachments }) => {
    const findings = [...checkByMachine(screening.check, fields).findings, ...attachments.findings]
    const unreadable = saidOf(attachmentGate(attachments), locale).map(({ code, text }) => ({ code, text }))
    return {
      decision: unreadable.length > 0 ? 'deny' : decide(findings),
      findings,
      rulesVersion: screening.label,
      missingLabels: saidOf(labelGate({ fields }), locale),
      unreadable,
    }
  },
})

const saidOf = ({ reasons }: Decision, locale: Locale) =>
  reasons.map(({ code, sentence, params, law }) => ({ code, text: say(sentence, locale, params), law: law ?? '' }))
