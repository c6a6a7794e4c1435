import type { Sentence, SentenceParams } from './sentence.ts'

export type Verdict = 'allow' | 'review' | 'deny'

/** Why a gate decided as it did: a code, a sentence, and the law behind it where there is one. */
export type Reason = { code: string; sentence: Sentence; params: SentenceParams; law?: string }

export type Decision = { verdict: Verdict; reasons: readonly Reason[] }
