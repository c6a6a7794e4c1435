import { createChannelCheck } from './channel.ts'
import { createMarker } from './marker.ts'
import { mergeFindings } from './merge.ts'
import { createPersonalCheck } from './personal-check.ts'
import { createReading } from './reading.ts'
import { type CompiledTerms, createTermJudge, termFinding } from './terms.ts'
import type { CompiledPacks, Finding, Screener } from './types.ts'
import { decide } from './verdict.ts'
import type { View } from './view.ts'

/** Findings that an allowed term covers go, those of denied terms come. */
const withTerms = (
  findings: readonly Finding[],
  { denied, allowed }: ReturnType<ReturnType<typeof createTermJudge>>,
  view: View,
  text: string,
): Finding[] => {
  const placed = ({ start, end }: { start: number; end: number }) => ({
    start: view.starts[start] ?? 0,
    end: view.ends[end - 1] ?? 0,
  })
  const excused = allowed.map(placed)
  return [
    ...findings.filter((finding) => !excused.some(({ start, end }) => start <= finding.start && finding.end <= end)),
    ...denied.map((place) => termFinding(place.term, { ...placed(place), text })),
  ]
}

/**
 * Makes a screener out of compiled packs and, where there are any, the company's own terms. Pure: no clock, network or
 * storage; the same text gives the same answer.
 * `check` takes any string, never throws, and is linear in its length.
 */
export const createScreener = (packs: CompiledPacks, terms?: CompiledTerms): Screener => {
  const mark = createMarker(packs)
  const read = createReading(packs)
  const checkChannel = createChannelCheck(packs)
  const checkPersonal = createPersonalCheck(packs.rules)
  const yielding = new Set(packs.rules.filter(({ yields }) => yields).map(({ id }) => id))
  const judgeTerms = terms === undefined || terms.words.length === 0 ? null : createTermJudge(terms)

  return {
    check: (text, options = {}) => {
      const marked = mark(text, options)
      const { folded, setting } = marked
      const duties = checkChannel(folded, setting, options.advertising === true)
      const found = [...read(marked), ...duties, ...checkPersonal(setting)]
      const said = judgeTerms === null ? found : withTerms(found, judgeTerms(folded.codes, folded.length), folded, text)
      const findings = mergeFindings(said, yielding)
      return { decision: decide(findings), findings }
    },
  }
}
