import { z } from 'zod'
import { say } from '../../kernel/sentence.ts'
import { defineOperation } from './scope.ts'
import { findingShape, verdictShape } from './shapes.ts'

const checked = z.object({ decision: verdictShape, findings: z.array(findingShape) })

export const tryDraft = defineOperation({
  name: 'rules.try-draft',
  summary: { zh: '用草稿试查一段文字，并运行全部例句', en: 'Check a text by the draft, and run every sample' },
  effect: 'read',
  permission: 'rules.edit',
  records: { unrecorded: 'a pure computation on text that is neither stored nor shown to anybody else' },
  input: z.strictObject({
    text: z.string().max(20_000),
    channel: z.string().max(40).optional(),
    industry: z.string().max(40).optional(),
    advertising: z.boolean().default(false),
  }),
  output: z.object({
    /** By the rules in force, and by the draft; without a draft the same. */
    before: checked,
    after: checked,
    samples: z.object({
      total: z.int(),
      ownFailed: z.int(),
      shippedFailed: z.int(),
      failures: z.array(
        z.object({
          rule: z.string(),
          origin: z.enum(['own', 'shipped']),
          kind: z.enum(['hit', 'miss']),
          sample: z.string(),
          found: z.array(z.string()),
        }),
      ),
      faults: z.array(z.object({ rule: z.string(), text: z.string() })),
    }),
  }),
  prepare: async ({ db, ports }, { text, channel, industry, advertising }) => {
    const { engine } = ports
    const inForce = await engine.inForce(db)
    const draft = (await engine.draftSet(db)) ?? inForce
    const options = {
      advertising,
      ...(channel === undefined ? {} : { channel }),
      ...(industry === undefined ? {} : { industry }),
    }
    const [after] = await engine.thread.check(draft, [{ text, options }])
    return { before: inForce.check(text, options), after, samples: await engine.samples(draft) }
  },
  run: async ({ locale }, _input, { before, after, samples }) => ({
    before: { decision: before.decision, findings: before.findings.slice(0, 500) },
    after: { decision: after?.decision ?? 'allow', findings: after?.findings.slice(0, 500) ?? [] },
    samples: {
      ...samples,
      failures: samples.failures.map((failure) => ({ ...failure, found: [...failure.found] })),
      faults: samples.faults.map(({ rule, sentence }) => ({ rule, text: say(sentence, locale) })),
    },
  }),
})
