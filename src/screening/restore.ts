import { buildMatcher } from './matcher/matcher.ts'
import type { CompiledPacks, SoundUse } from './types.ts'
import type { View } from './view.ts'
import { viewOf } from './view.ts'

/**
 * Undoes disguises: pinyin, homophones, look-alikes and in-group spellings are rewritten to the plain word, so that
 * every rule sees what a reader understands.
 */
export type Restorer = {
  /** The text with disguised words replaced, and the places where that was done; `null` when nothing is disguised. */
  restore: (view: View) => Restored | null
}

/** Places are offsets in `view`, the restored text. */
export type Restored = { view: View; places: { start: number; end: number }[] }

/** Folded units `from` to `to` (exclusive) are one spoken syllable; `code` is its number or 0. */
type Beat = { code: number; from: number; to: number; latin: boolean }

/** Where `word` stands in disguise. `cuts` bounds the units that each of its characters replaces. */
type Candidate = { start: number; end: number; word: string; cuts: number[] }

/** Characters that bind every sentence together: where one of them stands, the likeness in sound is chance. */
const plain = '是的了在有不我你他她它这那就都也和到要会能去来上下个们人大小多少没还又很再被把给让从与及或等后前里中为对以而见'

const MAX_SYLLABLE = 6

const isLatin = (code: number): boolean => code >= 0x61 && code <= 0x7a

/** Splits a run of letters into syllables, the longest first, with one step of looking back ("xian" stays whole). */
const splitLatin = (view: View, from: number, to: number, numberOf: ReadonlyMap<string, number>): Beat[] => {
  const best: (Beat | null)[] = Array.from({ length: to - from + 1 }, () => null)
  const reached = new Uint8Array(to - from + 1)
  reached[0] = 1
  for (let at = 0; at < to - from; at++) {
    if (reached[at] === 0) continue
    for (let size = 1; size <= MAX_SYLLABLE && at + size <= to - from; size++) {
      const start = from + at
      if (hasGap(view, start, start + size)) break
      const code = numberOf.get(view.text.slice(start, start + size))
      if (code === undefined) continue
      const known = best[at + size]
      if (known === null || known === undefined || known.to - known.from < size) {
        best[at + size] = { code, from: start, to: start + size, latin: true }
      }
      reached[at + size] = 1
    }
  }
  if (reached[to - from] === 0) return [{ code: 0, from, to, latin: true }]
  const beats: Beat[] = []
  for (let at = to - from; at > 0; ) {
    const beat = best[at]
    if (beat === null || beat === undefined) return [{ code: 0, from, to, latin: true }]
    beats.push(beat)
    at = beat.from - from
  }
  return beats.toReversed()
}

/** Whether a run of letters goes on across `at` without a gap: half an English word is no pinyin. */
const continues = (view: View, at: number): boolean =>
  at > 0 && isLatin(view.codes[at - 1] ?? 0) && isLatin(view.codes[at] ?? 0) && view.starts[at] === view.ends[at - 1]

/** How many characters may differ before a word of the same sound is taken for chance. */
const isHomophone = (word: { size: number; same: number; strange: number; use: SoundUse }): boolean => {
  const changed = word.size - word.same
  if (word.size === 2) return word.use === 'short' && changed === 1 && word.strange === 1
  if (word.size === 3) return changed === 1 || (changed === 2 && word.strange > 0)
  return word.same >= (word.size > 4 ? 2 : 1)
}

/** Whether something was skipped between two units of [from, to): a space inside a run of letters ends a syllable. */
const hasGap = (view: View, from: number, to: number): boolean => {
  for (let at = from + 1; at < to; at++) if (view.starts[at] !== view.ends[at - 1]) return true
  return false
}

const MAX_LATIN_RUN = 40

const isHan = (code: number): boolean => code >= 0x4e00 && code <= 0x9fff

const beatsOf = (view: View, syllableOf: Uint16Array, numberOf: ReadonlyMap<string, number>): Beat[] => {
  const beats: Beat[] = []
  for (let at = 0; at < view.length; ) {
    const code = view.codes[at] ?? 0
    if (!isLatin(code)) {
      beats.push({ code: syllableOf[code] ?? 0, from: at, to: at + 1, latin: false })
      at++
      continue
    }
    let to = at + 1
    while (to < view.length && to - at < MAX_LATIN_RUN && isLatin(view.codes[to] ?? 0)) to++
    beats.push(...splitLatin(view, at, to, numberOf))
    at = to
  }
  return beats
}

const rewrite = (view: View, chosen: readonly Candidate[]): Restored => {
  const codes = new Uint16Array(view.length + chosen.reduce((sum, one) => sum + one.word.length, 0))
  const starts = new Int32Array(codes.length)
  const ends = new Int32Array(codes.length)
  const places: Restored['places'] = []
  let length = 0
  const push = (code: number, from: number, to: number): void => {
    codes[length] = code
    starts[length] = view.starts[from] ?? 0
    ends[length] = view.ends[to - 1] ?? 0
    length++
  }
  let at = 0
  for (const candidate of chosen) {
    for (; at < candidate.start; at++) push(view.codes[at] ?? 0, at, at + 1)
    places.push({ start: length, end: length + candidate.word.length })
    for (let index = 0; index < candidate.word.length; index++) {
      push(candidate.word.charCodeAt(index), candidate.cuts[index] ?? at, candidate.cuts[index + 1] ?? candidate.end)
    }
    at = candidate.end
  }
  for (; at < view.length; at++) push(view.codes[at] ?? 0, at, at + 1)
  return { view: viewOf({ codes, length, starts, ends }), places }
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

/** Builds the restorer from the compiled sounds and aliases. Restoring is linear in the length of the text. */
export const createRestorer = (packs: Sources): Restorer => {
  const numberOf = new Map<string, number>()
  const syllableOf = new Uint16Array(65536)
  for (const [syllable, characters] of packs.characters.syllables) {
    const number = numberOf.size + 1
    numberOf.set(syllable, number)
    for (let at = 0; at < characters.length; at++) syllableOf[characters.charCodeAt(at)] = number
  }
  const rare = new Uint8Array(65536)
  for (let at = 0; at < packs.characters.rare.length; at++) rare[packs.characters.rare.charCodeAt(at)] = 1

  const soundMatcher = buildMatcher(packs.sounds.map(([, codes]) => codes))
  const aliasMatcher = buildMatcher(packs.aliases.map(([alias]) => alias))
  const loneOf = new Map(packs.loneSyllables)

  /** Letters that stand alone between Chinese characters: 能zhi便秘. */
  const byLoneSyllable = (view: View, beats: readonly Beat[], candidates: Candidate[]): void => {
    for (const { from, to, latin } of beats) {
      if (!latin || continues(view, from) || continues(view, to)) continue
      const word = loneOf.get(view.text.slice(from, to))
      if (word === undefined) continue
      if (!isHan(view.codes[from - 1] ?? 0) && !isHan(view.codes[to] ?? 0)) continue
      candidates.push({ start: from, end: to, word, cuts: [from, to] })
    }
  }

  const bySound = (view: View, candidates: Candidate[]): void => {
    const beats = beatsOf(view, syllableOf, numberOf)
    byLoneSyllable(view, beats, candidates)
    const codes = Uint16Array.from(beats, (beat) => beat.code)
    soundMatcher.scan({ codes, from: 0, to: codes.length }, (id, from, to) => {
      const sound = packs.sounds[id]
      const first = beats[from]
      const last = beats[to - 1]
      if (sound === undefined || first === undefined || last === undefined) return
      const [word, , use] = sound
      let same = 0
      let latin = 0
      let strange = 0
      for (let at = from; at < to; at++) {
        const beat = beats[at]
        if (beat === undefined) return
        if (beat.latin) latin++
        else if (view.codes[beat.from] === word.charCodeAt(at - from)) same++
        else if (rare[view.codes[beat.from] ?? 0] === 1) strange++
        else if (plain.includes(view.text[beat.from] ?? '')) return
      }
      const size = to - from
      if (same === size) return
      if (latin > 0) {
        if (first.latin && continues(view, first.from)) return
        if (last.latin && continues(view, last.to)) return
        if (same + latin + strange < size && size < 4) return
      } else if (!isHomophone({ size, same, strange, use })) return
      const cuts = beats.slice(from, to).map((beat) => beat.from)
      candidates.push({ start: first.from, end: last.to, word, cuts: [...cuts, last.to] })
    })
  }

  return {
    restore: (view) => {
      const candidates: Candidate[] = []
      aliasMatcher.scan({ codes: view.codes, from: 0, to: view.length }, (id, start, end) => {
        const word = packs.aliases[id]?.[1]
        if (word === undefined) return
        candidates.push({ start, end, word, cuts: evenCuts(start, end, word.length) })
      })
      bySound(view, candidates)
      if (candidates.length === 0) return null
      return rewrite(view, choose(candidates))
    },
  }
}
