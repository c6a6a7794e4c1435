import { diffWords } from 'diff'

export type Change = { kind: 'same' | 'added' | 'removed'; text: string }

const words = new Intl.Segmenter('zh', { granularity: 'word' })

/** What changed between two texts, by words as a Chinese reader sees them. */
export const differencesOf = (before: string, after: string): Change[] =>
  diffWords(before, after, { intlSegmenter: words }).map(({ added, removed, value }) => ({
    kind: added ? 'added' : removed ? 'removed' : 'same',
    text: value,
  }))

/** The version to compare with: the last one that somebody decided about, otherwise the one before. */
export const baseVersion = (
  versions: readonly { version: number }[],
  reviews: readonly { version: number; state: string }[],
  current: number,
): number | null => {
  const decided = reviews
    .filter(({ version, state }) => version < current && (state === 'approved' || state === 'returned'))
    .map(({ version }) => version)
  const earlier = versions.map(({ version }) => version).filter((version) => version < current)
  const candidates = decided.length > 0 ? decided : earlier
  return candidates.length === 0 ? null : Math.max(...candidates)
}
