import type { Extent } from './channel.ts'
import { channelOf } from './channel.ts'
import type { Facts, SignedView } from './facts.ts'
import { factsOf, factsOfParts, signedInPlaces, signedView } from './facts.ts'
import { createFolder } from './fold.ts'
import type { Hit, Span } from './hits.ts'
import { createHitFinder } from './hits.ts'
import { createTradeTeller } from './industry.ts'
import type { Setting } from './judge.ts'
import { createJudge } from './judge.ts'
import type { TextPart } from './parts.ts'
import { partsOf } from './parts.ts'
import { createRearranger } from './rearrange.ts'
import type { Restored } from './restore.ts'
import { createRestorer } from './restore.ts'
import type { Guarded, SignReader } from './signs.ts'
import { createSignReader } from './signs.ts'
import { countBefore, spanOf, spansAround } from './spans.ts'
import type { CheckOptions, CompiledPacks, Finding } from './types.ts'
import type { View } from './view.ts'
import type { FoundWords } from './words.ts'
import { createWords } from './words.ts'

/**
 * A part of a text after the rules: what they found, and the part without disguises. The views are valid until the next
 * part is asked for; what lies outside the spans belongs to the neighbours.
 */
export type MarkedPart = { folded: View; span: Span; plain: View; plainSpan: Span; findings: Finding[] }

/** A text after the rules. `extent` is known when the last part has been read. */
export type Marked = { setting: Setting; facts: Facts; parts: () => Generator<MarkedPart>; extent: () => Extent }

/** Applies every rule of words to a text, part by part where it is long. */
export type Marker = (text: string, options: CheckOptions) => Marked

/** Only findings that lie where a disguise was undone are new in the restored text. Places are in order. */
const touches = (places: Restored['places'], hit: Hit): boolean => {
  const next = places[countBefore(places.length, (index) => (places[index]?.end ?? 0) > hit.start)]
  return next !== undefined && next.start < hit.end
}

/** A part that was folded and whose words were read; valid until the next part is looked at. */
type Looked = { words: FoundWords; signed: SignedView }

/** Where the views of parts begin and end in the original, noise at the edges left out. */
const createExtent = () => {
  let first = -1
  let last = -1
  return {
    extent: (): Extent => (first < 0 ? null : { start: first, end: last }),
    add: ({ starts, ends }: View, { from, to }: Span): void => {
      if (to <= from) return
      if (first < 0) first = starts[from] ?? 0
      last = ends[to - 1] ?? 0
    },
  }
}

/**
 * Makes the marker of compiled packs. Pure; linear in the length of the text.
 *
 * @param asked expressions that others will ask of the whole text
 */
export const createMarker = (packs: CompiledPacks, reader: SignReader, asked: readonly Guarded[] = []): Marker => {
  const folder = createFolder(packs.characters)
  const restorer = createRestorer(packs)
  const rearrange = createRearranger(packs)
  const find = createHitFinder(packs)
  const { judge, asked: askedByJudge } = createJudge(packs, reader)
  const askedOfParts = [...askedByJudge, ...asked]

  const tellTrades = createTradeTeller(packs.industries)
  const reads = createWords(packs)
  const readWords = reads()
  const readAgain = reads()

  const look = (text: string, part?: TextPart): Looked => {
    const view = folder.fold(text, part?.read)
    const words = readWords(view, 0, view.length)
    return { words, signed: signedView(view, reader, words.signs) }
  }

  function* lookAtEach(text: string, parts: readonly TextPart[]): Generator<SignedView> {
    for (const part of parts) yield look(text, part).signed
  }

  return (text, options) => {
    const parts = [...partsOf(text)]
    const [first] = parts
    const begin = look(text, first)
    const whole = parts.length > 1 ? null : begin
    const setting: Setting = {
      trade: folder.foldPlain((options.industry ?? '').slice(0, 40)),
      industries: tellTrades(options.industry, begin.words.trades),
      channel: channelOf(packs.channels, options.channel),
      text,
    }
    const facts = whole === null ? factsOfParts(lookAtEach(text, parts), askedOfParts) : factsOf(whole.signed)
    const { add, extent } = createExtent()

    const markPart = (part: TextPart): MarkedPart => {
      const { signed, words } = whole ?? look(text, part)
      const folded = signed.view
      const span = spanOf(folded, part)
      const findings: Finding[] = []
      /** Looks through what was rewritten of the part: only a hit that touches one of the places is new. */
      const lookAgain = ({ view, places }: Restored, spans: readonly Span[], known: Facts | null): void => {
        const rewritten = signedInPlaces(view, reader, readAgain)
        const around = { signed: rewritten, facts: known ?? factsOf(rewritten), setting }
        for (const hit of find(view, spans, (from, to) => readAgain(view, from, to).anchors)) {
          const finding = touches(places, hit) ? judge(around, hit) : null
          if (finding !== null) findings.push(finding)
        }
      }
      add(folded, span)
      for (const hit of find(folded, [span], () => words.anchors)) {
        const finding = judge({ signed, facts, setting }, hit)
        if (finding !== null) findings.push(finding)
      }
      const rearranged = rearrange(folded)
      if (rearranged !== null) lookAgain(rearranged, [spanOf(rearranged.view, part)], null)
      const restored = restorer.restore(folded, words.aliases)
      if (restored === null) return { folded, span, plain: folded, plainSpan: span, findings }
      const plainSpan = spanOf(restored.view, part)
      lookAgain(restored, spansAround(restored.places, plainSpan), whole === null ? facts : null)
      return { folded, span, plain: restored.view, plainSpan, findings }
    }

    function* markedParts(): Generator<MarkedPart> {
      for (const part of parts) yield markPart(part)
    }

    return { setting, facts, parts: markedParts, extent }
  }
}

/** The beginning of a text, up to 65,536 units of it, as the classifier reads it: disguises undone. */
export type PlainReader = (text: string, options: CheckOptions) => { plain: View; setting: Setting }

/** Makes the reader of plain texts. What it answers is valid until the next text. */
export const createPlainReader = (packs: CompiledPacks): PlainReader => {
  const mark = createMarker(packs, createSignReader(packs))
  return (text, options) => {
    const { setting, parts } = mark(text, options)
    for (const { plain } of parts()) return { plain, setting }
    throw new Error('every text has a part')
  }
}
