import type { Sentence } from '../../../kernel/sentence.ts'

/** A line of a platform's log of security. */
export type LogLine = { at: Date; userId: string; kind: string; ip: string; detail: string }

/** What became of reading WeCom's logs; the sentence says what to do. */
export type LogRead = { kind: 'done'; lines: readonly LogLine[] } | { kind: 'failed'; sentence: Sentence }
