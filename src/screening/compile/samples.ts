import type { CheckOptions } from '../types.ts'
import type { Settings } from './schema.ts'

/** A sample sentence of a rule with the trade or channel that it is checked with. */
export type Sample = { text: string; options: CheckOptions }

/** Reads `text`, `trade|text` or `channel|text`, where the trade or channel is one that settings.yaml knows. */
export const sampleReader = (settings: Settings): ((sample: string) => Sample) => {
  const trades = Object.values(settings.industries).flatMap(({ names }) => names)
  const channels = new Set(Object.values(settings.channels).flat())
  return (sample) => {
    const [head, ...rest] = sample.split('|')
    const text = rest.join('|')
    if (head === undefined || rest.length === 0) return { text: sample, options: {} }
    if (channels.has(head)) return { text, options: { channel: head } }
    if (trades.some((name) => head.includes(name))) return { text, options: { industry: head } }
    return { text: sample, options: {} }
  }
}
