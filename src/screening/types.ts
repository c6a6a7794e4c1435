import type { Stored } from './base64.ts'

/** What a finding is about. The list is closed: reports, filters and translations rely on it. */
export const categories = [
  'absolute_term',
  'medical_claim',
  'guarantee_return',
  'false_price',
  'unsubstantiated_data',
  'superstition_discrimination',
  'state_symbols',
  'minors',
  'vulgar',
  'forced_share',
  'disparage',
  'private_contact',
  'missing_ad_mark',
  'ip_infringe',
  'prohibited_goods',
] as const

export type Category = (typeof categories)[number]

/** `block`: must not go out. `warn`: a person decides. `note`: may go out, keep the proof. */
export type Severity = 'block' | 'warn' | 'note'

export type Decision = 'allow' | 'review' | 'deny'

/** One place in the text that offends or needs proof. */
export type Finding = {
  /** Id of the rule, such as `adlaw.absolute.superlative`. */
  rule: string
  category: Category
  severity: Severity
  /** UTF-16 offset of the first unit in the original text. */
  start: number
  /** UTF-16 offset after the last unit in the original text. */
  end: number
  /** `text.slice(start, end)`. */
  excerpt: string
  /** Readable citation, such as `广告法第九条（三）`. */
  law: string
  /** How to reword, in Chinese. */
  advice: string
  /** One sentence that names the words and the reason, in Chinese. */
  why: string
  /** Which evidence makes the claim lawful, where such evidence exists. */
  proof?: string
}

export type CheckOptions = {
  /** Trade of the advertiser in any of the usual names (`食品`, `金融理财` ...). Inferred from the text when absent. */
  industry?: string
  /** Where the text will appear (`短信`, `小红书`, `公众号` ...). */
  channel?: string
  /** The author states that the text is advertising. */
  advertising?: boolean
}

export type CheckResult = { decision: Decision; findings: Finding[] }

export type Screener = { check: (text: string, options?: CheckOptions) => CheckResult }

/** Character tables, computed at build time so that no conversion library is needed at run time. */
export type CompiledCharacters = {
  version: number
  /** Pairs of characters: the first folds to the second. */
  folds: string
  /** Characters that are skipped when they stand inside a word. */
  noise: string
  /** Every syllable without tone, with all characters read so. Its place in the list, from 1, is its number. */
  syllables: [syllable: string, characters: string][]
  /** Characters outside the everyday set: a homophone made of one of them is hardly an accident. */
  rare: string
}

/**
 * A regular expression over folded text, bounded in every quantifier, split at its outermost bars: the first option that
 * matches at a place is what the pattern matches there.
 */
export type CompiledPattern = string[]

/** How the places are found where options of patterns may match; see compile/approaches.ts. */
export type CompiledApproaches = {
  /** For each option: anchor from, to, stretch, digits as bits; then for each of its gates the number, from, to, stretch. */
  places: Stored
  /** Words of each gate, divided by spaces. */
  gates: string[]
  /** Units with which these words begin, each once. */
  gateUnits: string
}

/**
 * `free`: three characters or more, any disguise. `short`: two characters that are also hunted among homophones that
 * nobody writes by accident. `letters`: two characters, hunted in letters only.
 */
export type SoundUse = 'free' | 'short' | 'letters'

export type IndustryScope = { only?: string[]; except?: string[] }

export type CompiledRule = {
  id: string
  category: Category
  severity: Severity
  since: string
  /** Citation per industry key; `default` for all others. */
  laws: Record<string, string>
  why: string
  advice: string
  proof?: string
  industries?: IndustryScope
  channels?: string[]
  patterns: CompiledPattern[]
  /** A hit that overlaps a match of this expression is dropped. */
  allow?: string
  /** A hit whose sentence matches is dropped. */
  unless?: string
  /** A hit is dropped when any part of the text matches. */
  unlessText?: string
  /** A hit counts only when some part of the text, or the name of the trade, matches. */
  requires?: string
  /** Which context takes the meaning away: a denial ("我们不承诺 ..."), a quotation or a warning. */
  deniable: 'full' | 'reported' | 'none'
  /** Dropped where a finding of another category covers the same words. */
  yields: boolean
  /** Whether the lawful exceptions of the guide on absolute terms apply. */
  exemptible: boolean
  /** Whether a hit counts only where an exception excuses it: words that offend in no other place. */
  onlyExcused: boolean
  /** Whether the reading of the whole sentence may turn a finding into a note. */
  lowerable: boolean
  /** Advice for hits of a kind; the first whose expression matches the hit is said instead of `advice`. */
  rewordings?: CompiledRewording[]
}

/** `source` is an expression over the folded hit; `say` may hold {hit}. */
export type CompiledRewording = { source: string; say: string }

/** A condition of an exception, met where the expression matches near the hit. */
export type CompiledNeed = {
  /** What is missing when it is not met, such as `统计期间`. */
  name: string
  source: string
  /** Severity of a claim that lacks it. */
  missing: Severity
}

/** Where an exception ends: a claim that looks excused and by law is not. Its finding is never lowered. */
export type CompiledBar = {
  rule: string
  law: string
  why: string
  advice: string
  industries?: IndustryScope
  /** Expression over the marked sentence, as in CompiledException. */
  source: string
}

/** A lawful exception: the finding stays, as a note that says which proof to keep. */
export type CompiledException = {
  id: string
  law: string
  proof: string
  industries?: IndustryScope
  /** Expression over the sentence in which the hit is written #...&, two signs that folded text never has. */
  source: string
  /** Every one must be met; what is missing is named. */
  needs: CompiledNeed[]
  bars: CompiledBar[]
}

/**
 * A trained linear classifier as it lies in the packs: tables of little-endian numbers. Features are ordered so that
 * those with weights per category come first.
 */
export type CompiledClassifier = {
  /** Int32 numbers of the features (grams.ts). */
  features: Stored
  /** Uint8 per bucket of features: how far they are moved in the table of them all (displacement.ts). */
  displacements: Stored
  /** Uint8 per feature: how rare it is, from 1 to 63. */
  rarities: Stored
  /** Int16 per feature: its weight for "unlawful", in units of `scale`. */
  weights: Stored
  scale: number
  /** Weight of a text without any feature. */
  bias: number
  /** Int8 per category and each of the first `categorised` features, in units of the category's scale. */
  categoryWeights: Stored
  categorised: number
  categoryScales: number[]
  categoryBiases: number[]
}

/** What a finding of the classifier says. */
export type CompiledLearned = {
  rule: string
  category: Category
  laws: Record<string, string>
  why: string
  advice: string
  proof?: string
}

/** Expressions of context.yaml, each list joined to one. */
export type CompiledContext = Record<
  | 'bare'
  | 'denied'
  | 'nobody'
  | 'within'
  | 'warning'
  | 'reported'
  | 'doubting'
  | 'dismissed'
  | 'selling'
  | 'serving'
  | 'wayOut'
  | 'marked',
  string
>

/**
 * A trade: names that advertisers give it, `goods` that name what is sold (each weighs three), and `words` that often
 * stand beside it (each weighs one).
 */
export type CompiledIndustry = { key: string; names: string[]; goods: string[]; words: string[] }

/** Expressions of context that no word gives away; all others are only tried where one of their words stands (signs.ts). */
export type CompiledSigns = { always: number[] }

/** All words that are looked for in folded text as they stand there, and what each is used for; see words.ts. */
export type CompiledWords = { matcher: Stored; uses: Stored }

export type CompiledPacks = {
  format: number
  /** Digest of the sources; changes whenever a rule changes. */
  version: string
  characters: CompiledCharacters
  rules: CompiledRule[]
  words: CompiledWords
  approaches: CompiledApproaches
  signs: CompiledSigns
  exceptions: CompiledException[]
  context: CompiledContext
  industries: CompiledIndustry[]
  channels: Record<string, string[]>
  /** The plain word of each disguised spelling. */
  aliases: string[]
  /**
   * Words that are hunted by sound: the words, divided by spaces; for each how strictly (f, s or l for SoundUse); for each
   * of its characters the number of its syllable, as a UTF-16 unit; and the matchers of those: words that are hunted in
   * letters only (l) come last and have one of their own.
   */
  sounds: { words: string; uses: string; codes: string; matcher: Stored; letterMatcher: Stored }
  /** A lone syllable in letters between Chinese characters, and the character it stands for. */
  loneSyllables: [syllable: string, character: string][]
  /** What is said of a sentence that resembles unlawful examples. */
  learned: CompiledLearned[]
  /** Trained from packs/examples; null where there are none: then the rules of words decide alone. */
  classifier: CompiledClassifier | null
}
