import { channelOf, createChannelCheck } from './channel.ts'
import type { Facts, Reading } from './facts.ts'
import { factsOf, factsOfParts, readingOf } from './facts.ts'
import type { Allowed } from './company-terms.ts'
import { coverOf, createTermFinder } from './company-terms.ts'
import { createFolder } from './fold.ts'
import type { Hit, Span } from './hits.ts'
import { createHitFinder } from './hits.ts'
import type { Industries } from './industry.ts'
import { industriesOf } from './industry.ts'
import type { Setting } from './judge.ts'
import { createJudge } from './judge.ts'
import { mergeFindings } from './merge.ts'
import { partsOf } from './parts.ts'
import { createRestorer } from './restore.ts'
import { createSignReader, industrySource } from './signs.ts'
import { createTally } from './tally.ts'
import type { CompiledTerms } from './terms.ts'
import type { CompiledPacks, Finding, Screener } from './types.ts'
import { decide } from './verdict.ts'
import type { View } from './view.ts'

/** How many of so many ascending items come before the first of which `isLater` holds. */
const countBefore = (size: number, isLater: (index: number) => boolean): number => {
  let [low, high] = [0, size]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (isLater(middle)) high = middle
    else low = middle + 1
  }
  return low
}

/** Places of the view whose original begins in [from, to). */
const spanOf = ({ starts, length }: View, from: number, to: number): Span => ({
  from: countBefore(length, (at) => (starts[at] ?? 0) >= from),
  to: countBefore(length, (at) => (starts[at] ?? 0) >= to),
})

/** Whether a hit shares units with one of the places, which are in order. */
const touches = (places: readonly { start: number; end: number }[], hit: Hit): boolean => {
  const next = places[countBefore(places.length, (index) => (places[index]?.end ?? 0) > hit.start)]
  return next !== undefined && next.start < hit.end
}

/** No match that touches a place begins further before it. */
const REACH = 64

/** What has to be searched again where disguises were undone: the places with what may reach into them, in order. */
const spansAround = (places: readonly { start: number; end: number }[], within: Span): Span[] => {
  const spans: Span[] = []
  for (const { start, end } of places) {
    const from = Math.max(within.from, start - REACH)
    const to = Math.min(within.to, end)
    const last = spans.at(-1)
    if (from >= to) continue
    if (last !== undefined && from <= last.to) last.to = to
    else spans.push({ from, to })
  }
  return spans
}

/**
 * Makes a screener out of compiled packs. Pure: no clock, network or storage; the same text gives the same answer.
 * `check` takes any string, never throws, and is linear in its length; long texts are read part by part.
 *
 * @param terms words of the company, compiled by `compileTerms` with the same packs
 */
export const createScreener = (packs: CompiledPacks, terms?: CompiledTerms): Screener => {
  const folder = createFolder(packs.characters)
  const restorer = createRestorer(packs)
  const reader = createSignReader(packs)
  const channelCheck = createChannelCheck(packs, reader)
  const find = createHitFinder(packs)
  const findTerms = terms === undefined ? null : createTermFinder(terms, packs, reader)
  const yielding = new Set(packs.rules.filter(({ yields }) => yields).map(({ id }) => id))
  const { judge, asked } = createJudge(packs, reader)
  const industryOf = new Map(packs.industries.map((one) => [one.key, reader.guard(industrySource(one))]))
  const askedOfParts = [...asked, ...channelCheck.asked, ...industryOf.values()]

  function* readingsOf(text: string): Generator<Reading> {
    for (const { read } of partsOf(text)) yield readingOf(folder.fold(text, read), reader)
  }

  return {
    check: (text, options = {}) => {
      const parts = [...partsOf(text)]
      const [only] = parts.length === 1 ? parts : []
      const whole: Reading | null = only === undefined ? null : readingOf(folder.fold(text, only.read), reader)
      const facts: Facts = whole === null ? factsOfParts(readingsOf(text), askedOfParts) : factsOf(whole)
      let industries: Industries | null = null
      const setting: Setting = {
        trade: folder.foldPlain((options.industry ?? '').slice(0, 40)),
        industries: () =>
          (industries ??= industriesOf(packs.industries, options.industry, ({ key }) => {
            const guarded = industryOf.get(key)
            return guarded !== undefined && facts.holds(guarded)
          })),
        channel: channelOf(packs.channels, options.channel),
        text,
      }
      const tally = createTally()
      const denied = createTally()
      const allowed: Allowed[] = []
      let first = -1
      let last = -1
      for (const { from, to, read } of parts) {
        const reading = whole ?? readingOf(folder.fold(text, read), reader)
        const { view } = reading
        const span = spanOf(view, from, to)
        if (span.to > span.from) {
          if (first < 0) first = view.starts[span.from] ?? 0
          last = view.ends[span.to - 1] ?? 0
        }
        for (const hit of find(view, span)) tally.add(judge({ reading, facts, setting }, hit))
        if (findTerms !== null) {
          const found = findTerms(reading, span, text)
          allowed.push(...found.allowed)
          for (const finding of found.findings) denied.add(finding)
        }
        const restored = restorer.restore(view)
        if (restored === null) continue
        const plain = readingOf(restored.view, reader)
        const around = { reading: plain, facts: whole === null ? facts : factsOf(plain), setting }
        for (const part of spansAround(restored.places, spanOf(restored.view, from, to))) {
          for (const hit of find(restored.view, part)) {
            // Only findings that lie where a disguise was undone are new.
            if (touches(restored.places, hit)) tally.add(judge(around, hit))
          }
        }
      }
      const extent = first < 0 ? null : { start: first, end: last }
      const isAllowed = coverOf(allowed)
      const findings: Finding[] = [
        ...(allowed.length === 0 ? tally.findings : tally.findings.filter((finding) => !isAllowed(finding))),
        ...denied.findings,
        ...channelCheck.check({ extent, facts, setting }, options.advertising === true),
      ]
      const merged = mergeFindings(findings, yielding)
      return { decision: decide(merged), findings: merged }
    },
  }
}
