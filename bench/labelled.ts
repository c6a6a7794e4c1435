import { createReadStream } from 'node:fs'
import { z } from 'zod'
import { readLines } from '../src/cli/lines.ts'

/** A labelled text. Whatever else stands in a line is ignored. */
const labelledSchema = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string().max(200_000),
  label: z.enum(['violation', 'ok']),
  categories: z.array(z.string()).default([]),
  industry: z.string().nullish(),
  channel: z.string().nullish(),
  evasion: z.string().nullish(),
  hard_negative: z.boolean().default(false),
  /** Article of the guide on absolute terms that excuses a lawful text, such as `6(2)`. */
  exception: z.string().nullish(),
  /** `open`: looked at while rules and examples were written; `held`: not. Files from elsewhere have none. */
  half: z.enum(['open', 'held']).optional(),
})

export type Labelled = z.infer<typeof labelledSchema>

const MAX_LINE = 1_000_000

/** Reads labelled texts, one JSON object a line. `-` is standard input. */
export const readLabelled = async (file: string): Promise<Labelled[]> => {
  const samples: Labelled[] = []
  for await (const line of readLines(file === '-' ? process.stdin : createReadStream(file), MAX_LINE)) {
    if (line.kind === 'too-long') throw new RangeError(`a line is longer than ${MAX_LINE} characters`)
    if (line.text.trim() !== '') samples.push(labelledSchema.parse(JSON.parse(line.text)))
  }
  return samples
}
