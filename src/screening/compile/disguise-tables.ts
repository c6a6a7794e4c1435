import { toBase64 } from '../base64.ts'
import { bytesOf } from '../matcher/bytes.ts'
import { buildTables } from '../matcher/tables.ts'
import type { CompiledPacks, SoundUse } from '../types.ts'

/** A word that is hunted by sound: the numbers of its syllables as UTF-16 units, and how strictly. */
export type Sound = { word: string; codes: string; use: SoundUse }

const uses: readonly SoundUse[] = ['free', 'short', 'letters']

const matcherFor = (words: readonly string[]): string => toBase64(bytesOf(buildTables(words)))

/** Sounds as they lie in the packs: those that are hunted in letters only come last and have a matcher of their own. */
export const soundTables = (sounds: readonly Sound[]): CompiledPacks['sounds'] => {
  const anywhere = sounds.filter(({ use }) => use !== 'letters')
  const inLetters = sounds.filter(({ use }) => use === 'letters')
  const all = [...anywhere, ...inLetters]
  return {
    words: all.map(({ word }) => word).join(' '),
    uses: all.map(({ use }) => use.charAt(0)).join(''),
    codes: all.map(({ codes }) => codes).join(''),
    matcher: matcherFor(anywhere.map(({ codes }) => codes)),
    letterMatcher: matcherFor(inLetters.map(({ codes }) => codes)),
  }
}

/** The sounds out of their tables. */
const soundsIn = (tables: CompiledPacks['sounds']): Sound[] => {
  let at = 0
  return tables.words.split(' ').flatMap((word, index) => {
    const use = uses.find((one) => one.startsWith(tables.uses.charAt(index)))
    const codes = tables.codes.slice(at, (at += word.length))
    return word === '' || use === undefined ? [] : [{ word, codes, use }]
  })
}

/** Tables of both; what `first` knows already is not added. */
export const withSounds = (first: CompiledPacks['sounds'], more: CompiledPacks['sounds']): CompiledPacks['sounds'] => {
  const own = soundsIn(first)
  const known = new Set(own.map(({ word, codes }) => `${word} ${codes}`))
  const added = soundsIn(more).filter(({ word, codes }) => !known.has(`${word} ${codes}`))
  return added.length === 0 ? first : soundTables([...own, ...added])
}
