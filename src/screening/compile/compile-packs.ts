import { createHash } from 'node:crypto'
import { createFolder } from '../fold.ts'
import { PACK_FORMAT } from '../format.ts'
import { tradeWordsOf } from '../industry.ts'
import type {
  CompiledCharacters,
  CompiledContext,
  CompiledException,
  CompiledLearned,
  CompiledPacks,
  CompiledPattern,
  CompiledRule,
  IndustryScope,
  SoundUse,
} from '../types.ts'
import { categories } from '../types.ts'
import { aliasesOf } from './aliases.ts'
import { approachOf } from './anchors.ts'
import { compileApproaches } from './approaches.ts'
import { compileSigns } from './compile-signs.ts'
import { addUse, compileWords } from './compile-words.ts'
import type { Sound } from './disguise-tables.ts'
import { soundTables } from './disguise-tables.ts'
import type { PackSources } from './read-packs.ts'
import type { Evasions, Rule } from './schema.ts'
import { splitPattern } from './options.ts'
import { expand, parsePattern } from './syntax.ts'
import { vocabularyOf } from './vocabulary.ts'

type Words = Record<string, string[]>

type Fold = (text: string) => string

type Context = { sources: PackSources; fold: Fold; words: Words }

const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')

const citation = ({ sources }: Context, key: string, rule: string): string => {
  const article = sources.articles[key]
  if (article === undefined) throw new Error(`${rule} cites ${key}, which articles.yaml does not have`)
  return `${article.law}${article.article}`
}

/** Citations per trade. */
const lawsOf = (context: Context, cite: string | Record<string, string>, rule: string): Record<string, string> => {
  const cites = typeof cite === 'string' ? { default: cite } : cite
  return Object.fromEntries(Object.entries(cites).map(([key, one]) => [key, citation(context, one, rule)]))
}

/** 第一 is not the beginning of 第十二 or 第100. */
const ordinal = (source: string): string => source.replaceAll('第1', '第1(?![0-9十百])')

const compilePattern = ({ fold, words }: Context, source: string, rule: string): CompiledPattern => {
  try {
    const expanded = ordinal(fold(expand(source, words)))
    new RegExp(expanded)
    const options = splitPattern(expanded)
    for (const option of options) approachOf(parsePattern(option), source)
    return options
  } catch (error) {
    throw new Error(`${rule}: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  }
}

const joined = ({ fold, words }: Context, patterns: readonly string[]): string | undefined => {
  if (patterns.length === 0) return undefined
  const expanded = patterns.map((one) => fold(expand(one, words)))
  for (const one of expanded) parsePattern(one)
  return expanded.map((one) => `(?:${one})`).join('|')
}

const present = <T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined)) as never

type Scope = { only?: string[] | undefined; except?: string[] | undefined }

const scopeOf = (scope: Scope | undefined): IndustryScope | undefined =>
  scope === undefined ? undefined : present({ only: scope.only, except: scope.except })

const rewordingsOf = (context: Context, { rewordings }: Rule): CompiledRule['rewordings'] =>
  rewordings.map((one) => ({ source: joined(context, [one.for]) ?? '(?!)', say: one.say }))

const compileRule = (context: Context, rule: Rule): CompiledRule => {
  const terms = rule.terms.map((term) => {
    const plain = context.fold(term.toLowerCase())
    return [escape(plain)]
  })
  return {
    id: rule.id,
    category: rule.category,
    severity: rule.severity,
    since: rule.since,
    laws: lawsOf(context, rule.cite, rule.id),
    why: rule.why,
    advice: rule.advice,
    patterns: [...terms, ...rule.patterns.map((source) => compilePattern(context, source, rule.id))],
    deniable: rule.deniable,
    yields: rule.yields,
    exemptible: rule.exemptible,
    onlyExcused: rule.only_excused,
    lowerable: rule.lowerable,
    ...present({
      proof: rule.proof,
      rewordings: rule.rewordings.length === 0 ? undefined : rewordingsOf(context, rule),
      industries: scopeOf(rule.industries),
      channels: rule.channels,
      allow: joined(context, rule.allow),
      unless: joined(context, rule.unless),
      unlessText: joined(context, rule.unless_text),
      requires: joined(context, rule.requires),
    }),
  }
}

const compileExceptions = (context: Context): CompiledException[] =>
  context.sources.exceptions.map(({ id, cite, proof, when, industries, needs, bars }) => ({
    id,
    law: citation(context, cite, id),
    proof,
    source: joined(context, when) ?? '(?!)',
    needs: needs.map(({ name, met, missing }) => ({ name, missing, source: joined(context, met) ?? '(?!)' })),
    bars: bars.map((bar) => ({
      rule: bar.id,
      law: citation(context, bar.cite, bar.id),
      why: bar.why,
      advice: bar.advice,
      source: joined(context, bar.when) ?? '(?!)',
      ...present({ industries: scopeOf(bar.industries) }),
    })),
    ...present({ industries: scopeOf(industries) }),
  }))

const compileLearned = (context: Context): CompiledLearned[] =>
  categories.map((category): CompiledLearned => {
    const { cite, why, advice, proof } = context.sources.learned[category]
    const rule = `learned.reading.${category.replaceAll('_', '-')}`
    return { rule, category, laws: lawsOf(context, cite, rule), why, advice, ...present({ proof }) }
  })

/** Reads a word aloud: syllables without tones, joined by spaces; several readings where characters have several. */
export type Read = (word: string) => string[]

const compileContext = (context: Context): CompiledContext => {
  const { way_out: wayOut, ...rest } = context.sources.context
  const source = (patterns: readonly string[]): string => joined(context, patterns) ?? '(?!)'
  return {
    bare: source(rest.bare),
    denied: source(rest.denied),
    nobody: source(rest.nobody),
    within: source(rest.within),
    warning: source(rest.warning),
    reported: source(rest.reported),
    doubting: source(rest.doubting),
    dismissed: source(rest.dismissed),
    selling: source(rest.selling),
    serving: source(rest.serving),
    wayOut: source(wayOut),
    marked: source(rest.marked),
  }
}

type Sounds = { evasions: Evasions; spelled: string[]; fold: Fold; read: Read; characters: CompiledCharacters }

/** Characters of grammar: a word made of them and one other character sounds like half of everything. */
const grammar = new Set('的了得着过在是不没就都也还再又很太更有无个么怎那这哪什谁几所可来去到和我你他她它们人')

const hasContent = (word: string): boolean => [...word].filter((char) => !grammar.has(char)).length >= 2

/** Words by sound; a word that is named in evasions.yaml keeps the use that is stated there. */
const soundsOf = ({ evasions, spelled, fold, read, characters }: Sounds): Sound[] => {
  const numbers = new Map(characters.syllables.map(([syllable], index) => [syllable, index + 1]))
  const uses = new Map<string, SoundUse>()
  for (const word of spelled) if (hasContent(word)) uses.set(word, word.length > 2 ? 'free' : 'letters')
  for (const word of evasions.sounds) uses.set(fold(word), 'free')
  for (const word of evasions.short) uses.set(fold(word), 'short')
  return [...uses].flatMap(([word, use]) =>
    read(word).flatMap((syllables): Sound[] => {
      const codes = syllables.split(' ').map((syllable) => numbers.get(syllable) ?? 0)
      return codes.includes(0) || codes.length !== word.length ? [] : [{ word, codes: String.fromCharCode(...codes), use }]
    }),
  )
}

/**
 * Compiles packs into the one object that the screener takes.
 *
 * @throws Error that names the rule, for an unknown article, word list or a pattern without bounds
 */
export const compilePacks = (sources: PackSources, characters: CompiledCharacters, read: Read): CompiledPacks => {
  const { foldPlain } = createFolder(characters)
  const context: Context = { sources, fold: foldPlain, words: sources.words }
  const rules = sources.packs.flatMap((pack) => pack.rules.map((rule) => compileRule(context, rule)))
  const twice = rules.find((rule, index) => rules.findIndex(({ id }) => id === rule.id) !== index)
  if (twice !== undefined) throw new Error(`two rules are called ${twice.id}`)
  const nodes = rules.flatMap((rule) => rule.patterns.map((options) => parsePattern(options.join('|'))))
  const spelled = vocabularyOf(nodes)
  const judged = {
    rules,
    exceptions: compileExceptions(context),
    context: compileContext(context),
    industries: Object.entries(sources.settings.industries).map(([key, { names, goods, words }]) => ({
      key,
      names: names.map((one) => one.toLowerCase()),
      goods: goods.map((one) => foldPlain(one.toLowerCase())),
      words: words.map((one) => foldPlain(one.toLowerCase())),
    })),
  }
  const { approaches, anchors } = compileApproaches(rules)
  const { always, signs } = compileSigns(judged)
  const disguises = aliasesOf({ evasions: sources.evasions, spelled, fold: foldPlain })
  const aliases = new Map<string, number[]>()
  disguises.forEach(([disguise], index) => addUse(aliases, disguise, index))
  const trades = new Map<string, number[]>()
  tradeWordsOf(judged.industries).forEach(({ word }, number) => addUse(trades, word, number))
  const compiled: Omit<CompiledPacks, 'version'> = {
    format: PACK_FORMAT,
    characters,
    ...judged,
    words: compileWords({ anchors, signs, aliases, trades }),
    approaches,
    signs: { always },
    channels: sources.settings.channels,
    aliases: disguises.map(([, plain]) => plain),
    sounds: soundTables(soundsOf({ evasions: sources.evasions, spelled, fold: foldPlain, read, characters })),
    learned: compileLearned(context),
    classifier: null,
    loneSyllables: Object.entries(sources.evasions.lone).map(([syllable, char]) => [syllable, foldPlain(char)]),
  }
  const version = createHash('sha256').update(JSON.stringify({ ...compiled, characters: 0 })).digest('hex').slice(0, 16)
  return { ...compiled, version }
}
