/** A sentence that a person reads, in both languages. `{name}` is replaced by the parameter of that name. */
export type Sentence = { readonly zh: string; readonly en: string }

export type Locale = 'zh' | 'en'

export type SentenceParams = Readonly<Record<string, string | number>>

/**
 * Fills a sentence in one language.
 * A placeholder without a parameter stays as it is, so that a gap is seen and nothing is made up.
 */
export const say = (sentence: Sentence, locale: Locale, params: SentenceParams = {}): string =>
  sentence[locale].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = params[name]
    return value === undefined ? placeholder : String(value)
  })
