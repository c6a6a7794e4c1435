import type { Sentence, SentenceParams } from '../sentence.ts'

export type Dimension = 'account' | 'content' | 'data' | 'channel' | 'people'

/** One thing that can be opened to see why a control holds or not. At most 50 are kept with a measurement. */
export type Evidence = {
  sentence: Sentence
  params?: SentenceParams
  /** Where in the console it can be opened, for example `/materials/018f...`. */
  link?: string
}

/** `inconclusive`: there is nothing to measure yet. It is shown, and left out of the score. */
export type ControlState = 'holds' | 'partly' | 'fails' | 'inconclusive'

export type Measurement = {
  state: ControlState
  /** How well it holds, 0 to 1. */
  share: number
  evidence: readonly Evidence[]
}

/**
 * A measurement of "how many of them are right".
 * @param total how many there are; 0 is `inconclusive`
 * @param good how many are right
 */
export const shareMeasurement = (total: number, good: number, evidence: readonly Evidence[]): Measurement => {
  if (total === 0) return { state: 'inconclusive', share: 0, evidence: [] }
  const share = good / total
  return { state: share === 1 ? 'holds' : share >= 0.5 ? 'partly' : 'fails', share, evidence: evidence.slice(0, 50) }
}
