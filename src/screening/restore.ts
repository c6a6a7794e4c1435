import { bytesFrom } from './base64.ts'
import { tablesOf } from './matcher/bytes.ts'
import { matcherOf } from './matcher/matcher.ts'
import type { Beats } from './speech.ts'
import { createSpeech, LETTERS } from './speech.ts'
import type { CompiledPacks, SoundUse } from './types.ts'
import type { View, ViewWriter } from './view.ts'
import { createViewWriter } from './view.ts'
import type { Rows } from './words.ts'
import { ROW } from './words.ts'

/**
 * Undoes disguises: pinyin, homophones, look-alikes and in-group spellings are rewritten to the plain word, so that
 * every rule sees what a reader understands.
 */
export type Restorer = {
  /**
   * The text with disguised words replaced (`disguises`: spellings that stand in it), and the places where that was done; `null` when nothing is disguised. The view
   * is valid until the next call.
   */
  restore: (view: View, disguises: Rows) => Restored | null
}

/** Places are offsets in `view`, the restored text, in order. */
export type Restored = { view: View; places: { start: number; end: number }[] }

/** Where `word` stands in disguise. `cuts` bounds the units that each of its characters replaces. */
type Candidate = { start: number; end: number; word: string; cuts: number[] }

/** Characters that bind every sentence together: where one of them stands, the likeness in sound is chance. */
const plain = '是的了在有不我你他她它这那就都也和到要会能去来上下个们人大小多少没还又很再被把给让从与及或等后前里中为对以而见'

const HARMLESS = 1
const RARE = 2

/** How many characters may differ before a word of the same sound is taken for chance. */
const isHomophone = (word: { size: number; same: number; strange: number; use: SoundUse }): boolean => {
  const changed = word.size - word.same
  if (word.size === 2) return word.use === 'short' && changed === 1 && word.strange === 1
  if (word.size === 3) return changed === 1 || (changed === 2 && word.strange > 0)
  return word.same >= (word.size > 4 ? 2 : 1)
}

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

const rewrite = (writer: ViewWriter, view: View, chosen: readonly Candidate[]): Restored => {
  const places: Restored['places'] = []
  let at = 0
  writer.begin(view.length + chosen.reduce((sum, one) => sum + one.word.length, 0))
  for (const { start, end, word, cuts } of chosen) {
    writer.copy(view, at, start)
    places.push({ start: writer.length(), end: writer.length() + word.length })
    for (let index = 0; index < word.length; index++) {
      const last = cuts[index + 1] ?? end
      writer.push(word.charCodeAt(index), view.starts[cuts[index] ?? start] ?? 0, view.ends[last - 1] ?? 0)
    }
    at = end
  }
  writer.copy(view, at, view.length)
  return { view: writer.view(), places }
}

/** Leftmost, then longest; no two overlap. */
const choose = (candidates: Candidate[]): Candidate[] => {
  const chosen: Candidate[] = []
  let free = 0
  for (const candidate of candidates.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (candidate.start < free) continue
    chosen.push(candidate)
    free = candidate.end
  }
  return chosen
}

/** Spreads `size` characters evenly over units that cannot be told apart. */
const evenCuts = (start: number, end: number, size: number): number[] => {
  const cuts: number[] = []
  for (let index = 0; index <= size; index++) {
    const cut = start + Math.floor(((end - start) * index) / size)
    cuts.push(index === size ? end : Math.min(cut, end - 1))
  }
  return cuts
}

type Sources = Pick<CompiledPacks, 'characters' | 'aliases' | 'sounds' | 'loneSyllables'>

/** Per UTF-16 unit whether a likeness in sound is chance (HARMLESS) or hardly an accident (RARE). */
const oddnessOf = (rare: string): Uint8Array => {
  const oddness = new Uint8Array(65536)
  for (let at = 0; at < plain.length; at++) oddness[plain.charCodeAt(at)] = HARMLESS
  for (let at = 0; at < rare.length; at++) oddness[rare.charCodeAt(at)] = RARE
  return oddness
}

const uses: Readonly<Record<string, SoundUse>> = { f: 'free', s: 'short', l: 'letters' }

/** Longest word that is hunted in letters only, in syllables. */
const LETTER_WORD = 2

/** Where words of which a part is written in letters may stand, in order. */
const letterParts = ({ codes, count, latin }: Beats): { codes: Uint16Array; from: number; to: number }[] => {
  const parts: { codes: Uint16Array; from: number; to: number }[] = []
  for (let beat = 0; beat < count; beat++) {
    if (latin[beat] === 0) continue
    const [from, to] = [Math.max(0, beat - LETTER_WORD + 1), Math.min(count, beat + LETTER_WORD)]
    const last = parts.at(-1)
    if (last !== undefined && from <= last.to) last.to = to
    else parts.push({ codes, from, to })
  }
  return parts
}

/** Builds the restorer from the compiled sounds and aliases. Restoring is linear in the length of the text. */
export const createRestorer = (packs: Sources): Restorer => {
  const speech = createSpeech(packs.characters)
  const oddness = oddnessOf(packs.characters.rare)
  const soundMatcher = matcherOf(tablesOf(bytesFrom(packs.sounds.matcher)))
  const letterMatcher = matcherOf(tablesOf(bytesFrom(packs.sounds.letterMatcher)))
  const soundWords = packs.sounds.words.split(' ')
  const firstOfLetters = packs.sounds.uses.indexOf('l')
  const loneOf = new Map(packs.loneSyllables)
  const writer = createViewWriter()

  /** Letters that stand alone between Chinese characters: 能zhi便秘. */
  const byLoneSyllable = (view: View, candidates: Candidate[]): void => {
    const { count, from, latin } = speech.beats
    for (let beat = 0; beat < count; beat++) {
      if (latin[beat] === 0) continue
      const [start, end] = [from[beat] ?? 0, from[beat + 1] ?? 0]
      if (speech.continues(view, start) || speech.continues(view, end)) continue
      const word = loneOf.get(view.text.slice(start, end))
      if (word === undefined) continue
      const touchesHan = (start > 0 && isHan(view.codes[start - 1] ?? 0)) || (end < view.length && isHan(view.codes[end] ?? 0))
      if (touchesHan) candidates.push({ start, end, word, cuts: [start, end] })
    }
  }

  const bySound = (view: View, candidates: Candidate[]): void => {
    const { beats } = speech
    speech.read(view)
    if (beats.hasLatin) byLoneSyllable(view, candidates)
    const { from: beatFrom, latin: isLatin } = beats
    const meet = (id: number, from: number, to: number): void => {
      const use = uses[packs.sounds.uses[id] ?? ''] ?? 'letters'
      const word = soundWords[id] ?? ''
      const size = to - from
      let same = 0
      let latin = 0
      let strange = 0
      for (let at = from; at < to; at++) {
        const code = view.codes[beatFrom[at] ?? 0] ?? 0
        if (isLatin[at] !== 0) latin++
        else if (code === word.charCodeAt(at - from)) same++
        else if (oddness[code] === RARE) strange++
        else if (oddness[code] === HARMLESS) return
      }
      if (same === size) return
      const [start, end] = [beatFrom[from] ?? 0, beatFrom[to] ?? 0]
      if (latin > 0) {
        if (isLatin[from] === LETTERS && speech.continues(view, start)) return
        if (isLatin[to - 1] === LETTERS && speech.continues(view, end)) return
        if (same + latin + strange < size && size < 4) return
      } else if (!isHomophone({ size, same, strange, use })) return
      candidates.push({ start, end, word, cuts: Array.from(beatFrom.subarray(from, to + 1)) })
    }
    soundMatcher.scan({ codes: beats.codes, from: 0, to: beats.count }, meet)
    if (!beats.hasLatin) return
    for (const part of letterParts(beats)) letterMatcher.scan(part, (id, from, to) => meet(firstOfLetters + id, from, to))
  }

  return {
    restore: (view, disguises) => {
      const candidates: Candidate[] = []
      for (let at = 0; at < disguises.length; at += ROW) {
        const word = packs.aliases[disguises.items[at] ?? -1]
        const [start, end] = [disguises.items[at + 1] ?? 0, disguises.items[at + 2] ?? 0]
        if (word !== undefined) candidates.push({ start, end, word, cuts: evenCuts(start, end, word.length) })
      }
      bySound(view, candidates)
      return candidates.length === 0 ? null : rewrite(writer, view, choose(candidates))
    },
  }
}
