import { z } from 'zod'
import type { Control } from '../../kernel/control/control.ts'
import type { Evidence } from '../../kernel/control/measurement.ts'
import type { KeptMeasurement } from '../../kernel/control/read.ts'
import { dimensions } from '../../kernel/control/score.ts'
import { type Locale, say } from '../../kernel/sentence.ts'

export const dimensionSchema = z.enum(['account', 'content', 'data', 'channel', 'people'])
export const dimensionScores = z.array(z.object({ id: dimensionSchema, score: z.number().nullable() })).max(dimensions.length)
export const controlStates = z.enum(['holds', 'partly', 'fails', 'inconclusive'])

export const controlSchema = z.object({
  id: z.string(),
  title: z.string(),
  purpose: z.string(),
  dimension: dimensionSchema,
  weight: z.number(),
  state: controlStates,
  share: z.number(),
  /** Points of 100 that it takes away; 0 while inconclusive. */
  lost: z.number(),
  /** Null before the first measurement. */
  measuredAt: z.iso.datetime().nullable(),
  evidence: z.array(z.object({ text: z.string(), link: z.string().nullable() })),
  action: z.object({ text: z.string(), link: z.string() }),
})

/** A control with its latest measurement, in the reader's language. */
export const viewOfControl = (
  control: Control,
  { measurement, lost, locale }: { measurement: KeptMeasurement | undefined; lost: number; locale: Locale },
): z.input<typeof controlSchema> => ({
  id: control.id,
  title: control.title[locale],
  purpose: control.purpose[locale],
  dimension: control.dimension,
  weight: control.weight,
  state: measurement?.state ?? 'inconclusive',
  share: measurement?.share ?? 0,
  lost,
  measuredAt: measurement?.at.toISOString() ?? null,
  evidence: (measurement?.evidence ?? []).map((one) => viewOfEvidence(one, locale)),
  action: { text: control.action.sentence[locale], link: control.action.link },
})

const viewOfEvidence = ({ sentence, params, link }: Evidence, locale: Locale) => ({
  text: say(sentence, locale, params),
  link: link ?? null,
})
