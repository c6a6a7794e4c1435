import { createHash } from 'node:crypto'
import { createPlainReader } from '../marker.ts'
import type { Category, CompiledCharacters, CompiledPacks } from '../types.ts'
import { buildCharacters, CHARACTERS_VERSION } from './characters.ts'
import type { Read } from './compile-packs.ts'
import { compilePacks } from './compile-packs.ts'
import { withSounds } from './disguise-tables.ts'
import type { Example } from './examples.ts'
import { readExamples } from './examples.ts'
import { type PackSources, readPacks } from './read-packs.ts'
import { sampleReader } from './samples.ts'
import { trainClassifier } from './train-classifier.ts'

/** Reads by the same table that the text is read with, so that a character with several readings still meets itself. */
const readByTable = (characters: CompiledCharacters): Read => {
  const digits = '零一二三四五六七八九'
  const syllableOf = new Map<string, string>()
  for (const [syllable, members] of characters.syllables) {
    for (const member of members) syllableOf.set(member, syllable)
  }
  return (word) => {
    const syllables = Array.from(word, (char) => {
      const digit = digits.indexOf(char)
      return syllableOf.get(digit < 0 ? char : String(digit)) ?? ''
    })
    return syllables.includes('') ? [] : [syllables.join(' ')]
  }
}

/** Adds the reading in context (行业 is hang ye), which is how people type it in letters. */
const readInContext = async (byTable: Read): Promise<Read> => {
  const { pinyin } = await import('pinyin-pro')
  return (word) => [...new Set([...byTable(word), pinyin(word, { toneType: 'none', v: true })])]
}

/** Where rules lie, and the examples from which the classifier learns. */
export type PackFolders = { rules: string; examples: string }

/** The samples of rules and exceptions are examples as well. */
const samplesOf = ({ packs, exceptions, settings }: PackSources): Example[] => {
  const read = sampleReader(settings)
  const example = (sample: string, categories: Category[]): Example => {
    const { text, options } = read(sample)
    return { text, categories, industry: options.industry ?? '', channel: options.channel ?? '' }
  }
  const byWords = packs.flatMap((pack) => pack.rules).filter(({ patterns, terms }) => patterns.length + terms.length > 0)
  return [
    ...byWords.flatMap(({ hit, miss, category, severity }) => [
      ...hit.map((sample) => example(sample, severity === 'note' ? [] : [category])),
      ...miss.map((sample) => example(sample, [])),
    ]),
    ...exceptions.flatMap(({ hit, miss }) => [
      ...hit.map((sample) => example(sample, [])),
      ...miss.map((sample) => example(sample, ['absolute_term'])),
    ]),
  ]
}

const withClassifier = (packs: CompiledPacks, examples: readonly Example[]): CompiledPacks => {
  const classifier = trainClassifier(examples, createPlainReader(packs))
  const digest = createHash('sha256').update(packs.version).update(JSON.stringify(classifier)).digest('hex')
  return { ...packs, classifier, version: digest.slice(0, 16) }
}

/**
 * Compiles all packs of a folder. With `earlier` packs of the same version no development dependency is needed: their
 * character tables and readings in context are kept; else opencc-js and pinyin-pro make them anew.
 */
export const compileFolder = async (
  { rules, examples }: PackFolders,
  earlier?: CompiledPacks,
): Promise<CompiledPacks> => {
  const sources = await readPacks(rules)
  const taught = [...(await readExamples(examples)), ...samplesOf(sources)]
  return withClassifier(await compileSources(sources, earlier), taught)
}

/** Compiled with the tables of earlier packs; of what the build alone can make, the readings in context are kept. */
const compileWith = (sources: PackSources, { characters, sounds }: CompiledPacks): CompiledPacks => {
  const compiled = compilePacks(sources, characters, readByTable(characters))
  return { ...compiled, sounds: withSounds(compiled.sounds, sounds) }
}

const compileSources = async (sources: PackSources, earlier?: CompiledPacks): Promise<CompiledPacks> => {
  if (earlier?.characters.version === CHARACTERS_VERSION) return compileWith(sources, earlier)
  const characters = await buildCharacters()
  return compilePacks(sources, characters, await readInContext(readByTable(characters)))
}

/**
 * Compiles packs whose sources were amended while the program runs, with the tables and the classifier of the packs it was
 * shipped with.
 *
 * @throws Error that names the rule that cannot be compiled
 */
export const compileAmended = (sources: PackSources, shipped: CompiledPacks): CompiledPacks => ({
  ...shipped,
  ...compileWith(sources, shipped),
  classifier: shipped.classifier,
})
