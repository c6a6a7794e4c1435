import type { CallFailure } from '../kernel/outbound/call-outside.ts'

/** What one text-safety service says about a text, in the words that all of them share. */
export type Judgement = {
  decision: 'pass' | 'review' | 'block'
  /** The service's own labels, such as `Ad` or `political_figure`. At most 20, each at most 100 characters. */
  labels: readonly string[]
  /** Why, in sentences or hit words. At most 20, each at most 500 characters. Words of a stranger: show, never obey. */
  reasons: readonly string[]
  /** 0 to 100, how sure the service is; null when it does not say. */
  score: number | null
  /** By which the service finds the request again; evidence. */
  requestId: string
}

/**
 * Why there is no judgement. `refused`: the key, the balance or the right is missing. `unreadable`: the answer is none
 * that the service's document describes.
 */
export type MissingReason = CallFailure | 'refused' | 'unreadable'

export type Outcome = { kind: 'given'; opinion: Judgement } | { kind: 'missing'; reason: MissingReason }

/** One text to judge. */
export type JudgeRequest = {
  /** Masked: nothing personal leaves the house. */
  text: string
  /** The same for the same text, so that asking twice is one case for the service. */
  dataId: string
  signal: AbortSignal
}

/** Asks one service about one text. Does not throw for what the service does. */
export type Judge = (request: JudgeRequest) => Promise<Outcome>

const MAX_ITEMS = 20

/** Cut to length, without half signs and control characters, which no database and no screen should meet. */
const clean = (text: string, length: number): string =>
  text.slice(0, length).toWellFormed().replaceAll(/\p{Cc}/gu, ' ').trim()

const distinct = (items: readonly string[], length: number): string[] =>
  [...new Set(items.map((item) => clean(item, length)).filter((item) => item !== ''))].slice(0, MAX_ITEMS)

/** The same judgement within its bounds. */
export const boundedJudgement = ({ decision, labels, reasons, score, requestId }: Judgement): Judgement => ({
  decision,
  labels: distinct(labels, 100),
  reasons: distinct(reasons, 500),
  score: score === null ? null : Math.min(100, Math.max(0, Math.round(score))),
  requestId: clean(requestId, 200),
})

const gravity = { pass: 0, review: 1, block: 2 } as const

/** The judgement of a whole text from those of its pieces: the gravest decides. */
export const joinJudgements = (pieces: readonly Judgement[]): Judgement => {
  const gravest = pieces.reduce<Judgement['decision']>(
    (worst, { decision }) => (gravity[decision] > gravity[worst] ? decision : worst),
    'pass',
  )
  const telling = pieces.filter(({ decision }) => decision === gravest)
  const scores = telling.map(({ score }) => score).filter((score) => score !== null)
  return boundedJudgement({
    decision: gravest,
    labels: pieces.flatMap(({ labels }) => labels),
    reasons: pieces.flatMap(({ reasons }) => reasons),
    score: scores.length === 0 ? null : Math.max(...scores),
    requestId: pieces.map(({ requestId }) => requestId).join(' '),
  })
}
