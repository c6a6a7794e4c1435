import type { Sentence, SentenceParams } from '../sentence.ts'

/** A message to one person, shown at the bell of the console. */
export type Notice = {
  /** Names its occasion, for example `review.assigned`. */
  kind: string
  sentence: Sentence
  params?: SentenceParams
  link?: string
}

/** Writes a notice in the caller's transaction. */
export type NotifyPerson = (personId: string, notice: Notice) => Promise<void>
