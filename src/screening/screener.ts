import { channelOf, createChannelCheck } from './channel.ts'
import { createFolder } from './fold.ts'
import type { Hit } from './hits.ts'
import { createHitFinder } from './hits.ts'
import { industriesOf } from './industry.ts'
import { createJudge } from './judge.ts'
import { mergeFindings } from './merge.ts'
import { createRestorer } from './restore.ts'
import { type CompiledTerms, createTermJudge, termFinding } from './terms.ts'
import type { CompiledPacks, Finding, Screener } from './types.ts'
import { decide } from './verdict.ts'
import type { View } from './view.ts'

/** Only findings that lie where a disguise was undone are new in the restored text. */
const touches = (hit: Hit, places: readonly { start: number; end: number }[]): boolean =>
  places.some(({ start, end }) => start < hit.end && hit.start < end)

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
  const folder = createFolder(packs.characters)
  const restorer = createRestorer(packs)
  const checkChannel = createChannelCheck(packs)
  const find = createHitFinder(packs.rules)
  const yielding = new Set(packs.rules.filter(({ yields }) => yields).map(({ id }) => id))
  const judge = createJudge(packs)
  const judgeTerms = terms === undefined || terms.words.length === 0 ? null : createTermJudge(terms)

  return {
    check: (text, options = {}) => {
      const view = folder.fold(text)
      const setting = {
        trade: folder.foldPlain((options.industry ?? '').slice(0, 40)),
        industries: industriesOf(packs.industries, options.industry, view.text),
        channel: channelOf(packs.channels, options.channel),
        text,
      }
      const findings: Finding[] = []
      for (const hit of find(view)) {
        const finding = judge(view, hit, setting)
        if (finding !== null) findings.push(finding)
      }
      const restored = restorer.restore(view)
      if (restored !== null) {
        for (const hit of find(restored.view)) {
          if (!touches(hit, restored.places)) continue
          const finding = judge(restored.view, hit, setting)
          if (finding !== null) findings.push(finding)
        }
      }
      findings.push(...checkChannel(view, setting, options.advertising === true))
      const said = judgeTerms === null ? findings : withTerms(findings, judgeTerms(view.codes, view.length), view, text)
      const merged = mergeFindings(said, yielding)
      return { decision: decide(merged), findings: merged }
    },
  }
}
