import type { Candidate, Confidence, PersonalKind } from './types.ts'

/** Which kind keeps a place that two claim: what a check digit proves comes first. */
const ranks: Record<PersonalKind, number> = {
  'id-card': 10,
  'bank-card': 9,
  email: 8,
  passport: 7,
  mobile: 6,
  landline: 5,
  plate: 4,
  wechat: 3,
  qq: 2,
  address: 1,
  name: 0,
}

const certainty: Record<Confidence, number> = { certain: 2, likely: 1, possible: 0 }

const rank = ({ kind, confidence }: Candidate): number => ranks[kind] + (confidence === 'possible' ? 0 : 20)

/**
 * Keeps one candidate a place: a proven or named one before one that is only possible, then by kind, then the longer.
 *
 * @param length of the text; the work is linear in it and in the length of the candidates
 */
export const resolveOverlaps = (candidates: readonly Candidate[], length: number): Candidate[] => {
  if (candidates.length === 0) return []
  const taken = new Uint8Array(length)
  const kept: Candidate[] = []
  const best = candidates.toSorted(
    (a, b) =>
      rank(b) - rank(a) ||
      certainty[b.confidence] - certainty[a.confidence] ||
      b.end - b.start - (a.end - a.start) ||
      a.start - b.start,
  )
  for (const candidate of best) {
    const { start, end } = candidate
    let free = true
    for (let at = start; at < end && free; at++) free = taken[at] !== 1
    if (!free) continue
    taken.fill(1, start, end)
    kept.push(candidate)
  }
  return kept.toSorted((a, b) => a.start - b.start)
}
