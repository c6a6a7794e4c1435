import { z } from 'zod'
import { categories } from '../types.ts'

const MAX_LINES = 1000

const line = z.string().min(1).max(2000)
const lines = z.array(line).max(MAX_LINES)

/** One article of a law that rules cite. `text` is a phrase that stands in the official text, word for word. */
export const articleSchema = z.strictObject({
  law: line,
  article: line,
  text: line,
  /** Name of the file with the official text, where such a collection is at hand. */
  file: line.optional(),
  /** Rule of a platform or standard, which is not in a collection of laws. */
  official: z.boolean().default(true),
})

export const articlesSchema = z.record(z.string().regex(/^[a-z0-9-]+$/), articleSchema)

const cites = z.union([line, z.record(z.string().max(40), line)])

const ruleId = z.string().regex(/^[a-z]+(\.[a-z0-9-]+){2}$/)

const industryScope = z.strictObject({ only: lines.optional(), except: lines.optional() })

export const ruleSchema = z.strictObject({
  id: ruleId,
  category: z.enum(categories),
  severity: z.enum(['block', 'warn', 'note']),
  /** Key of articles.yaml, or one key per trade with `default`. */
  cite: cites,
  since: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  why: line,
  advice: line,
  proof: line.optional(),
  /** Advice for hits of a kind: `for` is a pattern over the hit, `say` the advice, in which {hit} is the hit. */
  rewordings: z.array(z.strictObject({ for: line, say: line })).max(20).default([]),
  industries: industryScope.optional(),
  channels: lines.optional(),
  terms: lines.default([]),
  patterns: lines.default([]),
  allow: lines.default([]),
  unless: lines.default([]),
  unless_text: lines.default([]),
  requires: lines.default([]),
  /**
   * Whether context takes the meaning away: `full` for a denial, a quotation or a warning, `reported` for the last two,
   * `none` for rules whose own words are a denial.
   */
  deniable: z.enum(['full', 'reported', 'none']).default('full'),
  /** Dropped where a finding of another category covers the same words. */
  yields: z.boolean().default(false),
  exemptible: z.boolean().default(false),
  /** Words that are no claim by themselves: a hit counts only where an exception makes a note of it. */
  only_excused: z.boolean().default(false),
  /** false: the reading of the whole sentence never turns a finding into a note. */
  lowerable: z.boolean().default(true),
  /** Sentences that the rule must find; `industry|sentence` sets the trade. */
  hit: lines.min(1),
  /** Sentences that it must leave alone. */
  miss: lines.min(1),
  /** Channel and state that the samples are checked with, for duties that follow from the channel. */
  sample: z.strictObject({ channel: line.optional(), advertising: z.boolean().optional() }).default({}),
})

export const rulePackSchema = z.strictObject({
  pack: z.string().regex(/^[a-z-]+$/),
  title: line,
  /** `statute`: law and its guides. `platform`: house rules of a platform, which change often. */
  kind: z.enum(['statute', 'platform']),
  read: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
  rules: z.array(ruleSchema).min(1).max(500),
})

/** What a finding of the classifier says; every category has its entry. */
export const learnedSchema = z.record(
  z.enum(categories),
  z.strictObject({ cite: cites, why: line, advice: line, proof: line.optional() }),
)

export const wordsSchema = z.record(z.string().max(40), lines)

export const exceptionsSchema = z.array(
  z.strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    cite: line,
    proof: line,
    /** Patterns over the sentence in which the hit is written #...&. */
    when: lines.min(1),
    industries: industryScope.optional(),
    /** Conditions; `met` are patterns over the text near the hit, `missing` the severity of a claim that lacks it. */
    needs: z
      .array(z.strictObject({ name: line, met: lines.min(1), missing: z.enum(['block', 'warn']).default('block') }))
      .max(10)
      .default([]),
    /** Where the exception ends; `when` as above. Such a finding is never lowered. */
    bars: z
      .array(
        z.strictObject({
          id: ruleId,
          cite: line,
          why: line,
          advice: line,
          industries: industryScope.optional(),
          when: lines.min(1),
        }),
      )
      .max(10)
      .default([]),
    hit: lines.min(1),
    miss: lines.default([]),
  }),
)

const context = lines.min(1)

export const contextSchema = z.strictObject({
  bare: context,
  denied: context,
  nobody: context,
  within: context,
  warning: context,
  reported: context,
  doubting: context,
  dismissed: context,
  selling: context,
  serving: context,
  way_out: context,
  marked: context,
})

export const evasionsSchema = z.strictObject({
  /** Plain word to its in-group spellings. */
  aliases: z.record(z.string().min(1).max(24), lines),
  /** Character to the two that it is split into: 治 to 氵台. */
  components: z.record(z.string().length(1), z.string().min(2).max(6)),
  /** Character to one that looks like it. */
  look_alikes: z.strictObject({
    /** Rare enough to be hunted in any word. */
    rare: z.record(z.string().length(1), z.string().length(1)),
    /** Hunted in words of three characters or more. */
    common: z.record(z.string().length(1), z.string().length(1)),
  }),
  /** Words hunted by sound: three characters or more. */
  sounds: z.array(line).max(5000),
  /** Words of two characters that are hunted by sound under stricter conditions. */
  short: z.array(line).max(2000),
  /** A lone syllable in letters beside Chinese characters: the character that it stands for. */
  lone: z.record(z.string().regex(/^[a-z]{2,6}$/), z.string().length(1)),
})

export const settingsSchema = z.strictObject({
  industries: z.record(
    z.string().regex(/^[a-z-]+$/),
    z.strictObject({ names: lines, goods: lines.default([]), words: lines.default([]) }),
  ),
  channels: z.record(z.string().regex(/^[a-z-]+$/), lines),
})

export type Articles = z.infer<typeof articlesSchema>
export type Rule = z.infer<typeof ruleSchema>
export type RulePack = z.infer<typeof rulePackSchema>
export type Exceptions = z.infer<typeof exceptionsSchema>
export type Context = z.infer<typeof contextSchema>
export type Evasions = z.infer<typeof evasionsSchema>
export type Learned = z.infer<typeof learnedSchema>
export type Settings = z.infer<typeof settingsSchema>
